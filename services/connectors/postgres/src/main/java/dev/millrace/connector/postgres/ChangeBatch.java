package dev.millrace.connector.postgres;

import dev.millrace.connector.spi.Field;
import dev.millrace.connector.spi.RowEncoder;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;

/**
 * Changes of one table on their way from the log into rows. The log has values as text. They are handed back to the server, which
 * reads them as values of their types and writes them by the very expressions of a snapshot: whatever the type is, a value is
 * the same by either way.
 */
final class ChangeBatch {

    /** Signature, flags and extension length before the first tuple. */
    private static final int HEADER_BYTES = 19;

    private static final int MOST_CHANGES = 1_000;
    private static final int MOST_CHARACTERS = 1_000_000;

    /** @param values by the columns that are read */
    private record Change(boolean deleted, List<@Nullable String> values) {}

    private final Connection connection;
    private final SourceTable table;
    private final List<SourceColumn> columns;
    private final List<Field> targets;
    private final TupleWriter tuples;
    private final List<Change> changes = new ArrayList<>();
    private int characters;

    /** @param targets the fields to write, which are these columns */
    ChangeBatch(Connection connection, SourceTable table, List<SourceColumn> columns, List<Field> targets) {
        this.connection = connection;
        this.table = table;
        this.columns = List.copyOf(columns);
        this.targets = List.copyOf(targets);
        this.tuples = new TupleWriter(columns, targets);
    }

    boolean isEmpty() {
        return changes.isEmpty();
    }

    boolean isFull() {
        return changes.size() >= MOST_CHANGES || characters >= MOST_CHARACTERS;
    }

    /**
     * Adds what happened to a row.
     *
     * @param relation what the values are
     */
    void add(LogMessage.Change change, LogMessage.Relation relation) throws SQLException {
        LogMessage.Tuple before = change.before();
        LogMessage.Tuple after = change.after();
        List<Integer> places = places(relation);
        if (after == null) {
            if (before != null) {
                add(true, values(before, places));
            }
            return;
        }
        if (before != null && !keyOf(values(before, places)).equals(keyOf(values(after, places)))) {
            add(true, values(before, places));
        }
        List<@Nullable String> values = values(after, places);
        if (!after.unchanged().isEmpty()) {
            values = before != null && before.unchanged().isEmpty() && isWhole(before, after)
                    ? completed(values, values(before, places), after, places)
                    : asOfNow(values);
        }
        if (values != null) {
            add(false, values);
        }
    }

    private void add(boolean deleted, List<@Nullable String> values) {
        changes.add(new Change(deleted, values));
        for (String value : values) {
            characters += value == null ? 0 : value.length();
        }
    }

    /** Where the columns are among the values; -1 for one that the table did not have yet. */
    private List<Integer> places(LogMessage.Relation relation) {
        return columns.stream()
                .map(column -> relation.columns().indexOf(column.name()))
                .toList();
    }

    private static List<@Nullable String> values(LogMessage.Tuple tuple, List<Integer> places) {
        List<@Nullable String> values = new ArrayList<>();
        for (int place : places) {
            values.add(place < 0 ? null : tuple.values().get(place));
        }
        return values;
    }

    private List<@Nullable String> keyOf(List<@Nullable String> values) {
        List<@Nullable String> key = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            if (table.primaryKey().contains(columns.get(i).name())) {
                key.add(values.get(i));
            }
        }
        return key;
    }

    /** Whether the whole row of before was sent and not its key alone: then it has what did not change. */
    private static boolean isWhole(LogMessage.Tuple before, LogMessage.Tuple after) {
        return after.unchanged().stream().anyMatch(place -> before.values().get(place) != null);
    }

    private static List<@Nullable String> completed(
            List<@Nullable String> values,
            List<@Nullable String> before,
            LogMessage.Tuple after,
            List<Integer> places) {
        List<@Nullable String> completed = new ArrayList<>(values);
        for (int i = 0; i < completed.size(); i++) {
            if (after.unchanged().contains(places.get(i))) {
                completed.set(i, before.get(i));
            }
        }
        return completed;
    }

    /**
     * The row as it is now, in place of one whose long values were not sent. What is newer in it comes again further on. Null
     * when the row has gone, which the log tells further on, too.
     */
    private @Nullable List<@Nullable String> asOfNow(List<@Nullable String> values) throws SQLException {
        StringBuilder sql = new StringBuilder("select ");
        sql.append(columns.stream()
                .map(column -> SourceColumn.quote(column.name()) + "::text")
                .collect(Collectors.joining(", ")));
        sql.append(" from ").append(table.quoted()).append(" where ");
        for (int i = 0; i < columns.size(); i++) {
            SourceColumn column = columns.get(i);
            String value = values.get(i);
            if (table.primaryKey().contains(column.name()) && value != null) {
                sql.append(SourceColumn.quote(column.name()))
                        .append(" = ")
                        .append(literal(value))
                        .append("::")
                        .append(column.declaration())
                        .append(" and ");
            }
        }
        sql.append("true");
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql.toString())) {
            if (!row.next()) {
                return null;
            }
            List<@Nullable String> present = new ArrayList<>();
            for (int i = 0; i < columns.size(); i++) {
                present.add(row.getString(i + 1));
            }
            return present;
        }
    }

    /** Writes the changes as rows, in their order. */
    void write(RowEncoder row) throws SQLException {
        CopyOut copy = connection.unwrap(PGConnection.class).getCopyAPI().copyOut(query());
        try {
            int next = 0;
            boolean first = true;
            for (byte[] message = copy.readFromCopy(); message != null; message = copy.readFromCopy()) {
                int offset = first ? HEADER_BYTES : 0;
                first = false;
                // The trailer is a field count of -1; the header may come alone.
                if (message.length - offset < 2 || message[offset] == -1) {
                    continue;
                }
                if (changes.get(next++).deleted()) {
                    tuples.writeDeleted(message, offset, row);
                } else {
                    tuples.write(message, offset, row);
                }
            }
        } finally {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
        changes.clear();
        characters = 0;
    }

    private String query() {
        String expressions = IntStream.range(0, columns.size())
                .mapToObj(i -> columns.get(i).expression(targets.get(i).logicalType()) + ", ")
                .collect(Collectors.joining());
        String typed = IntStream.range(0, columns.size())
                .mapToObj(i -> "v" + i + "::" + columns.get(i).declaration() + " as "
                        + SourceColumn.quote(columns.get(i).name()) + ", ")
                .collect(Collectors.joining());
        String names =
                IntStream.range(0, columns.size()).mapToObj(i -> "v" + i + ", ").collect(Collectors.joining());
        String arrays = IntStream.range(0, columns.size()).mapToObj(this::array).collect(Collectors.joining(", "));
        return "copy (select " + expressions + "null::jsonb from (select " + typed + "_millrace_place from unnest("
                + arrays + ") with ordinality as given(" + names + "_millrace_place)) as changed"
                + " order by _millrace_place) to stdout (format binary)";
    }

    private String array(int column) {
        StringBuilder elements = new StringBuilder("{");
        for (Change change : changes) {
            String value = change.values().get(column);
            elements.append(elements.length() > 1 ? "," : "");
            if (value == null) {
                elements.append("NULL");
            } else {
                elements.append('"')
                        .append(value.replace("\\", "\\\\").replace("\"", "\\\""))
                        .append('"');
            }
        }
        return literal(elements.append('}').toString()) + "::text[]";
    }

    /** Of a form that means the same whatever the server thinks of backslashes. */
    private static String literal(String value) {
        return "e'" + value.replace("\\", "\\\\").replace("'", "''") + "'";
    }
}
