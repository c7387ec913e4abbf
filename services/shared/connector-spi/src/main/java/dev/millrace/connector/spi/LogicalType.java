package dev.millrace.connector.spi;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The type of a field, independent of any database.
 *
 * @param kind which type
 * @param precision decimal digits in all, for {@link Kind#DECIMAL}; 0 for a decimal of any precision
 * @param scale decimal digits after the point, for {@link Kind#DECIMAL}
 */
public record LogicalType(Kind kind, int precision, int scale) {

    /** The logical types of Millrace. */
    public enum Kind {
        BOOLEAN,
        /** 64 bits, signed. */
        INTEGER,
        DECIMAL,
        /** 64 bits, IEEE 754. */
        DOUBLE,
        DATE,
        TIME,
        /** A date and time of no zone. */
        TIMESTAMP,
        /** A point in time. */
        TIMESTAMPTZ,
        TEXT,
        UUID,
        BINARY,
        JSON
    }

    public static final LogicalType BOOLEAN = new LogicalType(Kind.BOOLEAN, 0, 0);
    public static final LogicalType INTEGER = new LogicalType(Kind.INTEGER, 0, 0);
    public static final LogicalType DECIMAL = new LogicalType(Kind.DECIMAL, 0, 0);
    public static final LogicalType DOUBLE = new LogicalType(Kind.DOUBLE, 0, 0);
    public static final LogicalType DATE = new LogicalType(Kind.DATE, 0, 0);
    public static final LogicalType TIME = new LogicalType(Kind.TIME, 0, 0);
    public static final LogicalType TIMESTAMP = new LogicalType(Kind.TIMESTAMP, 0, 0);
    public static final LogicalType TIMESTAMPTZ = new LogicalType(Kind.TIMESTAMPTZ, 0, 0);
    public static final LogicalType TEXT = new LogicalType(Kind.TEXT, 0, 0);
    public static final LogicalType UUID = new LogicalType(Kind.UUID, 0, 0);
    public static final LogicalType BINARY = new LogicalType(Kind.BINARY, 0, 0);
    public static final LogicalType JSON = new LogicalType(Kind.JSON, 0, 0);

    private static final Pattern WRITTEN = Pattern.compile("([a-z]+)(?:\\((\\d+),\\s*(\\d+)\\))?");

    public LogicalType {
        if (kind != Kind.DECIMAL && (precision != 0 || scale != 0)) {
            throw new IllegalArgumentException("only a decimal has precision and scale, not " + kind);
        }
        if (precision < 0 || scale < 0 || (precision > 0 && scale > precision)) {
            throw new IllegalArgumentException("impossible decimal(" + precision + ", " + scale + ")");
        }
    }

    /** A decimal of a fixed precision and scale. */
    public static LogicalType decimal(int precision, int scale) {
        return new LogicalType(Kind.DECIMAL, precision, scale);
    }

    /**
     * Reads what {@link #toString()} writes.
     *
     * @throws IllegalArgumentException when it is no logical type
     */
    public static LogicalType parse(String text) {
        Matcher written = WRITTEN.matcher(text);
        if (!written.matches()) {
            throw new IllegalArgumentException("no logical type: " + text);
        }
        Kind kind = Kind.valueOf(written.group(1).toUpperCase(Locale.ROOT));
        if (written.group(2) == null) {
            return new LogicalType(kind, 0, 0);
        }
        return new LogicalType(kind, Integer.parseInt(written.group(2)), Integer.parseInt(written.group(3)));
    }

    @Override
    public String toString() {
        String name = kind.name().toLowerCase(Locale.ROOT);
        return precision == 0 ? name : name + "(" + precision + ", " + scale + ")";
    }
}
