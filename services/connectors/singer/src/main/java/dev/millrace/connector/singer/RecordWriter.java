package dev.millrace.connector.singer;

import com.fasterxml.jackson.core.JsonToken;
import dev.millrace.connector.spi.Field;
import dev.millrace.connector.spi.LogicalType;
import dev.millrace.connector.spi.RowEncoder;
import dev.millrace.connector.spi.SourceLog;
import dev.millrace.connector.spi.json.JsonShape;
import dev.millrace.connector.spi.json.ScalarWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Writes the records of a stream as rows with the columns of the destination. */
final class RecordWriter {

    private static final int MAX_UNKNOWN_NAMES = 100;

    private final List<Field> columns;
    private final StreamProfile profile;
    private final LogicalType.Kind[] kinds;
    private final boolean[] decimalTexts;
    private final RecordFields record;
    private final RowEncoder row;
    private final ScalarWriter scalars;
    private final Map<String, Long> unknown = new TreeMap<>();

    RecordWriter(List<Field> columns, StreamProfile profile, RowEncoder row) {
        this.columns = columns;
        this.profile = profile;
        this.kinds = columns.stream().map(column -> column.logicalType().kind()).toArray(LogicalType.Kind[]::new);
        this.decimalTexts = new boolean[columns.size()];
        List<String> names = new ArrayList<>();
        for (Field column : columns) {
            decimalTexts[names.size()] = profile.shape(column.name())
                    .map(shape -> shape.forms().contains(JsonShape.Form.DECIMAL_TEXT))
                    .orElse(false);
            names.add(column.name());
        }
        this.record = new RecordFields(names);
        this.row = row;
        this.scalars = new ScalarWriter(row);
    }

    void write(SingerMessage.Row message) {
        record.read(message, this::countUnknown);
        row.beginRow();
        for (int i = 0; i < columns.size(); i++) {
            write(i, message.buffer());
        }
        row.endRow();
    }

    private void countUnknown(String property) {
        boolean deselected = profile.shape(property).isPresent();
        if (!deselected && (unknown.size() < MAX_UNKNOWN_NAMES || unknown.containsKey(property))) {
            unknown.merge(property, 1L, Long::sum);
        }
    }

    /** Says which properties no SCHEMA declares, and how many records have each. */
    void tellUnknown(String stream, SourceLog log) {
        unknown.forEach((property, count) -> log.warn("\"" + stream + "\": " + count + " records have the property \""
                + property + "\", which no SCHEMA declares. It was left out."));
    }

    private void write(int column, byte[] line) {
        JsonToken token = record.token(column);
        switch (token) {
            case null -> row.nullValue();
            case VALUE_NULL -> row.nullValue();
            case VALUE_TRUE -> row.booleanValue(true);
            case VALUE_FALSE -> row.booleanValue(false);
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> scalars.number(record.text(column));
            case VALUE_STRING -> scalars.text(kinds[column], decimalTexts[column], record.text(column));
            default -> row.jsonValue(line, record.from(column), record.to(column) - record.from(column));
        }
    }
}
