package dev.millrace.connector.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.millrace.kernel.ErrorCode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * How an API behaves, as its documentation says, in answers that we wrote: {@code recorded/<name>.yaml}.
 *
 * <ul>
 *   <li>{@code addresses}: the servers that the manifest asks, and below which path the test's server stands for each
 *   <li>{@code configuration}, and {@code headers}, without which every request is refused
 *   <li>{@code refused}: the {@code configuration} that is wrong, the answer to it ({@code status}, {@code body}), and the {@code
 *       code} and {@code message} that a person gets
 *   <li>{@code limited}: the answer to one who asks too often
 *   <li>{@code empty}: the body of an answer without records
 *   <li>{@code paged}: a stream of several pages; {@code nulled}: a field of its records that may be null, if there is one
 *   <li>{@code page_size}: how many records make a page, where the API counts them, so that few make several
 *   <li>{@code login}: exchanges that need no headers
 *   <li>{@code streams}: for each what a first read asks ({@code first}), what the next one asks ({@code next}), and the {@code
 *       rows} of the first, without the fields that are null
 * </ul>
 */
record RecordedApi(String name, String text, JsonNode file) {

    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    /** That of a manifest of the catalogue. */
    static RecordedApi of(String name) {
        try (InputStream file = RecordedApi.class.getResourceAsStream("/recorded/" + name + ".yaml")) {
            if (file == null) {
                throw new IllegalArgumentException("recorded/" + name + ".yaml is missing");
            }
            return new RecordedApi(name, Catalogue.text(name), YAML.readTree(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What {@code make connector} begins with. */
    static RecordedApi template() {
        Path folder = Path.of("bin/template");
        try {
            return new RecordedApi(
                    "acme",
                    Files.readString(folder.resolve("manifest.yaml")),
                    YAML.readTree(folder.resolve("recorded.yaml").toFile()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return name;
    }

    /** The manifest with the test's server in place of the API's, and without pauses that no header asks for. */
    String manifest(String address) {
        String here = text;
        for (Map.Entry<String, JsonNode> server : file.path("addresses").properties()) {
            if (!here.contains(server.getKey())) {
                throw new IllegalArgumentException("the manifest of " + name + " does not ask " + server.getKey());
            }
            here = here.replace(server.getKey(), address + server.getValue().asText());
        }
        if (file.has("page_size")) {
            here = here.replaceAll(
                    "page_size: [0-9]+", "page_size: " + file.path("page_size").asText());
        }
        return here.replaceAll("(backoff_time_in_seconds|factor): [0-9.]+", "$1: 0")
                .replaceAll("interval: PT[0-9]+S", "interval: PT0.001S");
    }

    String configuration() {
        return filledIn(file.path("configuration")).toString();
    }

    String refusedConfiguration() {
        ObjectNode configuration = file.path("configuration").deepCopy();
        file.path("refused")
                .path("configuration")
                .properties()
                .forEach(field -> configuration.set(field.getKey(), field.getValue()));
        return filledIn(configuration).toString();
    }

    private static JsonNode filledIn(JsonNode configuration) {
        return replaced(configuration, "{rsa key}", TestKeys.PEM.replace("\n", "\\n"));
    }

    ErrorCode refusal() {
        return ErrorCode.valueOf(file.path("refused").path("code").asText());
    }

    String refusalMessage() {
        return file.path("refused").path("message").asText();
    }

    LocalApi.Reply refused() {
        return new Exchange(file.path("refused")).reply("body");
    }

    LocalApi.Reply limited() {
        return new Exchange(file.path("limited")).reply("body");
    }

    JsonNode empty() {
        return file.path("empty");
    }

    String paged() {
        return file.path("paged").asText();
    }

    String nulled() {
        return file.path("nulled").asText();
    }

    Map<String, String> headers() {
        Map<String, String> headers = new LinkedHashMap<>();
        file.path("headers")
                .properties()
                .forEach(
                        header -> headers.put(header.getKey(), header.getValue().asText()));
        return headers;
    }

    List<Exchange> login() {
        return exchanges(file.path("login"));
    }

    List<String> streams() {
        return file.path("streams").propertyStream().map(Map.Entry::getKey).toList();
    }

    List<Exchange> first(String stream) {
        return exchanges(file.path("streams").path(stream).path("first"));
    }

    List<Exchange> next(String stream) {
        return exchanges(file.path("streams").path(stream).path("next"));
    }

    JsonNode rows(String stream) {
        JsonNode rows = file.path("streams").path(stream).path("rows");
        return rows.isArray() ? rows : JsonNodeFactory.instance.arrayNode();
    }

    /** All that needs the headers, those first that say what they are answered with. */
    Stream<Exchange> exchanges() {
        return streams().stream().flatMap(stream -> Stream.concat(first(stream).stream(), next(stream).stream()));
    }

    private static List<Exchange> exchanges(JsonNode listed) {
        return listed.valueStream().map(Exchange::new).toList();
    }

    private static JsonNode replaced(JsonNode node, String what, String with) {
        if (node.isArray()) {
            List<JsonNode> items = new ArrayList<>();
            node.forEach(item -> items.add(replaced(item, what, with)));
            return JsonNodeFactory.instance.arrayNode().addAll(items);
        }
        if (node.isObject()) {
            ObjectNode fields = JsonNodeFactory.instance.objectNode();
            node.properties().forEach(field -> fields.set(field.getKey(), replaced(field.getValue(), what, with)));
            return fields;
        }
        return node.isTextual()
                ? JsonNodeFactory.instance.textNode(node.asText().replace(what, with))
                : node;
    }
}
