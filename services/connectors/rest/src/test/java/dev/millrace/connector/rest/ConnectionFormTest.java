package dev.millrace.connector.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.connector.rest.answer.Json;
import dev.millrace.connector.rest.manifest.Tree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConnectionFormTest {

    private static ConnectionForm form() throws IOException {
        return new ConnectionForm(Tree.mapOrEmpty(Json.read("""
                {"type": "object", "required": ["key"], "properties": {
                  "key": {"type": "string", "airbyte_secret": true, "order": 0},
                  "page_size": {"type": "integer", "default": 50, "title": "Page size", "description": "Records at once."},
                  "credentials": {"type": "object", "oneOf": [{"properties": {"token": {"airbyte_secret": true}}}]}}}
                """.getBytes(StandardCharsets.UTF_8))));
    }

    @Test
    void everyFieldHasATitleADescriptionAndAPlaceAndSecretsAreSecret() throws IOException {
        Map<String, Object> schema = Tree.mapOrEmpty(Json.read(form().schema().getBytes(StandardCharsets.UTF_8)));

        assertThat(schema.get("required")).isEqualTo(List.of("key"));
        assertThat(schema.get("properties"))
                .isEqualTo(Map.of(
                        "key",
                        Map.of(
                                "title", "Key",
                                "description", "See the documentation of the API.",
                                "type", "string",
                                "order", 1L,
                                "secret", true),
                        "page_size",
                        Map.of(
                                "title",
                                "Page size",
                                "description",
                                "Records at once.",
                                "type",
                                "integer",
                                "default",
                                50L,
                                "order",
                                2L,
                                "advanced",
                                true),
                        "credentials",
                        Map.of(
                                "title", "Credentials",
                                "description", "See the documentation of the API. A value of JSON.",
                                "type", "string",
                                "order", 3L,
                                "secret", true)));
    }

    @Test
    void whatIsFilledInIsWhatTheManifestExpects() throws IOException {
        assertThat(form().configuration(Map.of("key", "k", "credentials", "{\"token\": \"t\"}")))
                .isEqualTo(Map.of("key", "k", "page_size", 50L, "credentials", Map.of("token", "t")));
    }

    @Test
    void requiredFieldsThatAreEmptyAreNamed() throws IOException {
        assertThat(form().missing(Map.of("key", ""))).containsExactly("key");
    }
}
