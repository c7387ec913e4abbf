package dev.millrace.connector.spi;

/**
 * Where a source writes one stream. Belongs to the thread that reads. Every method may block while the destination is
 * behind, and throws {@link ReadStoppedException} when the worker wants no more.
 */
public final class StreamOutput {

    /** Enough to keep both sides busy. */
    private static final int BUFFERS_OF_ANOTHER = 3;

    private final RowForm form;
    private final BufferPool pool;
    private final MessageSink sink;
    private final RowEncoder rows;

    /** An output whose rows have this form. */
    public StreamOutput(RowForm form, BufferPool pool, MessageSink sink) {
        this.form = form;
        this.pool = pool;
        this.sink = sink;
        this.rows = new RowEncoder(form, this);
    }

    /**
     * Another output of the same stream, with buffers of its own, for a second thread that reads. A checkpoint of either covers
     * what both have handed over by {@link #flush} before it, so it is written when the other one rests there.
     */
    public StreamOutput another() {
        return new StreamOutput(form, new BufferPool(BUFFERS_OF_ANOTHER), sink);
    }

    /** The encoder of the stream's rows, always the same one. */
    public RowEncoder rows() {
        return rows;
    }

    /**
     * Everything written so far is whole, and a read from this state goes on behind it. Cheap enough for every few
     * thousand rows; the worker decides which checkpoints it commits.
     *
     * @param state JSON text that only this connector understands
     */
    public void checkpoint(String state) {
        flush();
        sink.accept(new StreamMessage.Checkpoint(state));
    }

    /** Counts rows that were read and can't be loaded at all. The reason says what to do, and holds no value of a row. */
    public void setAside(long count, String reason) {
        flush();
        sink.accept(new StreamMessage.RowsSetAside(count, reason));
    }

    /** Hands over the rows of the last batch; the worker calls it after the read, of the output that it made. */
    public void flush() {
        rows.handOver();
    }

    byte[] takeBuffer() {
        sink.awaitWriter();
        return pool.take();
    }

    void send(TupleBytes tuples, int rowCount, int deletedRows, int valuesSetAside) {
        if (rowCount == 0) {
            pool.give(tuples.buffer());
            return;
        }
        sink.accept(new StreamMessage.RowBatch(tuples, rowCount, deletedRows, valuesSetAside, pool));
        if (tuples.length() >= BinaryTuples.HUGE_BYTES) {
            // Of rows that are so large there is one in memory, not one in each buffer; and whoever lent values has
            // them
            // back.
            pool.awaitAll();
        }
    }
}
