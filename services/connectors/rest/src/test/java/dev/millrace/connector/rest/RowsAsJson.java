package dev.millrace.connector.rest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.connector.spi.LogicalType;
import dev.millrace.connector.spi.Stream;
import dev.millrace.connector.testkit.TupleReader;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Rows without their nulls, in a form in which those that a file writes and those that a source gives can be compared. */
final class RowsAsJson {

    /** A field that an API has from one day to the next. */
    static final String UNKNOWN = "field_of_tomorrow";

    private RowsAsJson() {}

    static List<Map<String, @Nullable Object>> normal(JsonNode rows) {
        List<Map<String, @Nullable Object>> normal = new ArrayList<>();
        for (JsonNode row : rows) {
            Map<String, @Nullable Object> values = new LinkedHashMap<>();
            row.properties().forEach(field -> values.put(field.getKey(), plain(field.getValue())));
            normal.add(values);
        }
        return normal;
    }

    static List<Map<String, @Nullable Object>> of(Stream stream, List<Map<String, @Nullable Object>> rows) {
        Map<String, LogicalType.Kind> kinds = new LinkedHashMap<>();
        stream.fields()
                .forEach(field -> kinds.put(field.name(), field.logicalType().kind()));
        List<Map<String, @Nullable Object>> normal = new ArrayList<>();
        for (Map<String, @Nullable Object> row : rows) {
            Map<String, @Nullable Object> values = new LinkedHashMap<>();
            row.forEach((name, value) -> {
                if (value != null && !name.equals(TupleReader.ISSUES)) {
                    boolean json = kinds.get(name) == LogicalType.Kind.JSON;
                    values.put(name, json ? plain(Exchange.parse(value.toString())) : plain(value));
                }
            });
            normal.add(values);
        }
        return normal;
    }

    /** The rows without the unknown field, which values of JSON keep. */
    static List<Map<String, @Nullable Object>> withoutUnknown(List<Map<String, @Nullable Object>> rows) {
        rows.forEach(row -> row.values().forEach(RowsAsJson::removeUnknown));
        return rows;
    }

    private static void removeUnknown(@Nullable Object value) {
        switch (value) {
            case Map<?, ?> map -> {
                map.remove(UNKNOWN);
                map.values().forEach(RowsAsJson::removeUnknown);
            }
            case List<?> list -> list.forEach(RowsAsJson::removeUnknown);
            case null, default -> {}
        }
    }

    private static @Nullable Object plain(Object value) {
        return switch (value) {
            case JsonNode node
            when node.isObject() -> {
                Map<String, @Nullable Object> map = new LinkedHashMap<>();
                node.properties().forEach(field -> map.put(field.getKey(), plain(field.getValue())));
                yield map;
            }
            case JsonNode node
            when node.isArray() -> {
                List<@Nullable Object> list = new ArrayList<>();
                node.forEach(item -> list.add(plain(item)));
                yield list;
            }
            case JsonNode node when node.isNumber() -> number(node.asText());
            case JsonNode node when node.isNull() -> null;
            case JsonNode node when node.isBoolean() -> node.asBoolean();
            case JsonNode node -> node.asText();
            case Number number -> number(number.toString());
            case Boolean flag -> flag;
            default -> value.toString();
        };
    }

    private static BigDecimal number(String digits) {
        BigDecimal number = new BigDecimal(digits).stripTrailingZeros();
        return number.signum() == 0 ? BigDecimal.ZERO : number;
    }
}
