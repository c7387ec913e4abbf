package dev.millrace.connector.rest.manifest;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The components that there are, and what each of their fields may be. */
final class ComponentTypes {

    /**
     * One kind of value that a field may have.
     *
     * @param name of a primitive kind, a component, or a fixed word; of the items for a list
     */
    record Kind(Form form, String name, List<Kind> items) {
        enum Form {
            PRIMITIVE,
            WORD,
            COMPONENT,
            LIST
        }
    }

    /** A field of a component. */
    record FieldType(String name, boolean required, List<Kind> kinds) {}

    private static final Map<String, Map<String, FieldType>> TYPES = load();

    private ComponentTypes() {}

    private static Map<String, Map<String, FieldType>> load() {
        try (InputStream table = ComponentTypes.class.getResourceAsStream("components.yaml")) {
            if (table == null) {
                throw new IllegalStateException("components.yaml is missing");
            }
            Map<String, Map<String, FieldType>> types = new LinkedHashMap<>();
            YamlText.read(new String(table.readAllBytes(), StandardCharsets.UTF_8))
                    .forEach((type, fields) -> {
                        Map<String, FieldType> parsed = new LinkedHashMap<>();
                        Tree.mapOrEmpty(fields).forEach((field, kinds) -> {
                            boolean required = field.endsWith("!");
                            String name = required ? field.substring(0, field.length() - 1) : field;
                            parsed.put(name, new FieldType(name, required, kinds(String.valueOf(kinds))));
                        });
                        types.put(type, parsed);
                    });
            return Map.copyOf(types);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Kind> kinds(String written) {
        List<Kind> kinds = new ArrayList<>();
        for (String part : alternatives(written)) {
            if (part.startsWith("[")) {
                kinds.add(new Kind(Kind.Form.LIST, part, kinds(part.substring(1, part.length() - 1))));
            } else if (part.startsWith("'")) {
                kinds.add(new Kind(Kind.Form.WORD, part.substring(1, part.length() - 1), List.of()));
            } else {
                boolean component = Character.isUpperCase(part.charAt(0));
                kinds.add(new Kind(component ? Kind.Form.COMPONENT : Kind.Form.PRIMITIVE, part, List.of()));
            }
        }
        return List.copyOf(kinds);
    }

    /** What stands between the bars outside of brackets. */
    private static List<String> alternatives(String written) {
        List<String> parts = new ArrayList<>();
        int depth = 0;
        int from = 0;
        for (int i = 0; i < written.length(); i++) {
            char c = written.charAt(i);
            depth += c == '[' ? 1 : c == ']' ? -1 : 0;
            if (c == '|' && depth == 0) {
                parts.add(written.substring(from, i));
                from = i + 1;
            }
        }
        parts.add(written.substring(from));
        return parts;
    }

    static boolean isKnown(String type) {
        return TYPES.containsKey(type);
    }

    static Map<String, FieldType> fields(String type) {
        return TYPES.getOrDefault(type, Map.of());
    }

    /** The components that a field takes, by itself or as items of a list. */
    private static List<String> components(String type, String field) {
        FieldType declared = fields(type).get(field);
        if (declared == null) {
            return List.of();
        }
        return declared.kinds().stream()
                .flatMap(kind -> kind.form() == Kind.Form.LIST ? kind.items().stream() : List.of(kind).stream())
                .filter(kind -> kind.form() == Kind.Form.COMPONENT)
                .map(Kind::name)
                .distinct()
                .toList();
    }

    /** The type of a component that says none, by the field that it is in: the one that is not custom and comes first in the format. */
    static Optional<String> defaultType(String parentType, String field, Map<String, Object> component) {
        List<String> possible = components(parentType, field);
        if (component.containsKey("class_name")) {
            return possible.stream().filter(type -> type.startsWith("Custom")).findFirst();
        }
        for (String preferred : PREFERRED) {
            if (possible.contains(preferred)) {
                return Optional.of(preferred);
            }
        }
        return possible.size() == 1 ? Optional.of(possible.getFirst()) : Optional.empty();
    }

    private static final List<String> PREFERRED = Arrays.asList(
            "SimpleRetriever",
            "HttpRequester",
            "DeclarativeStream",
            "RecordSelector",
            "DpathExtractor",
            "DatetimeBasedCursor",
            "DefaultPaginator",
            "DefaultErrorHandler",
            "JsonDecoder",
            "RequestOption",
            "RecordFilter",
            "AddedFieldDefinition",
            "MinMaxDatetime",
            "ParentStreamConfig",
            "CheckStream",
            "InlineSchemaLoader",
            "SubstreamPartitionRouter");
}
