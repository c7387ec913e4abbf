package dev.millrace.connector.mysql;

import dev.millrace.connector.spi.Field;
import dev.millrace.connector.spi.LogicalType;
import java.util.Set;

/**
 * A column of a table, what it becomes, and how it is selected.
 *
 * @param type the name of its type without length and the like: {@code varchar}
 * @param declaration the type as it was declared: {@code bigint(20) unsigned}
 * @param precision of numbers, bits of a bit field; 0 when there is none
 * @param scale of decimals
 * @param checkedAsJson whether it is text that MariaDB checks to be JSON, as its type json is
 */
record SourceColumn(
        String name,
        String type,
        String declaration,
        int precision,
        int scale,
        boolean nullable,
        boolean checkedAsJson) {

    private static final int LONG_BITS = 64;
    private static final Set<String> TIMES = Set.of("date", "datetime", "timestamp");

    /** Digits of the largest unsigned number of 64 bits. */
    private static final LogicalType UNSIGNED_LONG = LogicalType.decimal(20, 0);

    Field field() {
        return Field.of(name, logicalType(), nullable);
    }

    LogicalType logicalType() {
        return switch (form()) {
            case WHOLE -> LogicalType.INTEGER;
            case TRUTH -> LogicalType.BOOLEAN;
            case DOUBLE, FLOAT -> LogicalType.DOUBLE;
            case DECIMAL -> type.equals("decimal") ? LogicalType.decimal(precision, scale) : UNSIGNED_LONG;
            case DATE -> LogicalType.DATE;
            case TIMESTAMP -> LogicalType.TIMESTAMP;
            case INSTANT -> LogicalType.TIMESTAMPTZ;
            case TEXT -> LogicalType.TEXT;
            case BINARY -> LogicalType.BINARY;
            case JSON -> LogicalType.JSON;
            case UNIQUE_ID -> LogicalType.UUID;
        };
    }

    ValueForm form() {
        return switch (type) {
            // A tinyint(1) is a truth value by habit only: it may hold 2.
            case "tinyint", "smallint", "mediumint", "int", "year" -> ValueForm.WHOLE;
            case "bigint" -> declaration.contains("unsigned") ? ValueForm.DECIMAL : ValueForm.WHOLE;
            case "bit" ->
                precision == 1 ? ValueForm.TRUTH : precision < LONG_BITS ? ValueForm.WHOLE : ValueForm.DECIMAL;
            case "decimal" -> ValueForm.DECIMAL;
            case "double" -> ValueForm.DOUBLE;
            case "float" -> ValueForm.FLOAT;
            case "date" -> ValueForm.DATE;
            case "datetime" -> ValueForm.TIMESTAMP;
            case "timestamp" -> ValueForm.INSTANT;
            case "binary", "varbinary", "tinyblob", "blob", "mediumblob", "longblob", "vector" -> ValueForm.BINARY;
            case "json" -> ValueForm.JSON;
            case "uuid" -> ValueForm.UNIQUE_ID;
            // A time is a span of up to 838 hours and may be negative: no time of day holds it. So time is text, too.
            default -> checkedAsJson ? ValueForm.JSON : ValueForm.TEXT;
        };
    }

    /** Whether a lookback can be taken from its values. */
    boolean isTime() {
        return TIMES.contains(type);
    }

    /** Whether a value may be of any length. */
    boolean isLong() {
        return type.equals("longtext") || type.equals("longblob") || type.equals("json");
    }

    /** The value in the form in which it is read. */
    String expression() {
        String column = quote(name);
        return switch (type) {
            case "bit" -> precision < LONG_BITS ? column + " + 0" : "cast(cast(" + column + " as unsigned) as binary)";
            case "bigint" -> form() == ValueForm.DECIMAL ? asBytes() : column;
            // Its text would have six digits only.
            case "float" -> column + " + 0e0";
            case "decimal", "date", "datetime", "timestamp", "time" -> asBytes();
            case "json", "uuid", "inet4", "inet6" -> "cast(" + column + " as char)";
            case "point",
                    "linestring",
                    "polygon",
                    "multipoint",
                    "multilinestring",
                    "multipolygon",
                    "geometrycollection",
                    "geomcollection",
                    "geometry" -> "st_astext(" + column + ")";
            default -> column;
        };
    }

    private String asBytes() {
        return "cast(" + quote(name) + " as binary)";
    }

    /** The value as text that {@link #literal} makes a value of again. */
    String cursorExpression() {
        return switch (form()) {
            case BINARY -> "hex(" + quote(name) + ")";
            case TRUTH, WHOLE, DOUBLE, FLOAT, DECIMAL, DATE, TIMESTAMP, INSTANT, TEXT, JSON, UNIQUE_ID ->
                "cast(" + expression() + " as char)";
        };
    }

    /** SQL of a value that {@link #cursorExpression} gave. */
    String literal(String text) {
        return switch (form()) {
            // As text, large numbers would be compared as doubles.
            case TRUTH, WHOLE, DOUBLE, FLOAT, DECIMAL -> number(text);
            case BINARY -> "unhex(" + Sql.text(text) + ")";
            case DATE, TIMESTAMP, INSTANT -> Sql.text(Sql.dateTime(text));
            case TEXT, JSON, UNIQUE_ID -> Sql.text(text);
        };
    }

    private String number(String text) {
        if (!text.matches("[-+]?[0-9.]+([eE][-+]?[0-9]+)?")) {
            throw Sql.notAValue(name, text);
        }
        return text;
    }

    static String quote(String name) {
        return '`' + name.replace("`", "``") + '`';
    }
}
