package dev.millrace.connector.spi.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** The answers that are being read: one that says nothing for too long is closed, which its reader learns as an error. */
final class OpenBodies implements AutoCloseable {

    private static final ScheduledExecutorService WATCH = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("open-bodies").factory());

    private final Set<Watched> open = ConcurrentHashMap.newKeySet();
    private final long longestSilenceNanos;
    private final Future<?> watching;

    OpenBodies(Duration longestSilence) {
        this.longestSilenceNanos = longestSilence.toNanos();
        long period = Math.max(longestSilenceNanos / 4, 1);
        this.watching = WATCH.scheduleWithFixedDelay(this::closeSilent, period, period, TimeUnit.NANOSECONDS);
    }

    InputStream watch(InputStream body) {
        Watched watched = new Watched(body);
        open.add(watched);
        return watched;
    }

    private void closeSilent() {
        long now = System.nanoTime();
        open.stream()
                .filter(body -> body.isWaited() && now - body.since > longestSilenceNanos)
                .forEach(Watched::closeSilently);
    }

    /** Counts the time of a read, not of what its reader does in between. */
    private final class Watched extends FilterInputStream {
        private volatile boolean waiting;
        private volatile long since;

        Watched(InputStream body) {
            super(body);
        }

        boolean isWaited() {
            return waiting;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            since = System.nanoTime();
            waiting = true;
            try {
                int count = super.read(buffer, offset, length);
                if (count < 0) {
                    open.remove(this);
                }
                return count;
            } finally {
                waiting = false;
            }
        }

        @Override
        public void close() throws IOException {
            open.remove(this);
            super.close();
        }

        void closeSilently() {
            try {
                close();
            } catch (IOException e) {
                // Whoever reads it learns that it has ended.
            }
        }
    }

    @Override
    public void close() {
        watching.cancel(true);
        open.forEach(Watched::closeSilently);
    }
}
