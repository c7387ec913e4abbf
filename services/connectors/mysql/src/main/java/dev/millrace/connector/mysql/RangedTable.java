package dev.millrace.connector.mysql;

import dev.millrace.connector.spi.ReadStoppedException;
import dev.millrace.connector.spi.RowEncoder;
import dev.millrace.connector.spi.StreamOutput;
import dev.millrace.connector.spi.database.KeyRange;
import dev.millrace.connector.spi.database.NumericKey;
import dev.millrace.connector.spi.database.RangeSettings;
import dev.millrace.connector.spi.database.RangedRead;
import dev.millrace.connector.spi.database.TableSize;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** All rows of a large table whose key is one whole number, by ranges of it, over two connections where that is faster. */
final class RangedTable {

    private static final String SIZE = """
            select coalesce(table_rows, -1), coalesce(data_length, 0) from information_schema.tables
            where table_schema = database() and table_name = ?
            """;

    /** Reads over one connection. */
    private final class Reader implements RangedRead.Reader {

        private final Connection connection;

        Reader(Connection connection) {
            this.connection = connection;
        }

        @Override
        public long read(KeyRange range, StreamOutput output) throws SQLException {
            Statement statement = connection.createStatement();
            // Rows are read off the socket one by one.
            statement.setFetchSize(1);
            ResultSet rows = statement.executeQuery(
                    "select " + copy.selected() + " from " + key.table() + " where " + key.within(range));
            RowEncoder row = output.rows();
            long count = 0;
            while (rows.next()) {
                if (cancelled.getAsBoolean()) {
                    throw new ReadStoppedException();
                }
                copy.write(rows, row);
                row.endRow();
                count++;
            }
            // Not after a failure: to close a result the driver reads the rest of it. The session hangs up then.
            statement.close();
            return count;
        }

        @Override
        public OptionalLong keyBehind(long last) throws SQLException {
            return key.behind(connection, last);
        }

        @Override
        public void cancel() {
            try {
                connection.abort(Runnable::run);
            } catch (SQLException ignored) {
                // It is read only: nothing is lost with it.
            }
        }

        /** The session keeps its connections for other tables. */
        @Override
        public void close() {}
    }

    private final Connection connection;
    private final Connection twin;
    private final SourceTable table;
    private final NumericKey key;
    private final RowCopy copy;
    private final RangeSettings settings;
    private final BooleanSupplier cancelled;

    /**
     * @param twin shows the same moment as the connection
     * @param key the primary key
     */
    RangedTable(
            Connection connection,
            Connection twin,
            SourceTable table,
            SourceColumn key,
            RowCopy copy,
            RangeSettings settings,
            BooleanSupplier cancelled) {
        this.connection = connection;
        this.twin = twin;
        this.table = table;
        this.key = new NumericKey(SourceColumn.quote(table.name()), SourceColumn.quote(key.name()));
        this.copy = copy;
        this.settings = settings;
        this.cancelled = cancelled;
    }

    /** Whether two connections are worth it, as far as the server knows without reading the table. */
    static boolean isLarge(Connection connection, SourceTable table, RangeSettings settings) throws SQLException {
        return rangeKey(table).isPresent() && size(connection, table).bytes() >= settings.leastBytes();
    }

    /** The primary key, if it is one whole number of 64 bits with a sign. */
    static Optional<SourceColumn> rangeKey(SourceTable table) {
        return table.numericKey().filter(column -> column.form() == ValueForm.WHOLE);
    }

    /**
     * Writes all rows behind a key.
     *
     * @param lastKey null to begin at the beginning
     * @param passed is told a key when all rows up to it are written, to make a checkpoint
     */
    void read(@Nullable String lastKey, LongConsumer passed, StreamOutput output) throws SQLException {
        Optional<KeyRange> all = key.all(connection);
        if (all.isEmpty()) {
            return;
        }
        KeyRange keys = lastKey == null ? all.get() : all.get().behind(Long.parseLong(lastKey));
        // A third one would need a snapshot of the same moment too.
        int[] given = {0};
        new RangedRead(settings, () -> given[0]++ == 0 ? Optional.of(new Reader(twin)) : Optional.empty())
                .read(keys, size(connection, table), new Reader(connection), output, passed);
    }

    private static TableSize size(Connection connection, SourceTable table) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(SIZE)) {
            statement.setString(1, table.name());
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? new TableSize(row.getLong(1), row.getLong(2)) : new TableSize(0, 0);
            }
        }
    }
}
