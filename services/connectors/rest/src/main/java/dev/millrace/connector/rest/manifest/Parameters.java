package dev.millrace.connector.rest.manifest;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Adds the types that components leave out, and hands {@code $parameters} down: each component gets those of its
 * parents as fields that it does not have itself, and all of them as its {@code $parameters}.
 */
final class Parameters {

    static final String PARAMETERS = "$parameters";
    static final String TYPE = "type";

    private Parameters() {}

    static Map<String, Object> handDown(
            String defaultType, Map<String, Object> component, Map<String, Object> inherited) {
        return component(defaultType, component, inherited);
    }

    private static Map<String, Object> component(
            String type, Map<String, Object> component, Map<String, Object> inherited) {
        Map<String, Object> made = new LinkedHashMap<>(component);
        made.putIfAbsent(TYPE, type);
        Map<String, Object> parameters = new LinkedHashMap<>(inherited);
        parameters.putAll(Tree.mapOrEmpty(made.remove(PARAMETERS)));
        parameters.forEach((name, value) -> {
            if (isEmpty(made.get(name))) {
                Tree.put(made, name, value);
            }
        });
        for (Map.Entry<String, Object> field : made.entrySet()) {
            field.setValue(field(type, field.getKey(), field.getValue(), parameters));
        }
        if (!parameters.isEmpty()) {
            made.put(PARAMETERS, parameters);
        }
        return made;
    }

    private static boolean isEmpty(@Nullable Object value) {
        return switch (value) {
            case null -> true;
            case String text -> text.isEmpty();
            case Map<?, ?> map -> map.isEmpty();
            case List<?> list -> list.isEmpty();
            case Boolean flag -> !flag;
            case Long number -> number == 0;
            default -> false;
        };
    }

    @SuppressWarnings("NullAway") // A field of a manifest may be null.
    private static Object field(String type, String name, @Nullable Object value, Map<String, Object> parameters) {
        return switch (value) {
            case Map<?, ?> map -> nested(type, name, Tree.asMap(map), without(parameters, name));
            case List<?> list -> Tree.list(list, item -> field(type, name, item, without(parameters, name)));
            case null -> null;
            default -> value;
        };
    }

    private static Map<String, Object> nested(
            String parentType, String field, Map<String, Object> map, Map<String, Object> parameters) {
        if (map.get(TYPE) instanceof String type && ComponentTypes.isKnown(type)) {
            return component(type, map, parameters);
        }
        if (!map.containsKey(TYPE)) {
            String type = ComponentTypes.defaultType(parentType, field, map).orElse(null);
            if (type != null) {
                return component(type, map, parameters);
            }
        }
        return hasComponents(map) ? members(parentType, field, map, parameters) : map;
    }

    /** A map of components by names of the author's choice, such as that of {@code SelectiveAuthenticator}. */
    private static Map<String, Object> members(
            String parentType, String field, Map<String, Object> map, Map<String, Object> parameters) {
        Map<String, Object> made = new LinkedHashMap<>();
        map.forEach((name, value) -> Tree.put(made, name, field(parentType + "." + field, name, value, parameters)));
        return made;
    }

    private static boolean hasComponents(Map<String, Object> map) {
        return map.values().stream()
                .anyMatch(value -> value instanceof Map<?, ?> nested
                        && nested.get(TYPE) instanceof String type
                        && ComponentTypes.isKnown(type));
    }

    /** A parameter of the field's own name would be put into itself. */
    private static Map<String, Object> without(Map<String, Object> parameters, String name) {
        if (!parameters.containsKey(name)) {
            return parameters;
        }
        Map<String, Object> others = new LinkedHashMap<>(parameters);
        others.remove(name);
        return others;
    }
}
