package dev.millrace.connector.postgres;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Keeps rows at the source that are larger than the worker's memory is meant for. The server sends their long values as null,
 * and their names in the last field; lengths of values are known to it without reading them.
 */
final class LargeRows {

    static final String REASON = "is too long: its row is larger than 64 MB";

    private static final long MOST_BYTES = 64L * 1024 * 1024;

    /** A value of 64 MB takes at least this in the table of long values, however well it compresses (pglz: 1 to 273). */
    private static final long LEAST_TOAST_BYTES = 200_000;

    private static final Set<String> TEXTS = Set.of("text", "varchar", "bpchar", "bytea");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<SourceColumn> longColumns;
    private final long mostOfAValue;

    private LargeRows(List<SourceColumn> longColumns) {
        this.longColumns = longColumns;
        this.mostOfAValue = MOST_BYTES / Math.max(1, longColumns.size());
    }

    /** Looks whether a table may have such rows. */
    static LargeRows of(Connection connection, SourceTable table, List<SourceColumn> columns) throws SQLException {
        List<SourceColumn> candidates =
                columns.stream().filter(LargeRows::isLong).toList();
        return new LargeRows(candidates.isEmpty() || !hasLongValues(connection, table) ? List.of() : candidates);
    }

    /** Whether there may be such rows at all. */
    boolean mayBe() {
        return !longColumns.isEmpty();
    }

    private static boolean isLong(SourceColumn column) {
        return TEXTS.contains(column.type())
                || column.type().equals("json")
                || column.type().equals("jsonb")
                || column.type().equals("xml")
                || column.isNested();
    }

    /** Only a plain table tells; anything else may. */
    private static boolean hasLongValues(Connection connection, SourceTable table) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "select relkind not in ('r', 'm') or pg_relation_size(reltoastrelid) >= ? from pg_class"
                        + " where oid = ?::regclass")) {
            statement.setLong(1, LEAST_TOAST_BYTES);
            statement.setString(2, table.quoted());
            try (ResultSet row = statement.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }

    /** What the rows are selected from. */
    String from(SourceTable table) {
        if (longColumns.isEmpty()) {
            return table.quoted();
        }
        String bytes = longColumns.stream()
                .map(column -> "coalesce(" + length(column) + ", 0)::int8")
                .collect(Collectors.joining(" + "));
        return "(select *, " + bytes + " > " + MOST_BYTES + " as _millrace_large from " + table.quoted() + ") as rows";
    }

    /** A column's expression, null where its value is one of the long ones of a large row. */
    String guarded(SourceColumn column, String expression) {
        return longColumns.contains(column)
                ? "case when _millrace_large and " + length(column) + " > " + mostOfAValue + " then null else "
                        + expression + " end"
                : expression;
    }

    /** The names of the values that stayed, as a JSON array; null in nearly all rows. */
    String names() {
        return longColumns.isEmpty()
                ? "null::jsonb"
                : longColumns.stream()
                        .map(column -> "case when " + length(column) + " > " + mostOfAValue + " then '"
                                + column.name().replace("'", "''") + "' end")
                        .collect(Collectors.joining(
                                ", ", "case when _millrace_large then to_jsonb(array_remove(array[", "], null)) end"));
    }

    /** Reads what {@link #names} gave: a version byte, then JSON. */
    static List<String> parse(ByteBuffer jsonb) {
        byte[] bytes = new byte[jsonb.remaining()];
        jsonb.get(bytes);
        try {
            return List.of(JSON.readValue(bytes, 1, bytes.length - 1, String[].class));
        } catch (IOException e) {
            throw new IllegalStateException("the server gave no array of names", e);
        }
    }

    private static String length(SourceColumn column) {
        String name = SourceColumn.quote(column.name());
        return TEXTS.contains(column.type())
                ? "octet_length(" + name + ")"
                // To text only what may be long: that takes time.
                : "case when pg_column_size(" + name + ") > " + LEAST_TOAST_BYTES + " then octet_length(" + name
                        + "::text) else 0 end";
    }
}
