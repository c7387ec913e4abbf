package dev.millrace.connector.spi.json;

import dev.millrace.connector.spi.LogicalType;
import dev.millrace.connector.spi.RowEncoder;
import java.math.BigDecimal;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Writes the numbers and texts of JSON into columns, by the types of the columns. */
public final class ScalarWriter {

    /** A long holds every number of so many digits. */
    private static final int LONG_DIGITS = 18;

    private final RowEncoder row;

    /** A writer into rows. */
    public ScalarWriter(RowEncoder row) {
        this.row = row;
    }

    /** Writes a number, as JSON has its digits. */
    public void number(String digits) {
        if (digits.length() <= LONG_DIGITS && isWhole(digits)) {
            row.longValue(Long.parseLong(digits));
            return;
        }
        BigDecimal number = decimal(digits);
        if (number == null) {
            row.unfitValue("is no finite number", digits);
        } else {
            row.decimalValue(number);
        }
    }

    private static boolean isWhole(String digits) {
        for (int i = 0; i < digits.length(); i++) {
            char c = digits.charAt(i);
            if ((c < '0' || c > '9') && (c != '-' || i > 0)) {
                return false;
            }
        }
        return true;
    }

    /** Null for NaN, Infinity, and exponents of more than 32 bits. */
    private static @Nullable BigDecimal decimal(String digits) {
        try {
            return new BigDecimal(digits);
        } catch (NumberFormatException e) {
            return null;
        }
    }

    /**
     * Writes a text.
     *
     * @param kind of the column
     * @param holdsDecimals whether the source writes decimal numbers as text in this column
     */
    public void text(LogicalType.Kind kind, boolean holdsDecimals, String text) {
        switch (kind) {
            case DATE -> Times.writeDate(text, row);
            case TIME -> Times.writeTime(text, row);
            case TIMESTAMPTZ -> Times.writeInstant(text, row);
            case TIMESTAMP -> Times.writeTimestamp(text, row);
            case UUID -> uuid(text);
            case DECIMAL -> {
                BigDecimal number = holdsDecimals ? decimal(text) : null;
                if (number == null) {
                    row.textValue(text);
                } else {
                    row.decimalValue(number);
                }
            }
            case BOOLEAN, INTEGER, DOUBLE, TEXT, BINARY, JSON -> row.textValue(text);
        }
    }

    private void uuid(String text) {
        // UUID.fromString lets groups through that are too short.
        if (text.length() == 36) {
            try {
                row.uuidValue(UUID.fromString(text));
                return;
            } catch (IllegalArgumentException e) {
                // Named in the row's issues below.
            }
        }
        row.textValue(text);
    }
}
