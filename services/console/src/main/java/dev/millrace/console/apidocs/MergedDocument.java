package dev.millrace.console.apidocs;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Puts OpenAPI documents together. Paths of the services among themselves are left out. Parts of the same name and the same
 * content are one; of another content, the later one gets its document's name in front.
 */
final class MergedDocument {

    private static final List<String> PUBLIC = List.of("/api/", "/session");

    private MergedDocument() {}

    /**
     * @param base gives the title, the description and the security schemes
     * @param documents by the name of their service
     */
    static JsonObject merge(JsonObject base, Map<String, JsonObject> documents) {
        Map<String, Object> paths =
                new TreeMap<>(base.getJsonObject("paths", new JsonObject()).getMap());
        Map<String, Map<String, Object>> components = new TreeMap<>();
        collect(components, base.getJsonObject("components", new JsonObject()));
        Map<String, Object> tags = new LinkedHashMap<>();
        addTags(tags, base);
        documents.forEach((name, original) -> {
            JsonObject document = withoutClashes(name, original, components);
            for (Map.Entry<String, Object> path : document.getJsonObject("paths", new JsonObject())) {
                if (PUBLIC.stream().anyMatch(path.getKey()::startsWith)) {
                    paths.put(path.getKey(), path.getValue());
                }
            }
            collect(components, document.getJsonObject("components", new JsonObject()));
            addTags(tags, document);
        });
        JsonObject merged = base.copy();
        merged.put("tags", new JsonArray(List.copyOf(tags.values())));
        merged.put("paths", new JsonObject(new LinkedHashMap<>(paths)));
        JsonObject parts = new JsonObject();
        components.forEach((kind, members) -> parts.put(kind, new JsonObject(members)));
        return merged.put("components", parts);
    }

    private static void collect(Map<String, Map<String, Object>> components, JsonObject parts) {
        for (Map.Entry<String, Object> kind : parts) {
            if (kind.getValue() instanceof JsonObject members) {
                Map<String, Object> known = components.computeIfAbsent(kind.getKey(), ignored -> new TreeMap<>());
                members.forEach(member -> known.putIfAbsent(member.getKey(), member.getValue()));
            }
        }
    }

    private static void addTags(Map<String, Object> tags, JsonObject document) {
        for (Object tag : document.getJsonArray("tags", new JsonArray())) {
            if (tag instanceof JsonObject named) {
                tags.putIfAbsent(named.getString("name"), named);
            }
        }
    }

    private static JsonObject withoutClashes(
            String name, JsonObject document, Map<String, Map<String, Object>> components) {
        String text = document.encode();
        List<String> clashes =
                document
                        .getJsonObject("components", new JsonObject())
                        .getJsonObject("schemas", new JsonObject())
                        .stream()
                        .filter(schema -> clashes(schema, components.getOrDefault("schemas", Map.of())))
                        .map(Map.Entry::getKey)
                        .sorted(Comparator.comparingInt(String::length).reversed())
                        .toList();
        for (String schema : clashes) {
            text = text.replace(
                    "\"#/components/schemas/" + schema + "\"", "\"#/components/schemas/" + name + schema + "\"");
        }
        JsonObject renamed = new JsonObject(text);
        for (String schema : clashes) {
            JsonObject schemas = renamed.getJsonObject("components").getJsonObject("schemas");
            schemas.put(name + schema, schemas.remove(schema));
        }
        return renamed;
    }

    private static boolean clashes(Map.Entry<String, Object> schema, Map<String, Object> known) {
        Object present = known.get(schema.getKey());
        return present != null && !present.equals(schema.getValue());
    }
}
