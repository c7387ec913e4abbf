package dev.millrace.connector.postgres;

import dev.millrace.connector.spi.ReadRequest;
import dev.millrace.connector.spi.SourceLog;
import dev.millrace.connector.spi.StateLostException;
import dev.millrace.connector.spi.StreamOutput;
import dev.millrace.connector.spi.database.RangeSettings;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.replication.LogSequenceNumber;

/**
 * Tables that are read whole once, and from the log from then on. The snapshot of the first read is of an exact position of the
 * log, which a temporary slot gives: every change is in one or the other, and none in both. An attempt that goes on reads what is left of a
 * large table in a later snapshot, and the log from where the first one began: it tells last what is true.
 */
final class FollowedTables implements AutoCloseable {

    private final PostgresConnections connections;
    private final PostgresConfiguration configuration;
    private final List<SourceTable> tables;
    private final RangeSettings ranges;
    private final SourceLog log;
    private final BooleanSupplier cancelled;
    private final Connection statements;
    private ReplicationSlot.@Nullable State slotAtFirst;
    private volatile @Nullable Connection snapshot;
    private @Nullable LogSequenceNumber snapshotPosition;

    FollowedTables(
            PostgresConnections connections,
            PostgresConfiguration configuration,
            List<SourceTable> tables,
            RangeSettings ranges,
            SourceLog log,
            BooleanSupplier cancelled) {
        this.connections = connections;
        this.configuration = configuration;
        this.tables = List.copyOf(tables);
        this.ranges = ranges;
        this.log = log;
        this.cancelled = cancelled;
        this.statements = connections.openForStatements();
    }

    void read(SourceTable table, ReadRequest request, StreamOutput output) throws SQLException {
        Publication publication = new Publication(statements, configuration.publication());
        // Before the slot: the log is read with what was known when it was written.
        publication.ensure(tables.stream().filter(SourceTable::isFollowed).toList(), log);
        publication.requireTable(table, log);
        if (slotAtFirst == null) {
            slotAtFirst = new ReplicationSlot(statements, configuration.slot()).ensure(log);
        }
        PostgresState state = PostgresState.parse(request.state());
        LogSequenceNumber position;
        if (request.state() == null) {
            position = readWhole(table, request, state, null, output);
        } else {
            position = position(table, state);
            if (!state.lastKey().isEmpty()) {
                position = readWhole(table, request, state, position, output);
            }
        }
        new ChangeLog(connections, configuration, statements, table, request, log, cancelled).follow(position, output);
    }

    private LogSequenceNumber position(SourceTable table, PostgresState state) {
        if (state.position() == null) {
            throw new StateLostException("\"" + table.streamName()
                    + "\" was read by queries so far. It is loaded anew, and from the log from then on.");
        }
        LogSequenceNumber position = LogSequenceNumber.valueOf(state.position());
        if (position.asLong() < Objects.requireNonNull(slotAtFirst).confirmed().asLong()) {
            throw new StateLostException("The replication slot \"" + configuration.slot()
                    + "\" does not have all changes of \"" + table.streamName()
                    + "\" since the last sync: it was dropped, or something else reads it. The table is loaded anew"
                    + " beside the old one.");
        }
        return position;
    }

    /**
     * Reads the table's rows, or those that another attempt has left.
     *
     * @param began where in the log the other attempt began: what changed since is read from there, after rows that may show it
     *     already
     * @return the position in the log to go on from
     */
    private LogSequenceNumber readWhole(
            SourceTable table,
            ReadRequest request,
            PostgresState state,
            @Nullable LogSequenceNumber began,
            StreamOutput output)
            throws SQLException {
        Connection present = snapshot;
        if (present == null) {
            present = connections.openForSnapshots();
            snapshot = present;
            snapshotPosition = beginSnapshot(present);
        }
        LogSequenceNumber position = began == null ? Objects.requireNonNull(snapshotPosition) : began;
        Snapshot reads = new Snapshot(present, connections, ranges, log, cancelled);
        new TableRead(reads, table, request).readWhole(state, position.asString(), output);
        output.checkpoint(PostgresState.atPosition(position.asString()).toJson());
        return position;
    }

    /** Gives the position in the log that the snapshot is of. */
    private LogSequenceNumber beginSnapshot(Connection reading) throws SQLException {
        // It may not be the name of a slot that is there; that of a killed worker goes with its connection.
        String name = "millrace_" + Long.toString(System.nanoTime(), Character.MAX_RADIX) + "_"
                + ProcessHandle.current().pid();
        try (Connection replication = connections.openForReplication();
                Statement statement = replication.createStatement();
                ResultSet made = statement.executeQuery(
                        "CREATE_REPLICATION_SLOT " + name + " TEMPORARY LOGICAL pgoutput EXPORT_SNAPSHOT")) {
            made.next();
            LogSequenceNumber position = LogSequenceNumber.valueOf(made.getString("consistent_point"));
            try (Statement first = reading.createStatement()) {
                first.execute("set transaction snapshot '" + made.getString("snapshot_name") + "'");
            }
            return position;
        }
    }

    /** Lets the log go up to where all streams of a run are. */
    void confirm(Map<String, String> states) throws SQLException {
        LogSequenceNumber least = states.values().stream()
                .map(PostgresState::parse)
                .map(PostgresState::position)
                .filter(Objects::nonNull)
                .map(LogSequenceNumber::valueOf)
                .min(Comparator.comparingLong(LogSequenceNumber::asLong))
                .orElse(null);
        if (least != null) {
            new ReplicationSlot(statements, configuration.slot()).confirm(least);
        }
    }

    /** Ends the reading of a table in another thread; that of the log ends by itself. */
    void cancel() throws SQLException {
        Connection reading = snapshot;
        if (reading != null) {
            reading.unwrap(PGConnection.class).cancelQuery();
        }
    }

    @Override
    public void close() {
        for (Connection open : new Connection[] {snapshot, statements}) {
            try {
                if (open != null) {
                    open.close();
                }
            } catch (SQLException ignored) {
                // Nothing was written.
            }
        }
    }
}
