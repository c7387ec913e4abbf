package dev.millrace.bench;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Counts the connections to a server from time to time, and keeps the most. */
final class ConnectionsSeen implements AutoCloseable {

    private static final Duration PAUSE = Duration.ofSeconds(1);

    /** All, and those to warehouses; this one does not count. */
    private static final String COUNT =
            "select count(*) || ' ' || count(*) filter (where datname like 'wh\\_%') from pg_stat_activity"
                    + " where backend_type = 'client backend' and pid <> pg_backend_pid()";

    private final Server server;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;
    private volatile int most;
    private volatile int mostToWarehouses;

    ConnectionsSeen(Server server) {
        this.server = server;
        this.thread = Thread.ofVirtual().name("connections").start(this::count);
    }

    private void count() {
        try {
            do {
                String[] counted = server.text("postgres", COUNT).split(" ", -1);
                most = Math.max(most, Integer.parseInt(counted[0]));
                mostToWarehouses = Math.max(mostToWarehouses, Integer.parseInt(counted[1]));
            } while (!closed.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS));
        } catch (SQLException e) {
            throw new IllegalStateException("the connections could not be counted", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    int most() {
        return most;
    }

    int mostToWarehouses() {
        return mostToWarehouses;
    }

    @Override
    public void close() {
        closed.countDown();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
