package dev.millrace.connector.spi;

import java.util.List;

/** Tuples that are written: bytes that were copied, and between them others that are sent from where they stand. */
final class TupleBytes {

    /** Bytes of somebody else. */
    static final class Lent {

        private final int position;
        private final byte[] bytes;
        private final int offset;
        private final int length;

        /** @param position how many of the copied bytes come before them */
        Lent(int position, byte[] bytes, int offset, int length) {
            this.position = position;
            this.bytes = bytes;
            this.offset = offset;
            this.length = length;
        }
    }

    private final byte[] buffer;
    private final int copied;
    private final List<Lent> lent;

    /**
     * Tuples.
     *
     * @param copied how many of the buffer's bytes are written
     * @param lent in the order of their positions
     */
    TupleBytes(byte[] buffer, int copied, List<Lent> lent) {
        this.buffer = buffer;
        this.copied = copied;
        this.lent = List.copyOf(lent);
    }

    byte[] buffer() {
        return buffer;
    }

    long length() {
        return copied + lent.stream().mapToLong(part -> part.length).sum();
    }

    <E extends Exception> void forEachPart(StreamMessage.PartReceiver<E> receiver) throws E {
        int from = 0;
        for (Lent part : lent) {
            receiver.take(buffer, from, part.position - from);
            receiver.take(part.bytes, part.offset, part.length);
            from = part.position;
        }
        receiver.take(buffer, from, copied - from);
    }
}
