package dev.millrace.connector.rest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.connector.rest.answer.Json;
import dev.millrace.connector.rest.stream.RestStream;
import dev.millrace.connector.spi.Field;
import dev.millrace.connector.spi.Stream;
import dev.millrace.connector.spi.json.JsonShape;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the streams of an API look like as tables: the fields of their schema, or of their first records where it names none. */
final class StreamCatalog {

    private static final int SAMPLE_RECORDS = 200;

    private static final Pattern DAY = Pattern.compile("\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])");

    /** With its offset: without one nobody knows which point in time it is. */
    private static final Pattern INSTANT =
            Pattern.compile(DAY.pattern() + "T[0-2]\\d:[0-5]\\d:[0-5]\\d(\\.\\d{1,9})?(Z|[+-]\\d{2}:?\\d{2})");

    private final List<String> recommended;

    StreamCatalog(List<String> recommended) {
        this.recommended = recommended;
    }

    Stream describe(RestStream stream) {
        Map<String, JsonShape> shapes = shapes(stream);
        List<String> key = key(stream, shapes);
        List<Field> fields = new ArrayList<>();
        shapes.forEach((name, shape) -> fields.add(Field.of(name, shape.type(), !key.contains(name))));
        if (stream.hasFiles()) {
            fields.addAll(FileColumns.FIELDS);
        }
        String cursor = stream.cursorField().filter(shapes::containsKey).orElse(null);
        boolean wanted = recommended.isEmpty() || recommended.contains(stream.name());
        return new Stream(stream.name(), fields, key, cursor, wanted, null);
    }

    private static Map<String, JsonShape> shapes(RestStream stream) {
        JsonNode schema = Json.MAPPER.valueToTree(stream.schema());
        Map<String, JsonShape> shapes = new LinkedHashMap<>();
        schema.path("properties")
                .properties()
                .forEach(property -> shapes.put(property.getKey(), JsonShape.of(property.getValue(), schema)));
        return shapes.isEmpty() ? sampled(stream) : shapes;
    }

    /** A key within an object is no column, so such a key identifies nothing. */
    private static List<String> key(RestStream stream, Map<String, JsonShape> shapes) {
        List<String> key = stream.primaryKey().stream().map(List::getFirst).toList();
        boolean usable = stream.primaryKey().stream().allMatch(path -> path.size() == 1)
                && shapes.keySet().containsAll(key);
        return usable ? key : List.of();
    }

    /** Stops a read that has seen enough. */
    private static final class Enough extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Enough() {
            super(null, null, false, false);
        }
    }

    private static Map<String, JsonShape> sampled(RestStream stream) {
        Map<String, JsonShape> shapes = new LinkedHashMap<>();
        int[] seen = {0};
        try {
            stream.read((record, slice) -> {
                record.forEach((name, value) -> shapes.merge(name, shape(value), JsonShape::or));
                if (++seen[0] == SAMPLE_RECORDS) {
                    throw new Enough();
                }
            });
        } catch (Enough e) {
            // As many as are needed.
        }
        // A field that was null in all of them may be anything.
        shapes.replaceAll(
                (name, shape) -> shape.forms().isEmpty() ? new JsonShape(Set.of(JsonShape.Form.NESTED)) : shape);
        if (shapes.isEmpty()) {
            shapes.put("id", new JsonShape(Set.of(JsonShape.Form.TEXT)));
        }
        return shapes;
    }

    /** What a text is by its looks; a column is that if all the texts that were seen are. */
    private static JsonShape.Form form(String text) {
        if (INSTANT.matcher(text).matches()) {
            return JsonShape.Form.DATE_TIME;
        }
        return DAY.matcher(text).matches() ? JsonShape.Form.DATE : JsonShape.Form.TEXT;
    }

    private static JsonShape shape(@Nullable Object value) {
        return new JsonShape(
                switch (value) {
                    case null -> EnumSet.noneOf(JsonShape.Form.class);
                    case Boolean flag -> Set.of(JsonShape.Form.BOOLEAN);
                    case Long number -> Set.of(JsonShape.Form.INTEGER);
                    case Number number -> Set.of(JsonShape.Form.NUMBER);
                    case String text -> Set.of(form(text));
                    default -> Set.of(JsonShape.Form.NESTED);
                });
    }
}
