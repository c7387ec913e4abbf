package dev.millrace.connector.spi;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;

/**
 * A number of buffers that go round between reader and writer. It bounds the memory of a stream: a reader that is ahead of
 * the writer waits here. They are made when they are needed, and begin small: most streams have few rows.
 */
public final class BufferPool {

    /**
     * A batch is handed over when it is this long. Measured: smaller costs more calls, larger falls out of the
     * processor's cache.
     */
    public static final int BATCH_BYTES = 256 * 1024;

    /** Room for the row that passes {@link #BATCH_BYTES}; a longer one makes its buffer grow. */
    private static final int SLACK_BYTES = 64 * 1024;

    private static final int FIRST_BYTES = 16 * 1024;

    private final int buffers;
    private final Semaphore free;
    private final Queue<byte[]> spare = new ConcurrentLinkedQueue<>();
    private boolean madeOne;

    /** A pool of a number of buffers; three are enough to keep both sides busy. */
    public BufferPool(int buffers) {
        this.buffers = buffers;
        this.free = new Semaphore(buffers);
    }

    /**
     * Waits for a free buffer. Called by the reader alone.
     *
     * @throws ReadStoppedException when the thread is interrupted
     */
    byte[] take() {
        acquire(1);
        byte[] ready = spare.poll();
        if (ready != null) {
            return ready;
        }
        int bytes = madeOne ? BATCH_BYTES + SLACK_BYTES : FIRST_BYTES;
        madeOne = true;
        return new byte[bytes];
    }

    /** Takes a buffer back; one that grew is let go, so that one huge row does not keep its memory. */
    void give(byte[] buffer) {
        if (buffer.length <= BATCH_BYTES + SLACK_BYTES) {
            spare.add(buffer);
        }
        free.release();
        if (free.availablePermits() > buffers) {
            throw new IllegalStateException("a buffer was given back twice");
        }
    }

    /** Lets go of the buffers that nobody has; others are made when they are needed. */
    public void trim() {
        spare.clear();
    }

    /** Waits until all buffers are back. Called by the reader alone, when it has none. */
    void awaitAll() {
        acquire(buffers);
        free.release(buffers);
    }

    private void acquire(int count) {
        try {
            free.acquire(count);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ReadStoppedException();
        }
    }
}
