package dev.millrace.connector.postgres;

import dev.millrace.connector.spi.StreamOutput;
import dev.millrace.connector.spi.database.KeyRange;
import dev.millrace.connector.spi.database.NumericKey;
import dev.millrace.connector.spi.database.RangedRead;
import dev.millrace.connector.spi.database.TableSize;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/**
 * All rows of a table whose key is one whole number, by ranges of it: the read goes on behind the last range, and several connections
 * read ranges at the same time where that is faster.
 */
final class RangedTable {

    private static final String SIZE = """
            with recursive parts(oid) as (
                select ?::regclass::oid
                union all
                select inhrelid from pg_inherits join parts on inhparent = parts.oid)
            select coalesce(sum(pg_table_size(oid)), 0)::int8,
                case when min(reltuples) filter (where relkind <> 'p') < 0 then -1
                    else coalesce(sum(reltuples) filter (where relkind <> 'p'), 0) end::int8
            from pg_class join parts using (oid)
            where relkind in ('r', 'm', 'p')
            """;

    /** Reads over one connection. */
    private final class Reader implements RangedRead.Reader {

        private final Connection connection;
        private final @Nullable Progress progress;

        Reader(Connection connection, @Nullable Progress progress) {
            this.connection = connection;
            this.progress = progress;
        }

        @Override
        public long read(KeyRange range, StreamOutput output) throws SQLException {
            Progress watching = progress;
            return copy.copy(
                    connection,
                    largeRows,
                    " where " + key.within(range),
                    output,
                    watching == null ? (tuple, offset) -> {} : watching::pass);
        }

        @Override
        public OptionalLong keyBehind(long last) throws SQLException {
            return key.behind(connection, last);
        }

        @Override
        public void cancel() {
            try {
                connection.unwrap(PGConnection.class).cancelQuery();
            } catch (SQLException e) {
                close();
            }
        }

        @Override
        public void close() {
            try {
                connection.close();
            } catch (SQLException ignored) {
                // It is read only: nothing is lost with it.
            }
        }
    }

    private final Snapshot snapshot;
    private final SourceTable table;
    private final NumericKey key;
    private final TableCopy copy;
    private final LargeRows largeRows;
    private final TableSize size;

    /**
     * Looks at the size of a table.
     *
     * @param key its primary key
     * @param copy of what is to be read
     */
    RangedTable(Snapshot snapshot, SourceTable table, SourceColumn key, TableCopy copy) throws SQLException {
        this.snapshot = snapshot;
        this.table = table;
        this.key = new NumericKey(table.quoted(), SourceColumn.quote(key.name()));
        this.copy = copy;
        this.largeRows = copy.largeRows(snapshot.connection());
        this.size = size();
    }

    /** Whether it is worth it. */
    boolean isLarge() {
        return size.bytes() >= snapshot.ranges().leastBytes();
    }

    /**
     * Writes all rows behind a key, and a checkpoint behind each few ranges.
     *
     * @param lastKey null to begin at the beginning
     * @param progress watches the rows; null when nobody wants to know
     * @param stateAt the state when everything up to a key was read
     */
    void read(
            @Nullable String lastKey,
            @Nullable Progress progress,
            LongFunction<PostgresState> stateAt,
            StreamOutput output)
            throws SQLException {
        Optional<KeyRange> all = key.all(snapshot.connection());
        if (all.isEmpty()) {
            return;
        }
        KeyRange keys = lastKey == null ? all.get() : all.get().behind(Long.parseLong(lastKey));
        List<Progress> others = new ArrayList<>();
        new RangedRead(snapshot.ranges(), () -> another(progress, others))
                .read(keys, size, new Reader(snapshot.connection(), progress), output, passed -> {
                    if (progress != null) {
                        others.forEach(progress::join);
                    }
                    output.checkpoint(stateAt.apply(passed).toJson());
                });
    }

    private Optional<RangedRead.Reader> another(@Nullable Progress progress, List<Progress> others)
            throws SQLException {
        // Where rows may be as large as the worker's memory is meant for, one at a time is enough.
        if (largeRows.mayBe()) {
            return Optional.empty();
        }
        Progress own = progress == null ? null : progress.another();
        if (own != null) {
            others.add(own);
        }
        return snapshot.another().map(connection -> new Reader(connection, own));
    }

    private TableSize size() throws SQLException {
        try (PreparedStatement statement = snapshot.connection().prepareStatement(SIZE)) {
            statement.setString(1, table.quoted());
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return new TableSize(row.getLong(2), row.getLong(1));
            }
        }
    }
}
