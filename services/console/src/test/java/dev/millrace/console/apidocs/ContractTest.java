package dev.millrace.console.apidocs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.console.gateway.Upstream;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Holds the contract that the web app's types are made of against what the services say of themselves. Their builds leave
 * that in their target folders. With {@code -Dmillrace.contract=write} the contract is written instead: {@code make docs}.
 */
class ContractTest {

    private static final Path CONTRACT = Path.of("src/main/openapi/millrace.json");

    @Test
    void theContractIsWhatTheServicesSay() throws IOException {
        String current = merged().encodePrettily() + "\n";
        if ("write".equals(System.getProperty("millrace.contract"))) {
            Files.writeString(CONTRACT, current);
        }
        assertThat(Files.readString(CONTRACT))
                .as("the contract is not what the services say; run make docs")
                .isEqualTo(current);
    }

    @Test
    void everyCallSaysHowItsProblemsLook() throws IOException {
        List<String> silent = new ArrayList<>();
        for (Map.Entry<String, Object> path : merged().getJsonObject("paths")) {
            JsonObject operations = (JsonObject) path.getValue();
            for (String method : operations.fieldNames()) {
                JsonObject answers = operations.getJsonObject(method).getJsonObject("responses");
                if (!"#/components/responses/Problem"
                        .equals(answers.getJsonObject("default", new JsonObject())
                                .getString("$ref"))) {
                    silent.add(method + " " + path.getKey());
                }
            }
        }
        assertThat(silent).isEmpty();
    }

    @Test
    void everySuccessSaysWhatItAnswers() throws IOException {
        List<String> silent = new ArrayList<>();
        for (Map.Entry<String, Object> path : merged().getJsonObject("paths")) {
            JsonObject operations = (JsonObject) path.getValue();
            for (String method : operations.fieldNames()) {
                for (Map.Entry<String, Object> answer :
                        operations.getJsonObject(method).getJsonObject("responses")) {
                    boolean success =
                            answer.getKey().startsWith("2") && !answer.getKey().equals("204");
                    JsonObject content = ((JsonObject) answer.getValue()).getJsonObject("content", new JsonObject());
                    if (success && content.isEmpty()) {
                        silent.add(method + " " + path.getKey() + " " + answer.getKey());
                    }
                }
            }
        }
        assertThat(silent).isEmpty();
    }

    @Test
    void whateverIsMentionedIsThere() throws IOException {
        JsonObject document = merged();
        List<String> missing = new ArrayList<>();
        collectMissing(document, document, missing);
        assertThat(missing).isEmpty();
    }

    private static void collectMissing(Object part, JsonObject document, List<String> missing) {
        if (part instanceof JsonArray array) {
            array.forEach(item -> collectMissing(item, document, missing));
        } else if (part instanceof JsonObject object) {
            if (object.getValue("$ref") instanceof String reference) {
                String[] steps = reference.split("/", -1);
                if (!document.getJsonObject("components")
                        .getJsonObject(steps[2], new JsonObject())
                        .containsKey(steps[3])) {
                    missing.add(reference);
                }
            }
            object.forEach(member -> collectMissing(member.getValue(), document, missing));
        }
    }

    private static JsonObject merged() throws IOException {
        Map<String, JsonObject> documents = new LinkedHashMap<>();
        for (Upstream upstream : Upstream.values()) {
            String module = upstream.name().toLowerCase(Locale.ROOT).replace('_', '-');
            documents.put(upstream.title(), read(Path.of("..", module, "target", "openapi", "openapi.json")));
        }
        return MergedDocument.merge(read(Path.of("src/main/resources/openapi/console.json")), documents);
    }

    private static JsonObject read(Path document) throws IOException {
        assertThat(document).as("build the services first: make build").exists();
        return new JsonObject(Buffer.buffer(Files.readAllBytes(document)));
    }
}
