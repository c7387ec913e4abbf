package dev.millrace.connector.rest.stream;

import dev.millrace.connector.rest.expression.RecordPath;
import dev.millrace.connector.rest.manifest.Component;
import dev.millrace.connector.rest.manifest.Template;
import dev.millrace.connector.rest.manifest.Tree;
import dev.millrace.connector.rest.transformation.Transformation;
import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A schema that the API tells: each field with a name and a type, which the manifest maps to ours. */
final class DynamicSchema {

    private static final Map<String, Map<String, Object>> TYPES = types();

    private final Component loader;
    private final Retriever retriever;
    private final Component identifier;
    private final List<Transformation> transformations;

    DynamicSchema(Component loader, StreamFactory factory) {
        this.loader = loader;
        this.retriever = factory.alone(loader.requiredChild("retriever"));
        this.identifier = loader.requiredChild("schema_type_identifier");
        this.transformations = Transformations.of(loader.children("schema_transformations"));
    }

    private static Map<String, Map<String, Object>> types() {
        Map<String, Map<String, Object>> types = new LinkedHashMap<>();
        types.put("string", of("string"));
        types.put("boolean", of("boolean"));
        types.put("integer", of("integer"));
        types.put("number", of("number"));
        types.put("date", with(of("string"), "format", "date"));
        types.put(
                "timestamp_without_timezone",
                with(of("string"), "format", "date-time", "airbyte_type", "timestamp_without_timezone"));
        types.put(
                "timestamp_with_timezone",
                with(of("string"), "format", "date-time", "airbyte_type", "timestamp_with_timezone"));
        types.put(
                "time_without_timezone", with(of("string"), "format", "time", "airbyte_type", "time_without_timezone"));
        types.put("time_with_timezone", with(of("string"), "format", "time", "airbyte_type", "time_with_timezone"));
        types.put("array", of("array"));
        types.put("object", of("object"));
        return types;
    }

    private static Map<String, Object> of(String type) {
        return with(new LinkedHashMap<>(), "type", List.of("null", type));
    }

    private static Map<String, Object> with(Map<String, Object> map, Object... more) {
        for (int i = 0; i < more.length; i += 2) {
            map.put(more[i].toString(), more[i + 1]);
        }
        return map;
    }

    Map<String, Object> schema() {
        List<Map<String, Object>> answers = StreamFactory.all(retriever);
        Map<String, Object> first = answers.isEmpty() ? Map.of() : answers.getFirst();
        List<String> pointer = texts(identifier.templates("schema_pointer"));
        Object fields =
                pointer.isEmpty() ? first : RecordPath.of(pointer).get(first).orElse(null);
        Map<String, Object> properties = new LinkedHashMap<>();
        for (Object field : pointer.isEmpty() ? new ArrayList<Object>(answers) : Tree.listOf(fields)) {
            Map<String, Object> described = Tree.mapOrEmpty(field);
            RecordPath.of(texts(identifier.templates("key_pointer")))
                    .get(described)
                    .ifPresent(name -> properties.put(name.toString(), type(described)));
        }
        Map<String, Object> transformed = new LinkedHashMap<>(properties);
        transformations.forEach(transformation -> transformation.apply(
                transformed, Map.of("config", loader.settings().config())));
        Map<String, Object> kept = new LinkedHashMap<>();
        Optional<Template> filter =
                loader.child("schema_filter").flatMap(component -> component.template("condition", ""));
        transformed.forEach((name, type) -> {
            if (filter.isEmpty() || filter.get().holds(Map.of("record", Map.of(name, type)))) {
                kept.put(name, type);
            }
        });
        return with(
                new LinkedHashMap<>(),
                "$schema",
                "https://json-schema.org/draft-07/schema#",
                "type",
                "object",
                "additionalProperties",
                true,
                "properties",
                kept);
    }

    private static List<String> texts(List<Template> templates) {
        return templates.stream().map(step -> step.text(Map.of())).toList();
    }

    private Map<String, Object> type(Map<String, Object> field) {
        List<String> pointer = texts(identifier.templates("type_pointer"));
        Object raw =
                pointer.isEmpty() ? "string" : RecordPath.of(pointer).get(field).orElse(null);
        Object mapped = mapped(raw, field);
        List<Object> alternatives = Tree.listOf(mapped);
        if (mapped instanceof List<?> && alternatives.size() == 2) {
            Map<String, Object> both = new LinkedHashMap<>();
            List<Object> either = new ArrayList<>();
            alternatives.forEach(type -> either.add(ours(type)));
            both.put("oneOf", either);
            return both;
        }
        return ours(mapped instanceof List<?> && !alternatives.isEmpty() ? alternatives.getFirst() : mapped);
    }

    private @Nullable Object mapped(@Nullable Object raw, Map<String, Object> field) {
        for (Component mapping : identifier.children("types_mapping")) {
            boolean applies = mapping.template("condition", "")
                    .map(condition -> condition.holds(Map.of("raw_schema", field)))
                    .orElse(true);
            Object current = mapping.raw("current_type");
            if (applies
                    && (Tree.listOf(current).contains(raw) || (current instanceof List<?> && current.equals(raw)))) {
                return mapping.raw("target_type");
            }
        }
        return raw;
    }

    private static Map<String, Object> ours(@Nullable Object type) {
        if (type instanceof Map<?, ?> complex) {
            Map<String, Object> made = new LinkedHashMap<>(ours(complex.get("field_type")));
            if (complex.get("items") != null) {
                made.put("items", ours(complex.get("items")));
            }
            return made;
        }
        Map<String, Object> known = TYPES.get(String.valueOf(type));
        if (known == null) {
            throw new MillraceException(
                    ErrorCode.INVALID_CONFIGURATION,
                    "The API has a field of the type \"" + type
                            + "\", which types_mapping does not name. Add it there.");
        }
        return known;
    }
}
