package dev.millrace.connector.postgres;

import dev.millrace.connector.spi.Field;
import dev.millrace.connector.spi.LogicalType;
import dev.millrace.connector.spi.ReadRequest;
import dev.millrace.connector.spi.StateLostException;
import dev.millrace.connector.spi.StreamOutput;
import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads one table: all of it, or what is new by its cursor.
 *
 * <p>An increment is read in the order of its cursor, from the last value on or from before it, inclusive: rows that share the value of a
 * checkpoint are given again rather than missed. Rows without a cursor value come first, with the first read; later they
 * are given again when the stream has a key, by which the repetition is dropped.
 *
 * <p>The first read of a stream with a key goes by the table's primary key where it can: its index gives the order, so that rows come at
 * once, where the cursor's order would have the server sort the table. Its checkpoints tell the last key, and the newest cursor of
 * the first attempt: from there the next increment sees what changed meanwhile, wherever it is. Large tables whose key is one whole
 * number are read by ranges of it, also in a full refresh.
 */
final class TableRead {

    private static final int ROWS_PER_CHECKPOINT = 10_000;

    private final Snapshot snapshot;
    private final SourceTable table;
    private final ReadRequest request;
    private final List<SourceColumn> columns = new ArrayList<>();
    private final @Nullable SourceColumn cursor;
    private final TableCopy copy;

    TableRead(Snapshot snapshot, SourceTable table, ReadRequest request) {
        this.snapshot = snapshot;
        this.table = table;
        this.request = request;
        for (Field field : request.columns()) {
            columns.add(column(field.name()));
        }
        this.cursor = request.cursorField() == null ? null : column(request.cursorField());
        this.copy = new TableCopy(table, columns, request.columns(), snapshot.cancelled());
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
            if (cursor == null) {
                throw otherKey();
            }
            state = PostgresState.NONE;
        }
        warnOfRowsWithoutCursor(state);
        boolean marks = cursor != null && isMark(cursor);
        String end = cursor == null || marks ? null : newestCursor(state);
        Progress progress = marks ? new Progress(state, columns, Objects.requireNonNull(cursor), key) : null;
        Optional<RangedTable> ranges = ranges(state, key);
        if (ranges.isPresent()) {
            LongFunction<PostgresState> stateAt = progress == null
                    ? last -> PostgresState.atKey(key.getFirst().name(), last)
                    : progress::stateAt;
            ranges.get().read(lastKey(state), progress, stateAt, output);
        } else {
            copyInOrder(state, key, progress, output);
        }
        if (progress != null) {
            output.checkpoint(progress.end().toJson());
        } else {
            output.checkpoint((cursor == null ? PostgresState.whole() : PostgresState.atCursor(end)).toJson());
        }
    }

    /**
     * Reads all rows, or those behind a key.
     *
     * @param from the last key that was read, if any
     * @param position in the log that the read began at, for its checkpoints
     */
    void readWhole(PostgresState from, String position, StreamOutput output) throws SQLException {
        Optional<SourceColumn> key = table.numericKey();
        if (!from.lastKey().isEmpty() && !isKeyOf(from, key)) {
            throw otherKey();
        }
        Optional<RangedTable> ranges = ranges(from, key.stream().toList());
        if (ranges.isPresent()) {
            String name = key.orElseThrow().name();
            ranges.get()
                    .read(
                            lastKey(from),
                            null,
                            last -> PostgresState.atKey(name, last).withPosition(position),
                            output);
        } else {
            copy.copy(snapshot.connection(), copy.largeRows(snapshot.connection()), "", output, (tuple, offset) -> {});
        }
    }

    private StateLostException otherKey() {
        return new StateLostException("\"" + table.streamName()
                + "\" has another key than when its first read began. It is loaded anew beside the old one.");
    }

    /** The table by ranges, if it is large or was begun so; else empty. */
    private Optional<RangedTable> ranges(PostgresState state, List<SourceColumn> key) throws SQLException {
        if (key.size() != 1 || !key.equals(table.numericKey().stream().toList())) {
            return Optional.empty();
        }
        RangedTable ranges = new RangedTable(snapshot, table, key.getFirst(), copy);
        return ranges.isLarge() || !state.lastKey().isEmpty() ? Optional.of(ranges) : Optional.empty();
    }

    private static @Nullable String lastKey(PostgresState state) {
        return state.lastKey().isEmpty() ? null : state.lastKey().firstEntry().getValue();
    }

    private static boolean isKeyOf(PostgresState state, Optional<SourceColumn> key) {
        return key.isPresent()
                && List.copyOf(state.lastKey().keySet())
                        .equals(List.of(key.get().name()));
    }

    private void copyInOrder(
            PostgresState state, List<SourceColumn> key, @Nullable Progress progress, StreamOutput output)
            throws SQLException {
        AtomicInteger rows = new AtomicInteger();
        TableCopy.Watch watch = progress == null
                ? (tuple, offset) -> {}
                : (tuple, offset) -> {
                    progress.pass(tuple, offset);
                    if (rows.incrementAndGet() % ROWS_PER_CHECKPOINT == 0) {
                        output.checkpoint(progress.state(tuple, offset).toJson());
                    }
                };
        LargeRows largeRows = copy.largeRows(snapshot.connection());
        copy.copy(snapshot.connection(), largeRows, condition(state, key), output, watch);
    }

    /** Whether the column's values can be taken from the tuples. */
    private boolean isMark(SourceColumn column) {
        return TupleWalk.isMarkType(column.type())
                && columns.contains(column)
                && targetOf(column).equals(column.logicalType());
    }

    /** The primary key, where all is read and its index serves better than an order by the cursor, or than no order; else empty. */
    private List<SourceColumn> keyToReadBy(PostgresState state) {
        if (cursor == null) {
            Optional<SourceColumn> key = table.numericKey();
            return state.lastKey().isEmpty() || isKeyOf(state, key)
                    ? key.stream().toList()
                    : List.of();
        }
        boolean begins = state.cursor() == null || !state.lastKey().isEmpty();
        if (!begins || request.primaryKey().isEmpty() || !isMark(cursor)) {
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

    /** Which rows, and in what order. */
    private String condition(PostgresState state, List<SourceColumn> key) {
        StringBuilder sql = new StringBuilder();
        if (cursor == null) {
            return "";
        }
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
        } else {
            String name = SourceColumn.quote(cursor.name());
            if (state.cursor() != null) {
                sql.append(" where ").append(since(cursor, state.cursor(), request.lookback()));
                if (!request.primaryKey().isEmpty()) {
                    sql.append(" or ").append(name).append(" is null");
                }
            }
            sql.append(" order by ").append(name).append(" nulls first");
        }
        return sql.toString();
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
            snapshot.log()
                    .warn(count + " rows of \"" + table.streamName() + "\" have no " + cursor.name()
                            + "; those that came after the first sync are read by a full refresh only.");
        }
    }

    private @Nullable String single(String sql) throws SQLException {
        try (Statement statement = snapshot.connection().createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.next() ? row.getString(1) : null;
        }
    }
}
