package dev.millrace.connector.spi;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * A fixed number of buffers that go round between reader and writer. It bounds the memory of a stream: a reader that is
 * ahead of the writer waits here.
 */
public final class BufferPool {

    /**
     * A batch is handed over when it is this long. Measured: smaller costs more calls, larger falls out of the
     * processor's cache.
     */
    public static final int BATCH_BYTES = 256 * 1024;

    /** Room for the row that passes {@link #BATCH_BYTES}; a longer one makes its buffer grow. */
    private static final int SLACK_BYTES = 64 * 1024;

    private final BlockingQueue<byte[]> free;

    /** A pool of a number of buffers; three are enough to keep both sides busy. */
    public BufferPool(int buffers) {
        free = new ArrayBlockingQueue<>(buffers);
        for (int i = 0; i < buffers; i++) {
            free.add(new byte[BATCH_BYTES + SLACK_BYTES]);
        }
    }

    /**
     * Waits for a free buffer.
     *
     * @throws ReadStoppedException when the thread is interrupted
     */
    byte[] take() {
        try {
            return free.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ReadStoppedException();
        }
    }

    /** Takes a buffer back; one that grew is replaced, so that one huge row does not keep its memory. */
    void give(byte[] buffer) {
        byte[] returned = buffer.length > BATCH_BYTES + SLACK_BYTES ? new byte[BATCH_BYTES + SLACK_BYTES] : buffer;
        if (!free.offer(returned)) {
            throw new IllegalStateException("a buffer was given back twice");
        }
    }
}
