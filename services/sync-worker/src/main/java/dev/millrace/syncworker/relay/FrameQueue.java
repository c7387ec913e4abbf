package dev.millrace.syncworker.relay;

import dev.millrace.kernel.MillraceException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What has come and was not read yet. It holds so little that whoever writes too fast has to wait, over the connection and back to the
 * program.
 */
final class FrameQueue extends InputStream {

    private static final int MOST_FRAMES = 4;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<byte[]> frames = new ArrayDeque<>();
    private int read;
    private boolean ended;
    private boolean closed;
    private @Nullable MillraceException failure;

    /** Waits until there is room. */
    void put(byte[] content) throws InterruptedException {
        lock.lock();
        try {
            while (frames.size() >= MOST_FRAMES && !ended && !closed) {
                changed.await();
            }
            if (!ended && !closed && content.length > 0) {
                frames.add(content);
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** How many frames are held. */
    int held() {
        lock.lock();
        try {
            return frames.size();
        } finally {
            lock.unlock();
        }
    }

    /** Nothing more comes. */
    void end() {
        change(() -> ended = true);
    }

    /** Nothing more comes, because of this. What has come before can still be read. */
    void fail(MillraceException reason) {
        change(() -> {
            if (!ended) {
                failure = reason;
                ended = true;
            }
        });
    }

    /** What has not been read is thrown away, and so is what still comes. */
    @Override
    public void close() {
        change(() -> {
            closed = true;
            frames.clear();
        });
    }

    private void change(Runnable change) {
        lock.lock();
        try {
            change.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        lock.lock();
        try {
            while (frames.isEmpty() && !ended && !closed) {
                changed.await();
            }
            if (closed) {
                throw new IOException("the program was ended");
            }
            byte[] first = frames.peek();
            if (first == null) {
                if (failure != null) {
                    throw failure;
                }
                return -1;
            }
            int taken = Math.min(length, first.length - read);
            System.arraycopy(first, read, target, offset, taken);
            read += taken;
            if (read == first.length) {
                frames.remove();
                read = 0;
                changed.signalAll();
            }
            return taken;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            lock.unlock();
        }
    }
}
