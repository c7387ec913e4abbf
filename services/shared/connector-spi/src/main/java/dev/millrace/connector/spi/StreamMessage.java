package dev.millrace.connector.spi;

/** What goes from a source's reader to the destination's writer, in order. */
public sealed interface StreamMessage {

    /** Takes bytes, which are somebody else's. */
    @FunctionalInterface
    interface PartReceiver<E extends Exception> {

        /** Takes the bytes that begin at an offset; there may be none. */
        void take(byte[] bytes, int offset, int length) throws E;
    }

    /**
     * Whole rows as tuples of PostgreSQL's COPY BINARY format, without its header and trailer: for each row a 16 bit
     * field count, then for each value a 32 bit length (-1 for null) and its bytes. After its values every row has
     * {@code _millrace_issues} and, where {@link RowForm#marksDeletedRows}, whether it was deleted. The receiver reads the bytes, then calls {@link #release}.
     */
    final class RowBatch implements StreamMessage {

        private final TupleBytes tuples;
        private final int rows;
        private final int deletedRows;
        private final int valuesSetAside;
        private final BufferPool pool;

        RowBatch(TupleBytes tuples, int rows, int deletedRows, int valuesSetAside, BufferPool pool) {
            this.tuples = tuples;
            this.rows = rows;
            this.deletedRows = deletedRows;
            this.valuesSetAside = valuesSetAside;
            this.pool = pool;
        }

        /** Gives the bytes of the tuples, part by part and in order: mostly one part. */
        public <E extends Exception> void forEachPart(PartReceiver<E> receiver) throws E {
            tuples.forEachPart(receiver);
        }

        /** How many bytes the tuples are. */
        public long length() {
            return tuples.length();
        }

        /** How many rows there are. */
        public int rows() {
            return rows;
        }

        /** How many of the rows say that they were deleted. */
        public int deletedRows() {
            return deletedRows;
        }

        /** How many values did not fit their column, became null and are named in the issues of their row. */
        public int valuesSetAside() {
            return valuesSetAside;
        }

        /** Gives the bytes back. Nobody may look at them afterwards. */
        public void release() {
            pool.give(tuples.buffer());
        }
    }

    /** Everything before is whole; a read from this state goes on behind it. */
    record Checkpoint(String state) implements StreamMessage {}

    /** Rows that can't be loaded at all, and why; they count as read. */
    record RowsSetAside(long rows, String reason) implements StreamMessage {}
}
