package dev.millrace.connector.rest.stream;

import dev.millrace.connector.rest.manifest.Component;
import dev.millrace.connector.rest.manifest.Tree;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The schema of a stream: written in the manifest, found by asking the API, or both. */
final class SchemaLoader {

    private final Component stream;
    private final StreamFactory factory;
    private @Nullable Map<String, Object> known;

    SchemaLoader(Component stream, StreamFactory factory) {
        this.stream = stream;
        this.factory = factory;
    }

    synchronized Map<String, Object> schema() {
        Map<String, Object> present = known;
        if (present == null) {
            present = new LinkedHashMap<>();
            for (Component loader : stream.children("schema_loader")) {
                merge(present, one(loader));
            }
            known = present;
        }
        return present;
    }

    private Map<String, Object> one(Component loader) {
        return switch (loader.type()) {
            case "InlineSchemaLoader" -> Tree.mapOrEmpty(loader.raw("schema"));
            case "DynamicSchemaLoader" -> new DynamicSchema(loader, factory).schema();
            // The file is in the package of a Python connector, which is not here.
            default -> Map.of();
        };
    }

    private static void merge(Map<String, Object> into, Map<String, Object> more) {
        more.forEach((name, value) -> {
            if (name.equals("properties") && into.get(name) instanceof Map<?, ?> present) {
                Map<String, Object> both = new LinkedHashMap<>(Tree.asMap(present));
                both.putAll(Tree.mapOrEmpty(value));
                into.put(name, both);
            } else {
                Tree.put(into, name, value);
            }
        });
    }
}
