package dev.millrace.connector.postgres;

import dev.millrace.connector.spi.Field;
import dev.millrace.connector.spi.LogicalType;
import dev.millrace.connector.spi.LogicalType.Kind;

/**
 * A column of a table, and how its values are written in a query so that they arrive in the binary form that the
 * destination's column takes.
 *
 * @param type PostgreSQL's name of the type, domains resolved: {@code int4}
 * @param typeCategory PostgreSQL's category of the type (catalog pg_type, typcategory)
 * @param typeModifier precision and scale of a numeric, as pg_attribute keeps it; -1 when there is none
 * @param declaration the type as SQL, domains resolved: {@code character varying(20)}
 */
record SourceColumn(
        String name, String type, char typeCategory, int typeModifier, String declaration, boolean nullable) {

    /** Arrays and composites become JSON. */
    private static final String NESTED = "AC";

    Field field() {
        return Field.of(name, logicalType(), nullable);
    }

    LogicalType logicalType() {
        return switch (type) {
            case "bool" -> LogicalType.BOOLEAN;
            case "int2", "int4", "int8", "oid" -> LogicalType.INTEGER;
            case "numeric" -> numeric();
            case "float4", "float8" -> LogicalType.DOUBLE;
            case "date" -> LogicalType.DATE;
            case "time" -> LogicalType.TIME;
            case "timestamp" -> LogicalType.TIMESTAMP;
            case "timestamptz" -> LogicalType.TIMESTAMPTZ;
            case "uuid" -> LogicalType.UUID;
            case "bytea" -> LogicalType.BINARY;
            case "json", "jsonb" -> LogicalType.JSON;
            default -> isNested() ? LogicalType.JSON : LogicalType.TEXT;
        };
    }

    private LogicalType numeric() {
        if (typeModifier < 4) {
            return LogicalType.DECIMAL;
        }
        // Layout of numeric's type modifier: 4 + (precision << 16 | scale); the scale may be negative or large.
        int precision = (typeModifier - 4) >> 16;
        int scale = ((((typeModifier - 4) & 0x7ff) ^ 1024) - 1024);
        return scale < 0 || scale > precision ? LogicalType.DECIMAL : LogicalType.decimal(precision, scale);
    }

    /** Whether it is an array or a composite, which becomes JSON. */
    boolean isNested() {
        return NESTED.indexOf(typeCategory) >= 0;
    }

    /** Whether an interval can be taken from its values. */
    boolean isTime() {
        return type.equals("date") || type.equals("timestamp") || type.equals("timestamptz");
    }

    /**
     * Whether the value has to be judged on the way: json takes what jsonb, which it is stored as, refuses; and the server
     * would end the whole read at a value that it can't cast.
     */
    boolean isJudged(LogicalType target) {
        return (type.equals("json") && target.kind() == Kind.JSON) || !isCastable(target);
    }

    /** Whether every value is one of the target's, too. */
    private boolean isCastable(LogicalType target) {
        LogicalType own = logicalType();
        return own.equals(target)
                || target.kind() == Kind.TEXT
                || target.kind() == Kind.JSON
                || (target.kind() == Kind.DECIMAL && isWider(target, own))
                || (target.kind() == Kind.TIMESTAMP && own.kind() == Kind.DATE);
    }

    private static boolean isWider(LogicalType decimal, LogicalType own) {
        if (decimal.precision() == 0) {
            return own.kind() == Kind.DECIMAL || own.kind() == Kind.INTEGER;
        }
        return own.kind() == Kind.DECIMAL
                && own.precision() > 0
                && decimal.scale() >= own.scale()
                && decimal.precision() - decimal.scale() >= own.precision() - own.scale();
    }

    /** The value as the target's type. */
    String expression(LogicalType target) {
        String column = quote(name);
        if (isJudged(target)) {
            return column + "::text";
        }
        if (!target.equals(logicalType())) {
            return target.kind() == Kind.JSON
                    ? "to_jsonb(" + column + ")"
                    : "(" + expression(logicalType()) + ")::" + sqlType(target);
        }
        return switch (type) {
            case "bool",
                    "int8",
                    "numeric",
                    "float8",
                    "date",
                    "time",
                    "timestamp",
                    "timestamptz",
                    "uuid",
                    "bytea",
                    "jsonb",
                    "text" -> column;
            case "int2", "int4", "oid" -> column + "::int8";
            // By way of text, 0.1 stays 0.1; straight, it would become 0.10000000149011612.
            case "float4" -> column + "::text::float8";
            default -> target.kind() == Kind.JSON ? "to_jsonb(" + column + ")" : column + "::text";
        };
    }

    private static String sqlType(LogicalType target) {
        return switch (target.kind()) {
            case BOOLEAN -> "bool";
            case INTEGER -> "int8";
            case DECIMAL -> "numeric";
            case DOUBLE -> "float8";
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

    static String quote(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}
