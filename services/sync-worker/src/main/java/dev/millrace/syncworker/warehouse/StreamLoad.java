package dev.millrace.syncworker.warehouse;

import dev.millrace.connector.spi.Field;
import dev.millrace.connector.spi.StreamMessage;
import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The load of one stream. Takes messages in order; commits a chunk of rows together with the checkpoint behind it; at the
 * end compares the rows in the table with those that were read, and only then lets a new generation take the live
 * table's place. Used by one thread. After an exception only {@link #abort} may be called.
 */
public final class StreamLoad {

    private final Connection connection;
    private final LoadRequest request;
    private final ChunkLimits limits;
    private final CheckpointTable checkpoints;
    private final TableSchema tables;
    private final LoadPlan plan;
    private final Chunks chunks;
    private final ListTables lists;
    private final Generations generations;
    private final SecondWriter.Opener opener;
    private final Runnable tableLeftBehind;

    private LoadTotals committed;
    private LoadTotals chunk = LoadTotals.NONE;
    private @Nullable CopyStream copy;
    private @Nullable SecondWriter second;
    private boolean mayHaveSecond;
    private long bytes;
    private long chunkBytes;
    private boolean chunkDeleted;
    private boolean atCheckpoint = true;
    private long chunkBegan = System.nanoTime();
    private @Nullable String state;

    private StreamLoad(
            Connection connection,
            SecondWriter.Opener opener,
            Runnable tableLeftBehind,
            LoadRequest request,
            ChunkLimits limits,
            LoadPlan plan,
            Chunks chunks) {
        this.opener = opener;
        this.tableLeftBehind = tableLeftBehind;
        this.mayHaveSecond = plan.building() && chunks.mayBeWrittenByTwo();
        this.connection = connection;
        this.request = request;
        this.limits = limits;
        this.checkpoints = new CheckpointTable(connection);
        this.tables = new TableSchema(connection);
        this.plan = plan;
        this.chunks = chunks;
        this.generations = new Generations(connection);
        this.lists = new ListTables(connection, generations, request, plan.columns());
        this.committed = plan.totals();
        this.state = plan.state();
    }

    /** @param tableLeftBehind is called when a table was replaced that somebody has to drop */
    static StreamLoad begin(
            Connection connection,
            SecondWriter.Opener opener,
            Runnable tableLeftBehind,
            LoadRequest request,
            ChunkLimits limits,
            Beginning beginning)
            throws SQLException {
        LoadPlan plan = LoadPlan.make(connection, request, beginning);
        Chunks chunks = Chunks.of(connection, request, plan);
        StreamLoad load = new StreamLoad(connection, opener, tableLeftBehind, request, limits, plan, chunks);
        load.checkpoints.save(request, load.checkpoint(plan.complete(), plan.building(), plan.totals()), null);
        connection.commit();
        return load;
    }

    /** Whether an earlier attempt of this run has finished the stream already. */
    public boolean alreadyComplete() {
        return plan.complete();
    }

    /** The fields that the source is to write, with the types of their columns. */
    public List<Field> columns() {
        return plan.columns().stream().map(Column::asField).toList();
    }

    /** Where the source begins when there is no state; null for the beginning. */
    public @Nullable String since() {
        return plan.since();
    }

    /** How far before its state, or before {@link #since}, the source begins. */
    public Duration lookback() {
        return plan.lookback();
    }

    /** Whether the source's rows have to say which of them were deleted. */
    public boolean marksDeletedRows() {
        return request.configured().syncMode().needsKey();
    }

    /** Where the source goes on; null to begin at the beginning. */
    public @Nullable String state() {
        return plan.state();
    }

    /** What is committed of the source's state, once the load has ended. */
    public @Nullable String committedState() {
        return state;
    }

    /** What this run has read and loaded of the stream, and committed. */
    public LoadTotals committed() {
        return committed;
    }

    /** What it has read, committed or not. */
    public LoadTotals read() {
        return committed.plus(chunk);
    }

    /** Takes the next message. A batch is released. */
    public void accept(StreamMessage message) {
        atCheckpoint = message instanceof StreamMessage.Checkpoint;
        try {
            switch (message) {
                case StreamMessage.RowBatch batch -> write(batch);
                case StreamMessage.RowsSetAside aside ->
                    chunk = chunk.plus(new LoadTotals(aside.rows(), 0, 0, aside.rows(), 0));
                case StreamMessage.Checkpoint checkpoint -> {
                    state = checkpoint.state();
                    if (isChunkFull()) {
                        commit(state);
                    }
                }
            }
        } catch (SQLException e) {
            throw WarehouseErrors.translate("load rows into " + request.table(), e);
        }
    }

    private void write(StreamMessage.RowBatch batch) throws SQLException {
        boolean handedOver = false;
        try {
            bytes += batch.length();
            chunkBytes += batch.length();
            chunkDeleted |= batch.deletedRows() > 0;
            chunk = chunk.plus(new LoadTotals(batch.rows(), 0, 0, 0, batch.valuesSetAside()));
            SecondWriter other = second();
            handedOver = other != null && other.offer(batch);
            if (!handedOver) {
                CopyStream open = copy;
                if (open == null) {
                    open = chunks.open();
                    copy = open;
                }
                open.write(batch);
            }
        } finally {
            if (!handedOver) {
                batch.release();
            }
        }
    }

    /** Somebody who takes a part of the batches, once there are many. */
    private @Nullable SecondWriter second() {
        if (second == null && mayHaveSecond && bytes > limits.bytesBeforeSecond()) {
            try {
                second = chunks.openSecond(opener);
            } catch (SQLException | MillraceException e) {
                // The server has no connection left: one does it, too.
                mayHaveSecond = false;
            }
        }
        return second;
    }

    private boolean isChunkFull() {
        return chunk.rowsRead() >= limits.rows()
                || chunkBytes >= limits.bytes()
                || System.nanoTime() - chunkBegan >= limits.time().toNanos();
    }

    /** Commits what is whole: call it right after a checkpoint was taken, to stop there. */
    public void commitCheckpoint() {
        try {
            commit(state);
        } catch (SQLException e) {
            throw WarehouseErrors.translate("load rows into " + request.table(), e);
        }
    }

    /** Commits what was taken, if a checkpoint is right behind it; else false. The connection may be closed then. */
    public boolean commitIfAtCheckpoint() {
        if (atCheckpoint) {
            commitCheckpoint();
            try {
                closeSecond();
            } catch (SQLException e) {
                throw WarehouseErrors.translate("load rows into " + request.table(), e);
            }
        }
        return atCheckpoint;
    }

    private void commit(@Nullable String newState) throws SQLException {
        settleChunk();
        LoadTotals totals = committed.plus(chunk);
        commitBoth(checkpoint(false, plan.building(), totals));
        committed = totals;
        state = newState;
        chunk = LoadTotals.NONE;
        chunkBytes = 0;
        chunkDeleted = false;
        chunkBegan = System.nanoTime();
    }

    private void commitBoth(Checkpoint checkpoint) throws SQLException {
        SecondWriter other = secondWithRows();
        checkpoints.save(request, checkpoint, other == null ? null : other.transaction());
        connection.commit();
        if (other != null) {
            other.commit();
        }
    }

    /** The second, if rows of the chunk went that way. */
    private @Nullable SecondWriter secondWithRows() {
        SecondWriter other = second;
        return other != null && other.hasRows() ? other : null;
    }

    private void settleChunk() throws SQLException {
        CopyStream open = copy;
        SecondWriter other = secondWithRows();
        if (open == null && other == null) {
            return;
        }
        long copied = (open == null ? 0 : open.end()) + (other == null ? 0 : other.end());
        copy = null;
        long sent = chunk.rowsRead() - chunk.rowsSetAside();
        if (copied != sent) {
            throw notReconciled(sent + " rows were sent and " + copied + " arrived");
        }
        chunk = chunk.plus(new LoadTotals(0, copied, chunks.settle(copied, chunkDeleted), 0, 0));
        if (chunkDeleted && !plan.building()) {
            lists.removeDeleted(chunks.staging());
        }
    }

    private Checkpoint checkpoint(boolean complete, boolean building, LoadTotals totals) {
        return new Checkpoint(
                request.definition(),
                plan.generation(),
                building,
                request.runId(),
                request.fencingToken(),
                state,
                complete,
                plan.rowsBefore(),
                totals,
                request.readAgain(),
                null);
    }

    /**
     * Ends the load: commits the last chunk, counts the rows in the destination, and puts a new generation in the place
     * of the old one, in one transaction that readers see whole or not at all.
     *
     * @throws MillraceException with {@code NOT_RECONCILED} when rows are missing
     */
    public LoadTotals finish() {
        try {
            if (plan.complete()) {
                chunks.close();
                connection.commit();
                return committed;
            }
            settleChunk();
            LoadTotals totals = committed.plus(chunk);
            commitSecond(totals);
            totals = totals.plus(new LoadTotals(0, 0, -reconcile(totals), 0, 0));
            closeSecond();
            chunks.close();
            if (plan.building()) {
                generations.swapIn(request.table(), plan.target(request));
                tables.forgetOtherGenerations(request, plan.generation());
            }
            lists.renew(plan.building());
            checkpoints.save(request, checkpoint(true, false, totals), null);
            PostgresWarehouse.commitDurably(connection);
            connection.commit();
            committed = totals;
            chunk = LoadTotals.NONE;
            if (generations.havePutAside()) {
                tableLeftBehind.run();
            }
            return totals;
        } catch (SQLException e) {
            throw WarehouseErrors.translate("finish the table " + request.table(), e);
        }
    }

    /**
     * Compares what was read with what the server says it took, chunk by chunk in the transactions of the chunks, and counts a
     * new generation once more as a whole.
     *
     * @return how many rows went because their key came again, or because they were deleted
     */
    private long reconcile(LoadTotals totals) throws SQLException {
        if (totals.rowsRead() != totals.rowsLoaded() + totals.rowsSetAside()) {
            throw notReconciled(totals.rowsRead() + " rows were read, " + totals.rowsLoaded() + " loaded and "
                    + totals.rowsSetAside() + " set aside");
        }
        return plan.building() ? chunks.complete(plan.rowsBefore() + totals.rowsInserted()) : 0;
    }

    private MillraceException notReconciled(String difference) {
        return new MillraceException(
                ErrorCode.NOT_RECONCILED,
                "The rows of " + request.table() + " do not add up: " + difference
                        + ". Nothing was replaced; the next attempt loads them again.");
    }

    /**
     * What the second has written is committed before the table takes its place, so that both are seen together. While the rows are
     * counted, the disk takes what was written ahead of them: the last commit, which waits for it, then finds little left.
     */
    private void commitSecond(LoadTotals totals) throws SQLException {
        if (secondWithRows() != null) {
            Checkpoint reached = checkpoint(false, plan.building(), totals);
            // Where a source has written no checkpoint behind its last rows, nobody can go on in between.
            commitBoth(atCheckpoint ? reached : reached.asDeadEnd());
        }
        SecondWriter other = second;
        if (other != null) {
            other.flush();
        }
    }

    private void closeSecond() throws SQLException {
        SecondWriter other = second;
        second = null;
        if (other != null) {
            other.close();
        }
    }

    /** Drops what is not committed. What was committed stays, and the next attempt goes on from there. */
    public void abort() {
        SecondWriter other = second;
        second = null;
        if (other != null) {
            other.abort();
        }
        try {
            CopyStream open = copy;
            copy = null;
            if (open != null) {
                open.cancel();
            }
            connection.rollback();
        } catch (SQLException e) {
            disconnect();
        }
    }

    /** The transaction ends with its connection. Without this, a copy that broke off would block whoever uses it next. */
    private void disconnect() {
        try {
            connection.abort(Runnable::run);
        } catch (SQLException ignored) {
            // It is closed, then.
        }
    }
}
