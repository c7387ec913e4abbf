package dev.millrace.connector.rest;

import dev.millrace.connector.rest.answer.Json;
import dev.millrace.connector.spi.Field;
import dev.millrace.connector.spi.LogicalType;
import dev.millrace.connector.spi.RowEncoder;
import dev.millrace.connector.spi.json.ScalarWriter;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes records as rows with the columns of the destination. */
final class RecordRows {

    private final List<Field> columns;
    private final LogicalType.Kind[] kinds;
    private final RowEncoder row;
    private final ScalarWriter scalars;

    RecordRows(List<Field> columns, RowEncoder row) {
        this.columns = columns;
        this.kinds = columns.stream().map(column -> column.logicalType().kind()).toArray(LogicalType.Kind[]::new);
        this.row = row;
        this.scalars = new ScalarWriter(row);
    }

    void write(Map<String, Object> record) {
        row.beginRow();
        for (int i = 0; i < kinds.length; i++) {
            write(kinds[i], record.get(columns.get(i).name()));
        }
        row.endRow();
    }

    private void write(LogicalType.Kind kind, @Nullable Object value) {
        switch (value) {
            case null -> row.nullValue();
            case Boolean flag -> row.booleanValue(flag);
            case Long number -> row.longValue(number);
            case byte[] bytes -> row.binaryValue(bytes, 0, bytes.length);
            case Number number -> scalars.number(number.toString());
            // Many APIs write an empty text where they have no time.
            case String text when text.isEmpty() && isTime(kind) -> row.nullValue();
            case String text -> scalars.text(kind, true, text);
            default -> row.jsonValue(Json.write(value));
        }
    }

    private static boolean isTime(LogicalType.Kind kind) {
        return switch (kind) {
            case DATE, TIME, TIMESTAMP, TIMESTAMPTZ -> true;
            case BOOLEAN, INTEGER, DECIMAL, DOUBLE, TEXT, UUID, BINARY, JSON -> false;
        };
    }
}
