package dev.millrace.syncworker.warehouse;

import dev.millrace.connector.spi.LogicalType;
import dev.millrace.connector.spi.LogicalType.Kind;
import java.util.Optional;

/** PostgreSQL's type for each logical type, and which type holds the values of two without losing any. */
final class ColumnTypes {

    private ColumnTypes() {}

    static String sql(LogicalType type) {
        return switch (type.kind()) {
            case BOOLEAN -> "boolean";
            case INTEGER -> "bigint";
            case DECIMAL ->
                type.precision() == 0 ? "numeric" : "numeric(" + type.precision() + ", " + type.scale() + ")";
            case DOUBLE -> "double precision";
            case DATE -> "date";
            case TIME -> "time";
            case TIMESTAMP -> "timestamp";
            case TIMESTAMPTZ -> "timestamptz";
            case TEXT -> "text";
            case UUID -> "uuid";
            case BINARY -> "bytea";
            case JSON -> "jsonb";
        };
    }

    /** The type that a column of the first type has to get, so that it keeps what it has and takes values of the other. */
    static Optional<LogicalType> widened(LogicalType column, LogicalType values) {
        if (column.equals(values) || (column.kind() == Kind.TEXT && values.kind() != Kind.BINARY)) {
            return Optional.of(column);
        }
        return switch (column.kind()) {
            case INTEGER ->
                values.kind() == Kind.DECIMAL || values.kind() == Kind.DOUBLE
                        ? Optional.of(LogicalType.DECIMAL)
                        : Optional.empty();
            case DECIMAL -> widenedDecimal(column, values);
            // An integer beyond 2^53 is no double; such a value is named in its row's issues.
            case DOUBLE -> values.kind() == Kind.INTEGER ? Optional.of(column) : Optional.empty();
            case DATE -> values.kind() == Kind.TIMESTAMP ? Optional.of(values) : Optional.empty();
            case TIMESTAMP -> values.kind() == Kind.DATE ? Optional.of(column) : Optional.empty();
            case JSON ->
                switch (values.kind()) {
                    case BOOLEAN, INTEGER, DECIMAL, TEXT -> Optional.of(column);
                    default -> Optional.empty();
                };
            case BOOLEAN, TIME, TIMESTAMPTZ, TEXT, UUID, BINARY -> Optional.empty();
        };
    }

    private static Optional<LogicalType> widenedDecimal(LogicalType column, LogicalType values) {
        return switch (values.kind()) {
            case INTEGER, DOUBLE -> Optional.of(LogicalType.DECIMAL);
            case DECIMAL -> {
                if (column.precision() == 0 || values.precision() == 0) {
                    yield Optional.of(LogicalType.DECIMAL);
                }
                int scale = Math.max(column.scale(), values.scale());
                int integerDigits = Math.max(column.precision() - column.scale(), values.precision() - values.scale());
                yield Optional.of(LogicalType.decimal(integerDigits + scale, scale));
            }
            default -> Optional.empty();
        };
    }
}
