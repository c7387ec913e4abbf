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
    WHOLE {
        @Override
        void write(ResultSet rows, int position, LogicalType target, RowEncoder row) throws SQLException {
            long value = rows.getLong(position);
            if (rows.wasNull()) {
                row.nullValue();
            } else {
                row.longValue(value);
            }
        }
    },
    TRUTH {
        @Override
        void write(ResultSet rows, int position, LogicalType target, RowEncoder row) throws SQLException {
            long value = rows.getLong(position);
            if (rows.wasNull()) {
                row.nullValue();
            } else {
                row.booleanValue(value != 0);
            }
        }
    },
    DOUBLE {
        @Override
        void write(ResultSet rows, int position, LogicalType target, RowEncoder row) throws SQLException {
            double value = rows.getDouble(position);
            if (rows.wasNull()) {
                row.nullValue();
            } else {
                row.doubleValue(value);
            }
        }
    },
    /** 32 bits, which arrive as the nearest double: the shortest text of both is the number that was meant. */
    FLOAT {
        @Override
        void write(ResultSet rows, int position, LogicalType target, RowEncoder row) throws SQLException {
            double value = rows.getDouble(position);
            if (rows.wasNull()) {
                row.nullValue();
            } else {
                row.doubleValue(Double.parseDouble(Float.toString((float) value)));
            }
        }
    },
    DECIMAL {
        @Override
        void writeBytes(byte[] value, LogicalType target, RowEncoder row) {
            TextBytes.writeDecimal(value, row);
        }
    },
    DATE {
        @Override
        void writeBytes(byte[] value, LogicalType target, RowEncoder row) {
            TextBytes.writeDate(value, row);
        }
    },
    TIMESTAMP {
        @Override
        void writeBytes(byte[] value, LogicalType target, RowEncoder row) {
            TextBytes.writeTime(value, false, row);
        }
    },
    INSTANT {
        @Override
        void writeBytes(byte[] value, LogicalType target, RowEncoder row) {
            TextBytes.writeTime(value, true, row);
        }
    },
    TEXT {
        @Override
        void writeBytes(byte[] value, LogicalType target, RowEncoder row) {
            switch (target.kind()) {
                case INTEGER, DECIMAL, DOUBLE -> writeNumber(value, row);
                case BOOLEAN, DATE, TIME, TIMESTAMP, TIMESTAMPTZ, UUID, BINARY, TEXT, JSON ->
                    row.textValue(value, 0, value.length);
            }
        }
    },
    BINARY {
        @Override
        void writeBytes(byte[] value, LogicalType target, RowEncoder row) {
            row.binaryValue(value, 0, value.length);
        }
    },
    JSON {
        @Override
        void writeBytes(byte[] value, LogicalType target, RowEncoder row) {
            row.jsonValue(value, 0, value.length);
        }
    },
    UNIQUE_ID {
        @Override
        void writeBytes(byte[] value, LogicalType target, RowEncoder row) {
            row.uuidValue(UUID.fromString(new String(value, StandardCharsets.US_ASCII)));
        }
    };

    /** Writes the value at a position of the present row into a column of the target's type. */
    void write(ResultSet rows, int position, LogicalType target, RowEncoder row) throws SQLException {
        byte @Nullable [] value = rows.getBytes(position);
        if (value == null) {
            row.nullValue();
        } else {
            writeBytes(value, target, row);
        }
    }

    void writeBytes(byte[] value, LogicalType target, RowEncoder row) {
        throw new UnsupportedOperationException("no bytes are asked for " + this);
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
