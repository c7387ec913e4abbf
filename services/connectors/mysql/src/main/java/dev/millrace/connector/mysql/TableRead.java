package dev.millrace.connector.mysql;

import dev.millrace.connector.spi.ReadRequest;
import dev.millrace.connector.spi.ReadStoppedException;
import dev.millrace.connector.spi.RowEncoder;
import dev.millrace.connector.spi.SourceLog;
import dev.millrace.connector.spi.StreamOutput;
import dev.millrace.connector.spi.database.RangeSettings;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads one table as the server sends it, row by row.
 *
 * <p>A full refresh of a table whose key is a whole number goes by that key, which is how the rows lie, and goes on behind the
 * last one; that of a large table by ranges, over two connections. An increment is read in the order of its cursor, from the last value on or from before it, inclusive: rows that
 * share the value of a checkpoint are given again rather than missed. Rows without a cursor value come first, with the first
 * read; later they are given again when the stream has a key, by which the repetition is dropped.
 */
final class TableRead {

    private static final int ROWS_PER_CHECKPOINT = 10_000;

    private final Connection connection;
    private final SourceTable table;
    private final ReadRequest request;
    private final SourceLog log;
    private final BooleanSupplier cancelled;
    private final @Nullable Connection twin;
    private final RangeSettings ranges;
    private final RowCopy copy;
    private final @Nullable SourceColumn cursor;

    /** The column that tells how far the read is; null when only its end does. */
    private final @Nullable SourceColumn progress;

    /** @param twin shows the same moment as the connection, for a large table; null where there is none */
    TableRead(
            Connection connection,
            @Nullable Connection twin,
            SourceTable table,
            ReadRequest request,
            RangeSettings ranges,
            SourceLog log,
            BooleanSupplier cancelled) {
        this.connection = connection;
        this.twin = twin;
        this.ranges = ranges;
        this.table = table;
        this.request = request;
        this.log = log;
        this.cancelled = cancelled;
        this.copy = new RowCopy(table, request.columns());
        this.cursor = request.cursorField() == null ? null : RowCopy.column(table, request.cursorField());
        this.progress = cursor == null ? table.numericKey().orElse(null) : cursor;
    }

    /** @param from where to go on */
    void read(MysqlState from, StreamOutput output) throws SQLException {
        MysqlState state = from;
        if (cursor == null && state.complete()) {
            return;
        }
        if (cursor != null && state.cursor() == null && request.since() != null) {
            state = MysqlState.atCursor(request.since());
        }
        warnOfRowsWithoutCursor(state);
        MysqlState end;
        if (cursor == null && twin != null) {
            readRanges(twin, state, output);
            end = MysqlState.whole();
        } else {
            String last = readInOrder(state, output);
            end = cursor == null ? MysqlState.whole() : MysqlState.atCursor(last == null ? state.cursor() : last);
        }
        output.checkpoint(end.withPosition(state.position()).toJson());
    }

    private void readRanges(Connection second, MysqlState state, StreamOutput output) throws SQLException {
        SourceColumn key = RangedTable.rangeKey(table).orElseThrow();
        new RangedTable(connection, second, table, key, copy, ranges, cancelled)
                .read(
                        state.key(),
                        last -> output.checkpoint(MysqlState.atKey(Long.toString(last))
                                .withPosition(state.position())
                                .toJson()),
                        output);
    }

    /** Gives the progress of the last row. */
    private @Nullable String readInOrder(MysqlState state, StreamOutput output) throws SQLException {
        Statement statement = connection.createStatement();
        // Rows are read off the socket one by one; without it the driver would keep all of them.
        statement.setFetchSize(1);
        String last = copyRows(statement.executeQuery(query(state)), state.position(), output);
        // Not after a failure: to close a result the driver reads the rest of it. The session hangs up then.
        statement.close();
        return last;
    }

    /** Gives the progress of the last row. */
    private @Nullable String copyRows(ResultSet rows, @Nullable String position, StreamOutput output)
            throws SQLException {
        RowEncoder row = output.rows();
        int progressPosition = copy.width() + 1;
        String last = null;
        for (int count = 1; rows.next(); count++) {
            if (cancelled.getAsBoolean()) {
                throw new ReadStoppedException();
            }
            copy.write(rows, row);
            row.endRow();
            if (progress != null) {
                boolean marks = count % ROWS_PER_CHECKPOINT == 0;
                if (marks || cursor != null) {
                    last = rows.getString(progressPosition);
                }
                if (marks && last != null) {
                    output.checkpoint((cursor == null ? MysqlState.atKey(last) : MysqlState.atCursor(last))
                            .withPosition(position)
                            .toJson());
                }
            }
        }
        return last;
    }

    private String query(MysqlState state) {
        StringBuilder sql = new StringBuilder("select ").append(copy.selected());
        if (progress != null) {
            sql.append(", ").append(progress.cursorExpression());
        }
        sql.append(" from ").append(SourceColumn.quote(table.name()));
        if (cursor != null) {
            String name = SourceColumn.quote(cursor.name());
            if (state.cursor() != null) {
                sql.append(" where ").append(since(cursor, state.cursor(), request.lookback()));
                if (!request.primaryKey().isEmpty()) {
                    sql.append(" or ").append(name).append(" is null");
                }
            }
            // Those without a value come first: null is the least.
            sql.append(" order by ").append(name);
        } else if (progress != null) {
            String name = SourceColumn.quote(progress.name());
            if (state.key() != null) {
                sql.append(" where ").append(name).append(" > ").append(progress.literal(state.key()));
            }
            sql.append(" order by ").append(name);
        }
        return sql.toString();
    }

    private static String since(SourceColumn cursor, String value, Duration lookback) {
        String from = cursor.literal(value);
        boolean looksBack = cursor.isTime() && !lookback.isZero();
        return SourceColumn.quote(cursor.name()) + " >= "
                + (looksBack
                        ? "cast(" + from + " as datetime(6)) - interval " + lookback.toSeconds() + " second"
                        : from);
    }

    private void warnOfRowsWithoutCursor(MysqlState state) throws SQLException {
        if (cursor == null
                || !cursor.nullable()
                || state.cursor() == null
                || !request.primaryKey().isEmpty()) {
            return;
        }
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select count(*) from " + SourceColumn.quote(table.name())
                        + " where " + SourceColumn.quote(cursor.name()) + " is null")) {
            if (row.next() && row.getLong(1) > 0) {
                log.warn(row.getLong(1) + " rows of \"" + table.name() + "\" have no " + cursor.name()
                        + "; those that came after the first sync are read by a full refresh only.");
            }
        }
    }
}
