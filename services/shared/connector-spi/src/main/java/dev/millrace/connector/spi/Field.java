package dev.millrace.connector.spi;

/**
 * A field of a stream.
 *
 * @param name as the source has it; the destination normalises it
 * @param type the logical type as {@link LogicalType} writes it: {@code decimal(12, 2)}
 * @param nullable whether it may be null
 */
public record Field(String name, String type, boolean nullable) {

    public Field {
        type = LogicalType.parse(type).toString();
    }

    /** A field of a logical type. */
    public static Field of(String name, LogicalType type, boolean nullable) {
        return new Field(name, type.toString(), nullable);
    }

    /** The type, parsed. */
    public LogicalType logicalType() {
        return LogicalType.parse(type);
    }
}
