package dev.millrace.connector.rest;

import dev.millrace.connector.rest.answer.Json;
import dev.millrace.connector.rest.manifest.Tree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The form of a manifest's {@code spec}: its {@code connection_specification} in the words of our configuration schema. What our
 * form has no field for, such as a choice between groups of fields, is a text field that takes JSON.
 */
final class ConnectionForm {

    private static final Set<String> SIMPLE = Set.of("string", "integer", "number", "boolean");
    private static final Set<String> KEPT =
            Set.of("title", "description", "type", "enum", "default", "pattern", "format", "minimum", "maximum");

    private final Map<String, Object> properties;
    private final List<Object> required;
    private final Set<String> renewable;
    private final Map<String, Object> authorisation;

    ConnectionForm(Map<String, Object> specification) {
        this(specification, Set.of(), Map.of());
    }

    /**
     * The form of a specification.
     *
     * @param renewed fields into which authenticators write; those that the form has not are forgotten with the session
     * @param authorisation how a permission is given in the browser; empty when it is not
     */
    ConnectionForm(Map<String, Object> specification, Set<String> renewed, Map<String, Object> authorisation) {
        this.authorisation = authorisation;
        this.properties = Tree.mapOrEmpty(specification.get("properties"));
        this.required = Tree.listOf(specification.get("required"));
        this.renewable = renewed.stream().filter(properties::containsKey).collect(Collectors.toUnmodifiableSet());
    }

    String schema() {
        return Json.write(fields());
    }

    /** The same as values. */
    Map<String, Object> fields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        int place = 1;
        for (Map.Entry<String, Object> property : properties.entrySet()) {
            fields.put(property.getKey(), field(property.getKey(), Tree.mapOrEmpty(property.getValue()), place++));
        }
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.put("type", "object");
        if (!required.isEmpty()) {
            schema.put("required", required);
        }
        schema.put("properties", fields);
        schema.put("additionalProperties", false);
        if (!authorisation.isEmpty()) {
            schema.put("authorisation", authorisation);
        }
        return schema;
    }

    private Map<String, Object> field(String name, Map<String, Object> property, int place) {
        Map<String, Object> field = new LinkedHashMap<>();
        boolean simple = isSimple(property);
        property.forEach((key, value) -> {
            if (KEPT.contains(key) && (simple || key.equals("title") || key.equals("description"))) {
                field.put(key, value);
            }
        });
        field.putIfAbsent("title", title(name));
        String described = String.valueOf(property.getOrDefault("description", "See the documentation of the API."));
        field.put("description", simple ? described : described + " A value of JSON.");
        field.put("type", simple ? type(property) : "string");
        field.put("order", property.get("order") instanceof Number order ? order.longValue() + 1 : place);
        if (hasSecret(property)) {
            field.put("secret", true);
        }
        if (renewable.contains(name)) {
            field.put("renewable", true);
        }
        if (!required.contains(name) && property.containsKey("default")) {
            field.put("advanced", true);
        }
        return field;
    }

    private static String title(String name) {
        String words = name.replace('_', ' ');
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }

    private static boolean isSimple(Map<String, Object> property) {
        return SIMPLE.contains(type(property)) && !property.containsKey("oneOf") && !property.containsKey("anyOf");
    }

    private static String type(Map<String, Object> property) {
        return Tree.listOf(property.get("type")).stream()
                .map(String::valueOf)
                .filter(type -> !type.equals("null"))
                .findFirst()
                .orElse("object");
    }

    private static boolean hasSecret(@Nullable Object node) {
        return switch (node) {
            case Map<?, ?> map ->
                Boolean.TRUE.equals(map.get("airbyte_secret"))
                        || map.values().stream().anyMatch(ConnectionForm::hasSecret);
            case List<?> list -> list.stream().anyMatch(ConnectionForm::hasSecret);
            case null, default -> false;
        };
    }

    /** What the person filled in, as the manifest's expressions expect it: fields of JSON are read, defaults put in. */
    Map<String, Object> configuration(Map<String, Object> filled) {
        Map<String, Object> configuration = new LinkedHashMap<>();
        properties.forEach((name, described) -> {
            Map<String, Object> property = Tree.mapOrEmpty(described);
            Object value = filled.get(name);
            if (value == null && property.containsKey("default")) {
                value = property.get("default");
            } else if (!isSimple(property) && value instanceof String text) {
                value = parsed(text);
            }
            if (value != null) {
                configuration.put(name, value);
            }
        });
        return Tree.copy(configuration);
    }

    /** The fields that an API may replace. */
    Set<String> renewable() {
        return renewable;
    }

    /** A value of the configuration as it is filled in: what the form has no field for is JSON as text. */
    @Nullable
    Object filled(String field, @Nullable Object value) {
        return isSimple(Tree.mapOrEmpty(properties.get(field))) ? value : Json.write(value);
    }

    private static @Nullable Object parsed(String text) {
        try {
            return Json.read(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            return text;
        }
    }

    /** The names of required fields that are not filled in. */
    List<String> missing(Map<String, Object> configuration) {
        List<String> missing = new ArrayList<>();
        required.forEach(name -> {
            Object value = configuration.get(String.valueOf(name));
            if (value == null || value.equals("")) {
                missing.add(String.valueOf(name));
            }
        });
        return missing;
    }
}
