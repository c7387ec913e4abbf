package dev.millrace.bench;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Many sources of 100 rows that are all read every minute: how many runs wait, and for how long. */
final class Schedules {

    private static final int MINUTES = 3;

    /** A workspace has 200 sources at the most. */
    private static final int SOURCES_OF_A_WORKSPACE = 200;

    private static final Duration PATIENCE = Duration.ofMinutes(15);
    private static final String DATABASE = "schedules";
    private static final String CONTROL_PLANE = "connector";
    private static final String ACTIVE = "select count(*) from runs where state in ('QUEUED', 'RUNNING')";

    private final Product product;
    private final Server server;
    private final int sources;

    Schedules(Product product, Server server, int sources) {
        this.product = product;
        this.server = server;
        this.sources = sources;
    }

    /**
     * What was measured.
     *
     * @param mostWaiting the most runs that were to be done at once while the sources were made
     * @param perMinute runs that were done in each minute
     * @param latest from the minute's beginning to the end of its last run, the longest of all minutes
     */
    record Outcome(int sources, long mostWaiting, List<Long> perMinute, Duration latest) {

        String table() {
            return String.format(
                    Locale.ROOT,
                    "%n### %,d sources of 100 rows, every minute%n%n"
                            + "Runs in each of %d minutes: %s. The last one of a minute ended %.1f s after its beginning at the latest."
                            + " While the sources were made, up to %,d runs waited for the one worker.%n",
                    sources,
                    perMinute.size(),
                    perMinute,
                    latest.toMillis() / 1e3,
                    mostWaiting);
        }
    }

    Outcome measure() throws SQLException {
        server.recreateDatabase(DATABASE);
        server.execute(
                DATABASE,
                "create table few as select n as id, 'some text ' || n as text from generate_series(1, 100) n");
        Map<String, Product> workspaces = new LinkedHashMap<>();
        Product workspace = product;
        long mostWaiting = 0;
        for (int i = 0; i < sources; i++) {
            if (i % SOURCES_OF_A_WORKSPACE == 0) {
                workspace = product.inWorkspace("Scheduled " + i);
            }
            workspaces.put(
                    workspace.create("postgres", "Scheduled " + i, server.sourceConfiguration(DATABASE)), workspace);
            mostWaiting = Math.max(mostWaiting, i % 50 == 0 ? active() : 0);
        }
        waitUntilIdle();
        workspaces.forEach(
                (id, owner) -> owner.schedule(id, Map.of("kind", "CRON", "cron", "* * * * *", "timeZone", "UTC")));
        Instant begin = Instant.now().truncatedTo(ChronoUnit.MINUTES).plus(1, ChronoUnit.MINUTES);
        sleepUntil(begin.plus(MINUTES, ChronoUnit.MINUTES).minusSeconds(1));
        workspaces.forEach((id, owner) -> owner.schedule(id, Map.of("kind", "MANUAL")));
        waitUntilIdle();
        List<Long> perMinute = new ArrayList<>();
        Duration latest = Duration.ZERO;
        for (int minute = 0; minute < MINUTES; minute++) {
            Instant from = begin.plus(minute, ChronoUnit.MINUTES);
            String those = " from runs where state = 'SUCCEEDED' and queued_at >= '" + from + "' and queued_at < '"
                    + from.plus(1, ChronoUnit.MINUTES) + "'";
            perMinute.add(server.number(CONTROL_PLANE, "select count(*)" + those));
            long millis = server.number(
                    CONTROL_PLANE,
                    "select coalesce((extract(epoch from max(finished_at) - '" + from
                            + "'::timestamptz) * 1000)::bigint, 0)" + those);
            latest = Duration.ofMillis(Math.max(latest.toMillis(), millis));
        }
        server.drop(DATABASE);
        return new Outcome(sources, mostWaiting, perMinute, latest);
    }

    private long active() throws SQLException {
        return server.number(CONTROL_PLANE, ACTIVE);
    }

    private void waitUntilIdle() throws SQLException {
        Instant deadline = Instant.now().plus(PATIENCE);
        while (active() > 0) {
            if (Instant.now().isAfter(deadline)) {
                throw new IllegalStateException("Runs still wait after " + PATIENCE.toMinutes() + " minutes.");
            }
            sleepUntil(Instant.now().plusSeconds(1));
        }
    }

    private static void sleepUntil(Instant time) {
        try {
            Thread.sleep(Duration.between(Instant.now(), time));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("stopped while waiting", e);
        }
    }
}
