package dev.millrace.connector.mysql;

import dev.millrace.connector.spi.LogicalType;
import dev.millrace.connector.spi.RowEncoder;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How the values of a column arrive and are written. What the driver would make objects of is asked for as bytes, and read
 * from them.
 */
enum ValueForm {
    WHOLE(ofLong((value, row) -> row.longValue(value))),
    TRUTH(ofLong((value, row) -> row.booleanValue(value != 0))),
    DOUBLE(ofDouble((value, row) -> row.doubleValue(value))),
    /** 32 bits, which arrive as the nearest double: the shortest text of both is the number that was meant. */
    FLOAT(ofDouble((value, row) -> row.doubleValue(Double.parseDouble(Float.toString((float) value))))),
    DECIMAL(ofBytes((value, target, row) -> TextBytes.writeDecimal(value, row))),
    DATE(ofBytes((value, target, row) -> TextBytes.writeDate(value, row))),
    TIMESTAMP(ofBytes((value, target, row) -> TextBytes.writeTime(value, false, row))),
    INSTANT(ofBytes((value, target, row) -> TextBytes.writeTime(value, true, row))),
    TEXT(ofBytes(ValueForm::writeText)),
    BINARY(ofBytes((value, target, row) -> row.binaryValue(value, 0, value.length))),
    JSON(ofBytes((value, target, row) -> row.jsonValue(value, 0, value.length))),
    UNIQUE_ID(ofBytes(
            (value, target, row) -> row.uuidValue(UUID.fromString(new String(value, StandardCharsets.US_ASCII)))));

    /** Takes the value at a position of the present row, and writes it. */
    private interface Copy {
        void write(ResultSet rows, int position, LogicalType target, RowEncoder row) throws SQLException;
    }

    private interface LongWriter {
        void write(long value, RowEncoder row);
    }

    private interface DoubleWriter {
        void write(double value, RowEncoder row);
    }

    private interface BytesWriter {
        void write(byte[] value, LogicalType target, RowEncoder row);
    }

    /** Functions without state. */
    @SuppressWarnings("ImmutableEnumChecker")
    private final Copy copy;

    ValueForm(Copy copy) {
        this.copy = copy;
    }

    /** Writes the value at a position of the present row into a column of the target's type. */
    void write(ResultSet rows, int position, LogicalType target, RowEncoder row) throws SQLException {
        copy.write(rows, position, target, row);
    }

    private static Copy ofLong(LongWriter writer) {
        return (rows, position, target, row) -> {
            long value = rows.getLong(position);
            if (rows.wasNull()) {
                row.nullValue();
            } else {
                writer.write(value, row);
            }
        };
    }

    private static Copy ofDouble(DoubleWriter writer) {
        return (rows, position, target, row) -> {
            double value = rows.getDouble(position);
            if (rows.wasNull()) {
                row.nullValue();
            } else {
                writer.write(value, row);
            }
        };
    }

    private static Copy ofBytes(BytesWriter writer) {
        return (rows, position, target, row) -> {
            byte @Nullable [] value = rows.getBytes(position);
            if (value == null) {
                row.nullValue();
            } else {
                writer.write(value, target, row);
            }
        };
    }

    private static void writeText(byte[] value, LogicalType target, RowEncoder row) {
        switch (target.kind()) {
            case INTEGER, DECIMAL, DOUBLE -> writeNumber(value, row);
            case BOOLEAN, DATE, TIME, TIMESTAMP, TIMESTAMPTZ, UUID, BINARY, TEXT, JSON ->
                row.textValue(value, 0, value.length);
        }
    }

    /** A column that was numeric when the stream was defined may still hold numbers. */
    private static void writeNumber(byte[] value, RowEncoder row) {
        try {
            row.decimalValue(new BigDecimal(new String(value, StandardCharsets.UTF_8).strip()));
        } catch (NumberFormatException e) {
            row.textValue(value, 0, value.length);
        }
    }
}
