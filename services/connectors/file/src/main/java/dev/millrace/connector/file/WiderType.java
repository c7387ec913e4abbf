package dev.millrace.connector.file;

import dev.millrace.connector.spi.LogicalType;
import dev.millrace.connector.spi.LogicalType.Kind;
import java.util.EnumSet;
import java.util.Set;

/** Which types hold the values of which others. */
final class WiderType {

    /** Digits of the longest whole number of 64 bits. */
    private static final int INTEGER_DIGITS = 19;

    private static final Set<Kind> NUMBERS = EnumSet.of(Kind.INTEGER, Kind.DECIMAL, Kind.DOUBLE);
    private static final Set<Kind> TIMES = EnumSet.of(Kind.DATE, Kind.TIMESTAMP);

    private WiderType() {}

    /** The narrowest type that holds the values of both. */
    static LogicalType of(LogicalType one, LogicalType other) {
        if (one.equals(other)) {
            return one;
        }
        Set<Kind> kinds = EnumSet.of(one.kind(), other.kind());
        if (kinds.contains(Kind.JSON)) {
            return LogicalType.JSON;
        }
        if (NUMBERS.containsAll(kinds)) {
            return kinds.contains(Kind.DOUBLE) ? LogicalType.DOUBLE : LogicalType.DECIMAL;
        }
        return TIMES.containsAll(kinds) ? LogicalType.TIMESTAMP : LogicalType.TEXT;
    }

    /** Whether a column holds all values of a type; a number that a double has not is named in its row. */
    static boolean holds(LogicalType column, LogicalType values) {
        return switch (column.kind()) {
            case TEXT, JSON -> true;
            case DECIMAL ->
                values.kind() == Kind.DECIMAL
                        ? holdsDigits(column, values)
                        : values.kind() == Kind.INTEGER
                                && (column.precision() == 0 || column.precision() - column.scale() >= INTEGER_DIGITS);
            case TIMESTAMP -> TIMES.contains(values.kind());
            case DOUBLE -> NUMBERS.contains(values.kind());
            case BOOLEAN, INTEGER, DATE, TIME, TIMESTAMPTZ, UUID, BINARY -> column.kind() == values.kind();
        };
    }

    private static boolean holdsDigits(LogicalType column, LogicalType values) {
        return column.precision() == 0
                || (values.precision() > 0
                        && column.scale() >= values.scale()
                        && column.precision() - column.scale() >= values.precision() - values.scale());
    }
}
