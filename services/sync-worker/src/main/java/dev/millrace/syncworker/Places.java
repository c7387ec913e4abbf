package dev.millrace.syncworker;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * The places of a worker: so many runs are at work at once, each with a connection to a warehouse and its buffers. One whose source
 * has nothing for it yet may leave its place to another, and comes back when rows come; of those, many cost little.
 */
final class Places {

    private static final Duration STOP_CHECK = Duration.ofSeconds(2);

    /** Fair, so that those who come back are not held up by new runs for ever. */
    private final Semaphore atWork;

    private final Semaphore inAll;
    private final int mostInAll;

    /**
     * @param atWork how many runs are at work at the most
     * @param inAll how many there are at the most, those included that have left their place for a while
     */
    Places(int atWork, int inAll) {
        this.atWork = new Semaphore(atWork, true);
        this.inAll = new Semaphore(inAll);
        this.mostInAll = inAll;
    }

    /** Waits for a free place; empty when there was none in time. */
    Optional<Place> enter(Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        if (!inAll.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS)) {
            return Optional.empty();
        }
        if (atWork.tryAcquire(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS)) {
            return Optional.of(new Place());
        }
        inAll.release();
        return Optional.empty();
    }

    /** Runs that have a place or have left it for a while. */
    int occupied() {
        return mostInAll - inAll.availablePermits();
    }

    /** A run's place. Used by the run's thread. */
    final class Place implements AutoCloseable {

        private boolean held = true;
        private boolean closed;

        private Place() {}

        /** Whether others wait for one. */
        boolean isWanted() {
            return atWork.hasQueuedThreads();
        }

        /** Runs of the worker, this one included. */
        int occupied() {
            return Places.this.occupied();
        }

        /** Lets others work meanwhile. */
        void leave() {
            if (held) {
                held = false;
                atWork.release();
            }
        }

        /**
         * Waits until it has a place again.
         *
         * @throws RunStoppedException when the run has to stop meanwhile
         */
        void comeBack(StopSignal stop) {
            try {
                while (!held) {
                    if (stop.isGiven()) {
                        throw new RunStoppedException();
                    }
                    held = atWork.tryAcquire(STOP_CHECK.toMillis(), TimeUnit.MILLISECONDS);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new RunStoppedException();
            }
        }

        /** Gives it up for good. */
        @Override
        public void close() {
            if (!closed) {
                closed = true;
                leave();
                inAll.release();
            }
        }
    }
}
