package dev.millrace.connector.postgres;

import dev.millrace.connector.spi.Field;
import dev.millrace.connector.spi.LogicalType;
import dev.millrace.connector.spi.ReadRequest;
import dev.millrace.connector.spi.ReadStoppedException;
import dev.millrace.connector.spi.SourceLog;
import dev.millrace.connector.spi.StreamOutput;
import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;

/**
 * Reads one table with {@code COPY (SELECT ...) TO STDOUT} in the binary format. The server casts each value to the type
 * of its column in the destination, so tuples go through as they come; only columns of type json are judged one by one.
 *
 * <p>An increment is read in the order of its cursor, from the last value on or from before it, inclusive: rows that share the value of a
 * checkpoint are given again rather than missed. Rows without a cursor value come first, with the first read; later they
 * are given again when the stream has a key, by which the repetition is dropped.
 *
 * <p>The first read of a stream with a key goes by the table's primary key where it can: its index gives the order, so that rows come at
 * once, where the cursor's order would have the server sort the table. Its checkpoints tell the last key, and the newest cursor of
 * the first attempt: from there the next increment sees what changed meanwhile, wherever it is.
 */
final class TableRead {

    private static final int ROWS_PER_CHECKPOINT = 10_000;

    /** Signature, flags and extension length before the first tuple. */
    private static final int HEADER_BYTES = 19;

    private final Connection connection;
    private final SourceTable table;
    private final ReadRequest request;
    private final SourceLog log;
    private final BooleanSupplier cancelled;
    private final List<SourceColumn> columns = new ArrayList<>();
    private final @Nullable SourceColumn cursor;
    private final TupleWriter tuples;

    TableRead(Connection connection, SourceTable table, ReadRequest request, SourceLog log, BooleanSupplier cancelled) {
        this.connection = connection;
        this.table = table;
        this.request = request;
        this.log = log;
        this.cancelled = cancelled;
        for (Field field : request.columns()) {
            columns.add(column(field.name()));
        }
        this.cursor = request.cursorField() == null ? null : column(request.cursorField());
        this.tuples = new TupleWriter(columns, request.columns());
    }

    private SourceColumn column(String name) {
        return table.column(name)
                .orElseThrow(() -> new MillraceException(
                        ErrorCode.SOURCE_UNREADABLE,
                        "\"" + table.streamName() + "\" no longer has the column \"" + name
                                + "\". Discover the source again."));
    }

    void read(StreamOutput output) throws SQLException {
        PostgresState state = PostgresState.parse(request.state());
        if (cursor == null && state.complete()) {
            return;
        }
        if (state.cursor() == null && state.lastKey().isEmpty() && request.since() != null) {
            state = PostgresState.atCursor(request.since());
        }
        List<SourceColumn> key = keyToReadBy(state);
        if (key.isEmpty() && !state.lastKey().isEmpty()) {
            // The table has another key than when the read began: what was read of it by the old one says nothing.
            state = PostgresState.NONE;
        }
        warnOfRowsWithoutCursor(state);
        boolean marks = cursor != null && isMark(cursor);
        String end = cursor == null || marks ? null : newestCursor(state);
        Progress progress = marks ? new Progress(state, columns, Objects.requireNonNull(cursor), key) : null;
        LargeRows largeRows = LargeRows.of(connection, table, columns);
        CopyOut copy = connection.unwrap(PGConnection.class).getCopyAPI().copyOut(query(state, key, largeRows));
        try {
            copyTuples(copy, output, progress);
        } finally {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
        if (progress != null) {
            output.checkpoint(progress.end().toJson());
        } else {
            output.checkpoint((cursor == null ? PostgresState.whole() : PostgresState.atCursor(end)).toJson());
        }
    }

    /** Reads all rows, in no order, and writes no checkpoint. */
    void readWhole(StreamOutput output) throws SQLException {
        LargeRows largeRows = LargeRows.of(connection, table, columns);
        CopyOut copy = connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyOut(query(PostgresState.NONE, List.of(), largeRows));
        try {
            copyTuples(copy, output, null);
        } finally {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
    }

    /** Whether the column's values can be taken from the tuples. */
    private boolean isMark(SourceColumn column) {
        return TupleWalk.isMarkType(column.type())
                && columns.contains(column)
                && targetOf(column).equals(column.logicalType());
    }

    /** The primary key, where all is read and its index serves better than an order by the cursor; else empty. */
    private List<SourceColumn> keyToReadBy(PostgresState state) {
        boolean begins = state.cursor() == null || !state.lastKey().isEmpty();
        if (!begins || cursor == null || request.primaryKey().isEmpty() || !isMark(cursor)) {
            return List.of();
        }
        List<SourceColumn> key = table.primaryKey().stream().map(this::column).toList();
        boolean goesOn = state.lastKey().isEmpty()
                || List.copyOf(state.lastKey().keySet()).equals(table.primaryKey());
        return goesOn && !key.equals(List.of(cursor)) && key.stream().allMatch(this::isMark) ? key : List.of();
    }

    private LogicalType targetOf(SourceColumn column) {
        return request.columns().get(columns.indexOf(column)).logicalType();
    }

    private void copyTuples(CopyOut copy, StreamOutput output, @Nullable Progress progress) throws SQLException {
        boolean first = true;
        int rows = 0;
        for (byte[] message = copy.readFromCopy(); message != null; message = copy.readFromCopy()) {
            int offset = first ? HEADER_BYTES : 0;
            first = false;
            // The trailer is a field count of -1; the header may come alone.
            if (message.length - offset < 2 || message[offset] == -1) {
                continue;
            }
            if (cancelled.getAsBoolean()) {
                throw new ReadStoppedException();
            }
            tuples.write(message, offset, output.rows());
            if (progress != null) {
                progress.pass(message, offset);
                if (++rows % ROWS_PER_CHECKPOINT == 0) {
                    output.checkpoint(progress.state(message, offset).toJson());
                }
            }
        }
    }

    private String query(PostgresState state, List<SourceColumn> key, LargeRows largeRows) {
        StringBuilder sql = new StringBuilder("copy (select ");
        for (int i = 0; i < columns.size(); i++) {
            SourceColumn column = columns.get(i);
            LogicalType type = request.columns().get(i).logicalType();
            sql.append(largeRows.guarded(column, column.expression(type))).append(", ");
        }
        sql.append(largeRows.names()).append(" from ").append(largeRows.from(table));
        if (!key.isEmpty()) {
            String names = key.stream()
                    .map(column -> SourceColumn.quote(column.name()))
                    .collect(Collectors.joining(", "));
            if (!state.lastKey().isEmpty()) {
                sql.append(" where (").append(names).append(") > (");
                sql.append(state.lastKey().values().stream()
                        .map(TableRead::literal)
                        .collect(Collectors.joining(", ")));
                sql.append(')');
            }
            sql.append(" order by ").append(names);
        } else if (cursor != null) {
            String name = SourceColumn.quote(cursor.name());
            if (state.cursor() != null) {
                sql.append(" where ").append(since(cursor, state.cursor(), request.lookback()));
                if (!request.primaryKey().isEmpty()) {
                    sql.append(" or ").append(name).append(" is null");
                }
            }
            sql.append(" order by ").append(name).append(" nulls first");
        }
        return sql.append(") to stdout (format binary)").toString();
    }

    private static String since(SourceColumn cursor, String value, Duration lookback) {
        String from = literal(value);
        boolean looksBack = cursor.isTime() && !lookback.isZero();
        return SourceColumn.quote(cursor.name()) + " >= "
                + (looksBack
                        ? from + "::" + cursor.type() + " - interval '" + lookback.toSeconds() + " seconds'"
                        : from);
    }

    private static String literal(String value) {
        return "'" + value.replace("'", "''") + "'";
    }

    private @Nullable String newestCursor(PostgresState state) throws SQLException {
        SourceColumn column = Objects.requireNonNull(cursor);
        String name = SourceColumn.quote(column.name());
        String where = state.cursor() == null ? "" : " where " + since(column, state.cursor(), Duration.ZERO);
        String newest = single("select max(" + name + ")::text from " + table.quoted() + where);
        return newest == null ? state.cursor() : newest;
    }

    private void warnOfRowsWithoutCursor(PostgresState state) throws SQLException {
        if (cursor == null
                || !cursor.nullable()
                || state.cursor() == null
                || !state.lastKey().isEmpty()
                || !request.primaryKey().isEmpty()) {
            return;
        }
        String count = single(
                "select count(*) from " + table.quoted() + " where " + SourceColumn.quote(cursor.name()) + " is null");
        if (count != null && !count.equals("0")) {
            log.warn(count + " rows of \"" + table.streamName() + "\" have no " + cursor.name()
                    + "; those that came after the first sync are read by a full refresh only.");
        }
    }

    private @Nullable String single(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.next() ? row.getString(1) : null;
        }
    }
}
