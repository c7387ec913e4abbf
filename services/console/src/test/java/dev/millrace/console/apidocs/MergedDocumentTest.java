package dev.millrace.console.apidocs;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MergedDocumentTest {

    private static final JsonObject BASE = new JsonObject().put("info", new JsonObject().put("title", "all"));

    @Test
    void partsOfTheSameNameAndAnotherContentAreKeptApart() {
        Map<String, JsonObject> documents = new LinkedHashMap<>();
        documents.put("Sources", document("/api/v1/a", "Problem", "string"));
        documents.put("Reports", document("/api/v1/b", "Problem", "integer"));
        JsonObject merged = MergedDocument.merge(BASE, documents);
        assertThat(merged.getJsonObject("components").getJsonObject("schemas").fieldNames())
                .containsExactlyInAnyOrder("Problem", "ReportsProblem");
        assertThat(merged.getJsonObject("paths").getJsonObject("/api/v1/b").encode())
                .contains("#/components/schemas/ReportsProblem");
    }

    @Test
    void partsOfTheSameContentAreOne() {
        Map<String, JsonObject> documents = new LinkedHashMap<>();
        documents.put("Sources", document("/api/v1/a", "Problem", "string"));
        documents.put("Reports", document("/api/v1/b", "Problem", "string"));
        JsonObject merged = MergedDocument.merge(BASE, documents);
        assertThat(merged.getJsonObject("components").getJsonObject("schemas").fieldNames())
                .containsExactly("Problem");
        assertThat(merged.getJsonObject("info").getString("title")).isEqualTo("all");
    }

    private static JsonObject document(String path, String schema, String type) {
        return new JsonObject()
                .put(
                        "paths",
                        new JsonObject()
                                .put(path, new JsonObject().put("$ref", "#/components/schemas/" + schema))
                                .put("/internal/v1/x", new JsonObject()))
                .put(
                        "components",
                        new JsonObject()
                                .put("schemas", new JsonObject().put(schema, new JsonObject().put("type", type))));
    }
}
