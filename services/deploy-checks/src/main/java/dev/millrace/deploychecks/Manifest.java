package dev.millrace.deploychecks;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** One object that the chart makes. */
record Manifest(JsonObject json) {

    String kind() {
        return json.get("kind").getAsString();
    }

    String apiVersion() {
        return json.get("apiVersion").getAsString();
    }

    String name() {
        return text("metadata", "name").orElse("nameless");
    }

    /** Those of a kind. */
    static Stream<Manifest> ofKind(List<Manifest> all, String kind) {
        return all.stream().filter(manifest -> manifest.kind().equals(kind));
    }

    /**
     * The one of that name.
     *
     * @throws NoSuchElementException when there is none
     */
    static Manifest one(List<Manifest> all, String kind, String name) {
        return ofKind(all, kind)
                .filter(manifest -> manifest.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException(kind + " " + name));
    }

    @Override
    public String toString() {
        return kind() + " " + name();
    }

    /** The pod that it describes or starts. */
    Optional<JsonObject> pod() {
        return switch (kind()) {
            case "Pod" -> find("spec");
            case "Deployment", "StatefulSet", "Job" -> find("spec", "template", "spec");
            default -> Optional.empty();
        };
    }

    /** Its pod's containers, those that come first included. */
    Stream<JsonObject> containers() {
        return pod().stream()
                .flatMap(pod -> Stream.of("initContainers", "containers").flatMap(list -> elements(pod, list)));
    }

    /** What a container of the given name is told directly, without what comes from Secrets. */
    static Map<String, Optional<String>> environment(JsonObject container) {
        return elements(container, "env")
                .collect(Collectors.toMap(
                        variable -> variable.get("name").getAsString(),
                        variable -> Optional.ofNullable(variable.get("value")).map(JsonElement::getAsString)));
    }

    static Stream<JsonObject> elements(JsonObject of, String list) {
        JsonArray array = of.getAsJsonArray(list);
        return array == null
                ? Stream.empty()
                : StreamSupport.stream(array.spliterator(), false).map(JsonElement::getAsJsonObject);
    }

    Optional<JsonObject> find(String... path) {
        return find(json, path);
    }

    static Optional<JsonObject> find(JsonObject from, String... path) {
        JsonObject current = from;
        for (String name : path) {
            if (current == null || !current.has(name)) {
                return Optional.empty();
            }
            current = current.getAsJsonObject(name);
        }
        return Optional.ofNullable(current);
    }

    Optional<String> text(String... path) {
        List<String> folders = List.of(path).subList(0, path.length - 1);
        return find(folders.toArray(String[]::new))
                .map(object -> object.get(path[path.length - 1]))
                .map(JsonElement::getAsString);
    }
}
