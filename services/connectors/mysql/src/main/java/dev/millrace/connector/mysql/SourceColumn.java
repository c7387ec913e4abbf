package dev.millrace.connector.mysql;

import dev.millrace.connector.spi.Field;
import dev.millrace.connector.spi.LogicalType;
import java.io.Serializable;
import java.math.BigDecimal;
import java.util.Calendar;
import java.util.GregorianCalendar;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;
import java.util.TimeZone;

/**
 * A column of a table, what it becomes, and how it is selected.
 *
 * @param type the name of its type without length and the like: {@code varchar}
 * @param declaration the type as it was declared: {@code bigint(20) unsigned}
 * @param precision of numbers, bits of a bit field; 0 when there is none
 * @param scale of decimals
 * @param checkedAsJson whether it is text that MariaDB checks to be JSON, as its type json is
 * @param place among all columns of the table, from 0: the log has no names
 * @param collation of text; empty for all else
 */
record SourceColumn(
        String name,
        String type,
        String declaration,
        int precision,
        int scale,
        boolean nullable,
        boolean checkedAsJson,
        int place,
        String collation) {

    private static final int LONG_BITS = 64;
    private static final Set<String> LOG_KEYS = Set.of(
            "tinyint",
            "smallint",
            "mediumint",
            "int",
            "bigint",
            "decimal",
            "char",
            "varchar",
            "binary",
            "varbinary",
            "date");
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

    /** Whether a value that the log has can be written as SQL that means the same. */
    boolean isLogKey() {
        return LOG_KEYS.contains(type);
    }

    /** SQL of a value that the log has. */
    String logLiteral(Serializable value) {
        return switch (value) {
            case byte[] bytes when collation.isEmpty() -> "x'" + HexFormat.of().formatHex(bytes) + "'";
            case byte[] bytes ->
                "_" + collation.replaceFirst("_.*", "") + " x'" + HexFormat.of().formatHex(bytes) + "' collate "
                        + collation;
            case Long micros when type.equals("date") -> "date '" + day(micros) + "'";
            case BigDecimal decimal ->
                "cast(" + decimal.toPlainString() + " as decimal(" + precision + ", " + scale + "))";
            case Number number when declaration.contains("unsigned") -> "cast(" + unsigned(number) + " as unsigned)";
            default -> "cast(" + value + " as signed)";
        };
    }

    /** The log's reader counts days before 15 October 1582 by the Julian calendar, as Java's old calendar does. */
    private static String day(long micros) {
        GregorianCalendar day = new GregorianCalendar(TimeZone.getTimeZone("UTC"), Locale.ROOT);
        day.setTimeInMillis(micros / 1_000);
        return String.format(
                Locale.ROOT,
                "%04d-%02d-%02d",
                day.get(Calendar.YEAR),
                day.get(Calendar.MONTH) + 1,
                day.get(Calendar.DAY_OF_MONTH));
    }

    /** The log does not say whether the highest bit is a sign. */
    private String unsigned(Number number) {
        int bits = switch (type) {
            case "tinyint" -> Byte.SIZE;
            case "smallint" -> Short.SIZE;
            case "mediumint" -> 24;
            case "int" -> Integer.SIZE;
            default -> Long.SIZE;
        };
        long value = number.longValue();
        return Long.toUnsignedString(bits == Long.SIZE ? value : value & ((1L << bits) - 1));
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
