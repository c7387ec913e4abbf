package dev.millrace.connector.rest.http;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How much of an API may be read at the same time. Whoever wants to read ahead takes a seat, if there is one, and gives it back; nobody
 * waits for one. Safe for use by several threads.
 */
public final class Seats implements AutoCloseable {

    private static final Seats SINGLE = new Seats(1);

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicInteger taken = new AtomicInteger();
    private volatile int most;
    private volatile boolean guesses;

    private Seats(int most) {
        this.most = most;
    }

    /** So many, the one included that everybody has without asking. */
    public static Seats of(int most) {
        return new Seats(most);
    }

    /** Everything is read one after another. */
    public static Seats single() {
        return SINGLE;
    }

    /** No more than this, because the manifest says so. */
    public void limit(int count) {
        most = Math.max(1, Math.min(most, count));
    }

    /** Pages may be asked for that there may not be: the manifest says itself how much may be asked at the same time. */
    public void allowGuesses() {
        guesses = true;
    }

    /** Whether something may be asked for that there may not be. */
    public boolean guesses() {
        return guesses;
    }

    /** The API was asked for too much. */
    public synchronized void halve() {
        most = Math.max(1, most / 2);
    }

    /** How many there are. */
    public int most() {
        return most;
    }

    /** Whether there is another one, which is then taken. */
    public boolean take() {
        int now = taken.get();
        while (now < most - 1) {
            if (taken.compareAndSet(now, now + 1)) {
                return true;
            }
            now = taken.get();
        }
        return false;
    }

    /** Gives one back. */
    public void giveBack() {
        taken.decrementAndGet();
    }

    /** Does something in a thread of its own. */
    public <T> Future<T> submit(Callable<T> work) {
        return threads.submit(work);
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
