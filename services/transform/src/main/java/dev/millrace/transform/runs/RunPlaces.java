package dev.millrace.transform.runs;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** So many runs are worked on at the same time, and none is begun any more once this replica ends. */
final class RunPlaces {

    private final int count;
    private final Semaphore free;
    private volatile boolean closed;

    RunPlaces(int count) {
        this.count = count;
        this.free = new Semaphore(count);
    }

    /** Takes one, if there is one. */
    boolean tryTake() {
        return !closed && free.tryAcquire();
    }

    /** Gives one back that was taken. */
    void giveBack() {
        free.release();
    }

    /** No more is taken from now on. */
    void close() {
        closed = true;
    }

    /** Waits until all are given back, and says whether they are. */
    boolean awaitAll(Duration patience) throws InterruptedException {
        return free.tryAcquire(count, patience.toMillis(), TimeUnit.MILLISECONDS);
    }
}
