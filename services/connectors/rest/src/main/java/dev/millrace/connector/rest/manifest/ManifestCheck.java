package dev.millrace.connector.rest.manifest;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Holds a resolved manifest against the table of components, and names the place of everything that is wrong. */
final class ManifestCheck {

    private static final int MAX_PROBLEMS = 50;
    private static final String CUSTOM = "Custom";

    private final List<ManifestProblem> problems = new ArrayList<>();

    private ManifestCheck() {}

    static List<ManifestProblem> check(Map<String, Object> manifest) {
        ManifestCheck check = new ManifestCheck();
        check.component("DeclarativeSource", "", manifest);
        if (!manifest.containsKey("streams") && !manifest.containsKey("dynamic_streams")) {
            check.add("streams", "is missing: a manifest has streams or dynamic_streams.");
        }
        return List.copyOf(check.problems);
    }

    private void component(String type, String place, Map<String, Object> component) {
        if (component.get("class_name") instanceof String className) {
            add(
                    place,
                    "needs the Python class " + className
                            + ", which Millrace does not run. Use components of the format, or run the connector as a program.");
            return;
        }
        ComponentTypes.fields(type).values().forEach(field -> {
            Object value = component.get(field.name());
            String fieldPlace = place.isEmpty() ? field.name() : place + "." + field.name();
            if (value == null) {
                if (field.required()) {
                    add(fieldPlace, "is missing: " + type + " needs it.");
                }
            } else if (!fits(value, field.kinds(), fieldPlace)) {
                add(fieldPlace, "has to be " + describe(field.kinds()) + ".");
            }
        });
    }

    private boolean fits(@Nullable Object value, List<ComponentTypes.Kind> kinds, String place) {
        for (ComponentTypes.Kind kind : kinds) {
            if (fits(value, kind, place)) {
                return true;
            }
        }
        return false;
    }

    private boolean fits(@Nullable Object value, ComponentTypes.Kind kind, String place) {
        return switch (kind.form()) {
            case WORD -> kind.name().equals(value);
            case LIST -> value instanceof List<?> list && items(list, kind.items(), place);
            case COMPONENT -> {
                if (!(value instanceof Map<?, ?> map)) {
                    yield false;
                }
                Object type = map.get("type");
                if (type == null ? map.containsKey("class_name") : !kind.name().equals(type)) {
                    yield false;
                }
                component(kind.name(), place, Tree.asMap(map));
                yield true;
            }
            case PRIMITIVE -> isPrimitive(value, kind.name());
        };
    }

    private boolean items(List<?> list, List<ComponentTypes.Kind> kinds, String place) {
        int index = 0;
        for (Object item : list) {
            String itemPlace = place + "[" + index++ + "]";
            boolean components = kinds.stream().anyMatch(kind -> kind.form() == ComponentTypes.Kind.Form.COMPONENT);
            if (!fits(item, kinds, itemPlace)) {
                if (!components) {
                    return false;
                }
                add(itemPlace, "has to be " + describe(kinds) + ".");
            }
        }
        return true;
    }

    private static boolean isPrimitive(@Nullable Object value, String kind) {
        return switch (kind) {
            case "text" -> value instanceof String || value instanceof Number || value instanceof Boolean;
            case "integer", "number" -> value instanceof Number || value instanceof String;
            case "flag" -> value instanceof Boolean || value instanceof String;
            case "object" -> value instanceof Map<?, ?>;
            case "list" -> value instanceof List<?>;
            default -> true;
        };
    }

    /** What may stand there; but no component of a class of its own, which would only be refused next. */
    private static String describe(List<ComponentTypes.Kind> kinds) {
        return kinds.stream()
                .filter(kind -> !kind.name().startsWith(CUSTOM))
                .map(kind -> switch (kind.form()) {
                    case LIST -> "a list of " + describe(kind.items());
                    case WORD -> "\"" + kind.name() + "\"";
                    case COMPONENT, PRIMITIVE -> kind.name();
                })
                .collect(Collectors.joining(" or "));
    }

    private void add(String place, String message) {
        ManifestProblem problem = new ManifestProblem(place.isEmpty() ? "the manifest" : place, message);
        if (problems.size() < MAX_PROBLEMS && !problems.contains(problem)) {
            problems.add(problem);
        }
    }
}
