package dev.millrace.connector.rest.transformation;

import dev.millrace.connector.rest.expression.PythonValues;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes the values of a record fit the types of its JSON Schema, as far as they can be converted: {@code schema_normalization: Default}.
 * A schema that allows several types besides null changes nothing.
 */
public final class TypeTransformer {
    private static final Set<String> TRUE = Set.of("y", "yes", "t", "true", "on", "1");
    private static final Set<String> FALSE = Set.of("n", "no", "f", "false", "off", "0");
    private static final Set<String> SIMPLE_TYPES = Set.of("string", "number", "integer", "boolean", "null");
    private static final int MAX_REFERENCES = 50;

    private final Map<String, Object> schema;

    /**
     * For records of one schema.
     *
     * @param schema a JSON Schema whose references lead into itself
     */
    public TypeTransformer(Map<String, Object> schema) {
        this.schema = schema;
    }

    /** Changes the record in place. */
    public void apply(Map<String, Object> record) {
        fit(record, schema);
    }

    @SuppressWarnings("unchecked")
    private void fit(@Nullable Object instance, Map<?, ?> given) {
        Map<?, ?> part = resolved(given);
        if (instance instanceof Map<?, ?> && part.get("properties") instanceof Map<?, ?> properties) {
            Map<String, Object> object = (Map<String, Object>) instance;
            properties.forEach((key, subschema) -> {
                if (object.containsKey(key) && subschema instanceof Map<?, ?> type) {
                    Object converted = converted(object.get(key), resolved(type));
                    object.put(String.valueOf(key), converted);
                    fit(converted, type);
                }
            });
        }
        if (instance instanceof List<?> && part.get("items") instanceof Map<?, ?> type) {
            List<Object> list = (List<Object>) instance;
            list.replaceAll(item -> converted(item, resolved(type)));
            list.forEach(item -> fit(item, type));
        }
    }

    private Map<?, ?> resolved(Map<?, ?> part) {
        Map<?, ?> current = part;
        for (int i = 0; i < MAX_REFERENCES && current.get("$ref") instanceof String reference; i++) {
            Optional<Map<?, ?>> target = target(reference);
            if (target.isEmpty()) {
                return current;
            }
            current = target.get();
        }
        return current;
    }

    private Optional<Map<?, ?>> target(String reference) {
        if (!reference.startsWith("#")) {
            return Optional.empty();
        }
        Object current = schema;
        for (String step : reference.substring(1).split("/", -1)) {
            if (!step.isEmpty()) {
                String key = step.replace("~1", "/").replace("~0", "~");
                current = current instanceof Map<?, ?> map ? map.get(key) : null;
            }
        }
        return current instanceof Map<?, ?> map ? Optional.of(map) : Optional.empty();
    }

    private static @Nullable Object converted(@Nullable Object value, Map<?, ?> type) {
        List<?> types = type.get("type") instanceof List<?> several
                ? several
                : type.get("type") instanceof String one ? List.of(one) : List.of();
        if (value == null && types.contains("null")) {
            return null;
        }
        List<?> wanted = types.stream().filter(name -> !"null".equals(name)).toList();
        if (wanted.size() != 1) {
            return value;
        }
        return switch (String.valueOf(wanted.getFirst())) {
            case "string" -> PythonValues.text(value);
            case "number" ->
                PythonValues.floating(value).map(Object.class::cast).orElse(value);
            case "integer" -> PythonValues.integer(value).orElse(value);
            case "boolean" -> truth(value);
            case "array" -> takesAlone(type, value) ? listOf(value) : value;
            default -> value;
        };
    }

    private static @Nullable Object truth(@Nullable Object value) {
        if (!(value instanceof String text)) {
            return PythonValues.isTrue(value);
        }
        String word = text.toLowerCase(Locale.ROOT).strip();
        return TRUE.contains(word) ? (Object) true : FALSE.contains(word) ? (Object) false : value;
    }

    /** Whether a value that should be a list is one of its items: only where their types are a list of simple ones, or not told. */
    private static boolean takesAlone(Map<?, ?> type, @Nullable Object value) {
        Object items = type.get("items") instanceof Map<?, ?> map ? map.get("type") : null;
        boolean simple = items == null || (items instanceof List<?> names && SIMPLE_TYPES.containsAll(names));
        return simple && !(value instanceof Map<?, ?>) && !(value instanceof List<?>);
    }

    private static List<Object> listOf(@Nullable Object value) {
        List<Object> list = new ArrayList<>(1);
        list.add(value);
        return list;
    }
}
