package dev.millrace.syncworker.warehouse;

import dev.millrace.connector.spi.StreamMessage;
import dev.millrace.work.WarehouseAccess;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Writes some of a load's batches on a connection of its own: a process of the server takes rows on one core, and there are
 * others. Its rows are of a transaction of its own, whose number goes into the checkpoint that covers them: they count when that
 * transaction is committed, which it is right behind the checkpoint's.
 *
 * <p>Used by the load's thread; a thread inside writes.
 */
final class SecondWriter {

    /** Opens one more connection to the warehouse of a load. */
    @FunctionalInterface
    interface Opener {

        /**
         * Connects.
         *
         * @param columns of the batches, quoted, in the order of their values
         */
        SecondWriter open(TableName table, String columns) throws SQLException;
    }

    /** Beside the batch that is written. More would hold buffers that the reader needs. */
    private static final int WAITING = 1;

    /** Stands behind the batches of a chunk, and takes how many rows the server has of them. */
    private record EndOfChunk(CompletableFuture<Long> rows) {}

    /** Stands behind the last chunk. */
    private record Flush() {}

    private final WarehouseConnections connections;
    private final WarehouseAccess access;
    private final WarehouseConnections.Opened opened;
    private final TableName table;
    private final String columns;
    private final BlockingQueue<Object> queue = new ArrayBlockingQueue<>(WAITING);
    private final Thread thread;
    private volatile boolean broken;
    private volatile boolean closed;
    private boolean hasRows;

    private SecondWriter(
            WarehouseConnections connections,
            WarehouseAccess access,
            WarehouseConnections.Opened opened,
            TableName table,
            String columns) {
        this.connections = connections;
        this.access = access;
        this.opened = opened;
        this.table = table;
        this.columns = columns;
        this.thread = Thread.ofVirtual().name("write-" + table).start(this::write);
    }

    /** @param columns of the batches, quoted, in the order of their values */
    static SecondWriter open(WarehouseConnections connections, WarehouseAccess access, TableName table, String columns)
            throws SQLException {
        return new SecondWriter(connections, access, connections.borrow(access), table, columns);
    }

    /** Takes a batch, unless it has enough to do. */
    boolean offer(StreamMessage.RowBatch batch) {
        boolean taken = !broken && queue.offer(batch);
        hasRows |= taken;
        return taken;
    }

    /** Whether the chunk has rows that went this way. */
    boolean hasRows() {
        return hasRows;
    }

    private void write() {
        @Nullable CopyStream copy = null;
        SQLException failure = null;
        try {
            while (true) {
                Object next = queue.take();
                if (next instanceof EndOfChunk end) {
                    if (failure != null) {
                        end.rows().completeExceptionally(failure);
                        return;
                    }
                    try {
                        end.rows().complete(copy == null ? 0L : copy.end());
                        copy = null;
                    } catch (SQLException e) {
                        end.rows().completeExceptionally(e);
                        return;
                    }
                } else if (next instanceof Flush) {
                    try {
                        waitForDisk();
                    } catch (SQLException e) {
                        // The load's own last commit waits for the disk too.
                        broken = true;
                    }
                } else if (next instanceof StreamMessage.RowBatch batch) {
                    try {
                        if (failure == null) {
                            copy = copy == null ? CopyStream.open(opened.connection(), table, columns) : copy;
                            copy.write(batch);
                        }
                    } catch (SQLException e) {
                        // Told at the end of the chunk; what comes until then is given back.
                        failure = e;
                        broken = true;
                    } finally {
                        batch.release();
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends the copy, and gives how many rows the server took since the last commit. */
    long end() throws SQLException {
        EndOfChunk end = new EndOfChunk(new CompletableFuture<>());
        put(end);
        try {
            return end.rows().get();
        } catch (InterruptedException e) {
            throw interrupted(e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof SQLException cause ? cause : new SQLException(e.getCause());
        }
    }

    private void put(Object message) throws SQLException {
        try {
            queue.put(message);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static SQLException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new SQLException("stopped while a second connection wrote", "57014", e);
    }

    /** The number of the transaction that has the rows. */
    String transaction() throws SQLException {
        try (Statement statement = opened.connection().createStatement();
                ResultSet row = statement.executeQuery("select pg_current_xact_id()::text")) {
            row.next();
            return row.getString(1);
        }
    }

    void commit() throws SQLException {
        opened.connection().commit();
        hasRows = false;
    }

    /** Begins to wait for the disk to have what was committed: its caller has other things to do meanwhile. */
    void flush() throws SQLException {
        put(new Flush());
    }

    /** What is on disk when a transaction commits with this setting is all that was written ahead of it, whoever wrote it. */
    private void waitForDisk() throws SQLException {
        PostgresWarehouse.commitDurably(opened.connection());
        transaction();
        opened.connection().commit();
    }

    /** Lets another run have the connection, once nothing is left to do on it. */
    void close() throws SQLException {
        if (!broken) {
            end();
        }
        closed = true;
        stop();
        if (broken) {
            connections.discard(access, opened);
        } else {
            connections.giveBack(access, opened);
        }
    }

    /** Drops what is not committed. */
    void abort() {
        cut();
        stop();
        connections.discard(access, opened);
    }

    /** Ends the connection, for it may be in the middle of a copy, which nothing else ends. By any thread; once it was closed it does nothing. */
    void cut() {
        if (closed) {
            return;
        }
        Connection connection = opened.connection();
        try {
            connection.abort(Runnable::run);
        } catch (SQLException ignored) {
            // It is closed, then.
        }
    }

    private void stop() {
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        for (Object left = queue.poll(); left != null; left = queue.poll()) {
            if (left instanceof StreamMessage.RowBatch batch) {
                batch.release();
            }
        }
    }
}
