package dev.millrace.connector.postgres;

import dev.millrace.connector.spi.LogicalType;
import dev.millrace.connector.spi.RowEncoder;
import java.math.BigDecimal;
import java.util.UUID;

/** Takes a value of a column that has another type at the source by now, where it is one of the old type still. */
final class CastValue {

    private CastValue() {}

    /** @param text as PostgreSQL writes the value */
    static void write(String text, LogicalType target, RowEncoder row) {
        try {
            switch (target.kind()) {
                case INTEGER, DECIMAL, DOUBLE -> row.decimalValue(new BigDecimal(text.strip()));
                case UUID -> row.uuidValue(UUID.fromString(text.strip()));
                case BOOLEAN, DATE, TIME, TIMESTAMP, TIMESTAMPTZ, BINARY, TEXT, JSON -> row.textValue(text);
            }
        } catch (IllegalArgumentException e) {
            row.textValue(text);
        }
    }
}
