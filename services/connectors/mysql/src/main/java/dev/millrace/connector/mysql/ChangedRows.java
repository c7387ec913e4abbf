package dev.millrace.connector.mysql;

import dev.millrace.connector.spi.ReadRequest;
import dev.millrace.connector.spi.ReadStoppedException;
import dev.millrace.connector.spi.RowEncoder;
import dev.millrace.connector.spi.StreamOutput;
import java.io.Serializable;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The rows of a table that the log says have changed, as they are in the session's snapshot: the log is read for their keys alone,
 * and a row is looked up by the very expressions that a whole read has. A key that is not there any more is a deletion.
 */
final class ChangedRows implements LogReader.Changes {

    private static final int MOST_KEYS = 500;

    /** Changes of other tables alone are progress, too. */
    private static final Duration MOST_BETWEEN_CHECKPOINTS = Duration.ofSeconds(10);

    private static final String KEY = "_millrace_key_";

    private final Connection connection;
    private final SourceTable table;
    private final StreamOutput output;
    private final BooleanSupplier cancelled;
    private final RowCopy copy;
    private final List<SourceColumn> keyColumns;
    private final Set<List<String>> keys = new LinkedHashSet<>();
    private int rowsSinceCheckpoint;
    private long checkpointNanos = System.nanoTime();

    ChangedRows(
            Connection connection,
            SourceTable table,
            ReadRequest request,
            StreamOutput output,
            BooleanSupplier cancelled) {
        this.connection = connection;
        this.table = table;
        this.output = output;
        this.cancelled = cancelled;
        this.copy = new RowCopy(table, request.columns());
        this.keyColumns = table.keyColumns();
    }

    @Override
    public void changed(BitSet included, Serializable[] row) throws SQLException {
        if (cancelled.getAsBoolean()) {
            throw new ReadStoppedException();
        }
        List<String> key = new ArrayList<>();
        for (SourceColumn column : keyColumns) {
            if (!included.get(column.place())) {
                // The server may leave out of the new row what is as it was: the old row has had it.
                return;
            }
            // Only what is included is in the array.
            key.add(column.logLiteral(row[included.get(0, column.place()).cardinality()]));
        }
        keys.add(key);
        if (keys.size() >= MOST_KEYS) {
            lookUp();
        }
    }

    @Override
    public void reached(LogPosition position) throws SQLException {
        if (rowsSinceCheckpoint >= MOST_KEYS
                || System.nanoTime() - checkpointNanos > MOST_BETWEEN_CHECKPOINTS.toNanos()) {
            end(position);
        }
    }

    /** Writes what is left, and that everything before the position is done with. */
    void end(LogPosition position) throws SQLException {
        lookUp();
        rowsSinceCheckpoint = 0;
        checkpointNanos = System.nanoTime();
        output.checkpoint(MysqlState.whole().withPosition(position.toString()).toJson());
    }

    private void lookUp() throws SQLException {
        if (keys.isEmpty()) {
            return;
        }
        rowsSinceCheckpoint += keys.size();
        RowEncoder row = output.rows();
        try (Statement statement = connection.createStatement()) {
            statement.setFetchSize(1);
            try (ResultSet rows = statement.executeQuery(presentRows())) {
                while (rows.next()) {
                    copy.write(rows, row);
                    row.endRow();
                }
            }
            try (ResultSet rows = statement.executeQuery(missingKeys())) {
                while (rows.next()) {
                    copy.write(rows, row);
                    row.endDeletedRow();
                }
            }
        }
        if (System.getenv("DBG") != null) {
            System.out.println(presentRows());
            System.out.println(missingKeys());
        }
        keys.clear();
    }

    private String presentRows() {
        return "select " + copy.selected() + " from (" + keysAsRows() + ") as _millrace_keys straight_join "
                + SourceColumn.quote(table.name()) + " on " + matching("");
    }

    private String missingKeys() {
        // Columns that are no key are null, and so is the list of values that are too large.
        String selected = IntStream.range(0, copy.width())
                .mapToObj(place -> place < copy.columns().size()
                                && keyColumns.contains(copy.columns().get(place))
                        ? copy.columns().get(place).expression()
                        : "null")
                .collect(Collectors.joining(", "));
        String renamed = IntStream.range(0, keyColumns.size())
                .mapToObj(i ->
                        KEY + i + " as " + SourceColumn.quote(keyColumns.get(i).name()))
                .collect(Collectors.joining(", "));
        String present = "_millrace_present.";
        // An outer join, not an exists: its cache of answers takes keys that a collation takes for the same for one
        // key.
        return "select " + selected + " from (select " + renamed + " from (" + keysAsRows()
                + ") as _millrace_keys left join " + SourceColumn.quote(table.name()) + " as _millrace_present on "
                + matching(present) + " where " + present
                + SourceColumn.quote(keyColumns.getFirst().name()) + " is null) as _millrace_gone";
    }

    /** That a row of the table has the key. */
    private String matching(String qualifier) {
        return IntStream.range(0, keyColumns.size())
                .mapToObj(i -> equal(
                        keyColumns.get(i),
                        qualifier + SourceColumn.quote(keyColumns.get(i).name()),
                        KEY + i))
                .collect(Collectors.joining(" and "));
    }

    /** Texts that a collation takes for the same are two keys at the destination. */
    private static String equal(SourceColumn column, String one, String other) {
        String equal = one + " = " + other;
        return column.collation().isEmpty()
                ? equal
                : equal + " and cast(" + one + " as binary) = cast(" + other + " as binary)";
    }

    /** The keys as rows of a query. */
    private String keysAsRows() {
        return keys.stream()
                .map(key -> IntStream.range(0, key.size())
                        .mapToObj(i -> key.get(i) + " as " + KEY + i)
                        .collect(Collectors.joining(", ", "select ", "")))
                .collect(Collectors.joining(" union all "));
    }
}
