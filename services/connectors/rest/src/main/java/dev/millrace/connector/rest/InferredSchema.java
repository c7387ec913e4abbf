package dev.millrace.connector.rest;

import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A JSON Schema that all records fit which it has seen, as a manifest has it: every field may be null. */
final class InferredSchema {

    private static final int MAX_DEPTH = 8;

    /** What values of a place were: their types, the members of objects, the items of lists. */
    private static final class Shape {
        private final Set<String> types = new LinkedHashSet<>();
        private final Map<String, Shape> members = new LinkedHashMap<>();
        private @Nullable Shape items;

        void add(@Nullable Object value, int depth) {
            switch (value) {
                case null -> types.add("null");
                case Boolean flag -> types.add("boolean");
                case Long number -> types.add("integer");
                case BigInteger number -> types.add("integer");
                case Number number -> types.add("number");
                case Map<?, ?> map -> {
                    types.add("object");
                    if (depth < MAX_DEPTH) {
                        map.forEach(
                                (name, member) -> members.computeIfAbsent(String.valueOf(name), added -> new Shape())
                                        .add(member, depth + 1));
                    }
                }
                case List<?> list -> {
                    types.add("array");
                    Shape shape = items == null ? new Shape() : items;
                    items = shape;
                    if (depth < MAX_DEPTH) {
                        list.forEach(item -> shape.add(item, depth + 1));
                    }
                }
                default -> types.add("string");
            }
        }

        Map<String, Object> schema() {
            Map<String, Object> schema = new LinkedHashMap<>();
            Set<String> all = new LinkedHashSet<>(List.of("null"));
            all.addAll(types);
            if (all.contains("number")) {
                all.remove("integer");
            }
            schema.put("type", List.copyOf(all));
            if (!members.isEmpty()) {
                schema.put("properties", properties(members));
            }
            Shape ofItems = items;
            if (ofItems != null && !ofItems.types.isEmpty()) {
                schema.put("items", ofItems.schema());
            }
            return schema;
        }
    }

    private static Map<String, Object> properties(Map<String, Shape> members) {
        Map<String, Object> properties = new LinkedHashMap<>();
        members.forEach((name, shape) -> properties.put(name, shape.schema()));
        return properties;
    }

    private final Map<String, Shape> fields = new LinkedHashMap<>();

    void add(Map<String, Object> record) {
        record.forEach((name, value) ->
                fields.computeIfAbsent(name, added -> new Shape()).add(value, 1));
    }

    /** The names of the fields that records had. */
    List<String> fields() {
        return List.copyOf(fields.keySet());
    }

    Map<String, Object> schema() {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("$schema", "http://json-schema.org/draft-07/schema#");
        schema.put("type", "object");
        schema.put("additionalProperties", true);
        schema.put("properties", properties(fields));
        return schema;
    }
}
