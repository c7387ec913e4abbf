package dev.millrace.connector.postgres;

import dev.millrace.connector.spi.Field;
import dev.millrace.connector.spi.ReadRequest;
import dev.millrace.connector.spi.ReadStoppedException;
import dev.millrace.connector.spi.SourceLog;
import dev.millrace.connector.spi.StateLostException;
import dev.millrace.connector.spi.StreamOutput;
import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.replication.LogSequenceNumber;
import org.postgresql.replication.PGReplicationStream;

/**
 * Reads the changes of one table from a position of the log to where the log ends when the reading begins. Every change is of a
 * transaction that was committed, in the order of the commits.
 */
final class ChangeLog {

    private static final String SLOT_IN_USE = "55006";
    private static final Duration SLOT_PATIENCE = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(5);

    /** The server tells how far it is when it is asked, and sends nothing where nothing changed. */
    private static final Duration SILENCE_BEFORE_ASKING = Duration.ofMillis(500);

    /** Changes of other tables alone are progress, too. */
    private static final Duration MOST_BETWEEN_CHECKPOINTS = Duration.ofSeconds(10);

    private final PostgresConnections connections;
    private final PostgresConfiguration configuration;
    private final Connection statements;
    private final SourceTable table;
    private final SourceLog log;
    private final BooleanSupplier cancelled;
    private final ChangeBatch batch;

    private boolean inTransaction;
    private long committed;
    private LogMessage.@Nullable Relation relation;
    private long checkpointNanos = System.nanoTime();

    ChangeLog(
            PostgresConnections connections,
            PostgresConfiguration configuration,
            Connection statements,
            SourceTable table,
            ReadRequest request,
            SourceLog log,
            BooleanSupplier cancelled) {
        this.connections = connections;
        this.configuration = configuration;
        this.statements = statements;
        this.table = table;
        this.log = log;
        this.cancelled = cancelled;
        List<SourceColumn> columns =
                request.columns().stream().map(this::column).toList();
        this.batch = new ChangeBatch(statements, table, columns, request.columns());
    }

    private SourceColumn column(Field field) {
        return table.column(field.name())
                .orElseThrow(() -> new MillraceException(
                        ErrorCode.SOURCE_UNREADABLE,
                        "\"" + table.streamName() + "\" no longer has the column \"" + field.name()
                                + "\". Discover the source again."));
    }

    /** Reads on from a position, and ends with a checkpoint. */
    void follow(LogSequenceNumber position, StreamOutput output) throws SQLException {
        long end = currentEnd();
        committed = position.asLong();
        try (Connection replication = connections.openForReplication()) {
            PGReplicationStream stream = start(replication, position);
            long heardNanos = System.nanoTime();
            while (inTransaction || reached(stream) < end) {
                if (cancelled.getAsBoolean()) {
                    throw new ReadStoppedException();
                }
                ByteBuffer message = stream.readPending();
                if (message != null) {
                    heardNanos = System.nanoTime();
                    take(LogMessage.read(message), output);
                } else if (inTransaction || reached(stream) < end) {
                    if (System.nanoTime() - heardNanos > SILENCE_BEFORE_ASKING.toNanos()) {
                        stream.forceUpdateStatus();
                        heardNanos = System.nanoTime();
                    }
                    pause();
                }
                if (!inTransaction && System.nanoTime() - checkpointNanos > MOST_BETWEEN_CHECKPOINTS.toNanos()) {
                    checkpoint(reached(stream), output);
                }
            }
            checkpoint(Math.max(end, committed), output);
            // Not after a failure: it would wait for all that the server still has to send.
            stream.close();
        }
    }

    /** Everything before it that was committed has come. */
    private long reached(PGReplicationStream stream) {
        return Math.max(committed, stream.getLastReceiveLSN().asLong());
    }

    /** What was committed before is in the log up to here. */
    private long currentEnd() throws SQLException {
        try (Statement statement = statements.createStatement();
                ResultSet row = statement.executeQuery("select pg_current_wal_flush_lsn()")) {
            row.next();
            return LogSequenceNumber.valueOf(row.getString(1)).asLong();
        }
    }

    /** A worker that was killed may still seem to read, until the server notices that nobody listens. */
    private PGReplicationStream start(Connection replication, LogSequenceNumber position) throws SQLException {
        long began = System.nanoTime();
        while (true) {
            try {
                return replication
                        .unwrap(PGConnection.class)
                        .getReplicationAPI()
                        .replicationStream()
                        .logical()
                        .withSlotName(configuration.slot())
                        .withStartPosition(position)
                        .withSlotOption("proto_version", 1)
                        .withSlotOption("publication_names", SourceColumn.quote(configuration.publication()))
                        .withStatusInterval(10, TimeUnit.SECONDS)
                        .start();
            } catch (SQLException e) {
                if (!SLOT_IN_USE.equals(e.getSQLState()) || cancelled.getAsBoolean()) {
                    throw e;
                }
                if (System.nanoTime() - began > SLOT_PATIENCE.toNanos()) {
                    throw new MillraceException(
                            ErrorCode.SOURCE_INTERRUPTED,
                            "The replication slot \"" + configuration.slot()
                                    + "\" is in use. If another source reads it," + " give this one a slot of its own.",
                            e);
                }
                pause();
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ReadStoppedException();
        }
    }

    private void take(LogMessage message, StreamOutput output) throws SQLException {
        switch (message) {
            case LogMessage.Begin begin -> inTransaction = true;
            case LogMessage.Commit commit -> {
                inTransaction = false;
                committed = commit.end();
                if (batch.isFull()) {
                    checkpoint(committed, output);
                }
            }
            case LogMessage.Relation told -> {
                if (told.schema().equals(table.schema()) && told.name().equals(table.name())) {
                    write(output);
                    relation = told;
                }
            }
            case LogMessage.Change change -> {
                LogMessage.Relation present = relation;
                if (present != null && present.id() == change.relation()) {
                    batch.add(change, present);
                    if (batch.isFull()) {
                        write(output);
                    }
                }
            }
            case LogMessage.Truncate truncate -> {
                LogMessage.Relation present = relation;
                if (present != null && truncate.relations().contains(present.id())) {
                    throw new StateLostException("\"" + table.streamName()
                            + "\" was emptied by a truncate. It is loaded anew beside the old table.");
                }
            }
            case LogMessage.Other other -> {}
        }
    }

    private void write(StreamOutput output) throws SQLException {
        if (batch.isEmpty()) {
            return;
        }
        try {
            batch.write(output.rows());
        } catch (SQLException e) {
            // Class 22: values that are none of their type (appendix A of PostgreSQL's documentation).
            if (e.getSQLState() != null && e.getSQLState().startsWith("22")) {
                log.warn("The log has values of \"" + table.streamName()
                        + "\" that are of another type than its columns" + " have now.");
                throw new StateLostException("The types of \"" + table.streamName()
                        + "\" have changed. It is loaded anew beside the old table.");
            }
            throw e;
        }
    }

    private void checkpoint(long position, StreamOutput output) throws SQLException {
        write(output);
        committed = Math.max(committed, position);
        checkpointNanos = System.nanoTime();
        output.checkpoint(
                PostgresState.atPosition(LogSequenceNumber.valueOf(committed).asString())
                        .toJson());
    }
}
