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
    private final int workspaces;

    /** @param workspaces over which the sources are spread; more of them when they would be too full */
    Schedules(Product product, Server server, int sources, int workspaces) {
        this.product = product;
        this.server = server;
        this.sources = sources;
        this.workspaces = Math.max(Math.min(workspaces, sources), Math.ceilDiv(sources, SOURCES_OF_A_WORKSPACE));
    }

    /**
     * What was measured.
     *
     * @param mostWaiting the most runs that were to be done at once while the sources were made
     * @param perMinute runs that were done in each minute
     * @param latest from the minute's beginning to the end of its last run, the longest of all minutes
     * @param cpu processor time for a run
     */
    record Outcome(int sources, int workspaces, long mostWaiting, List<Long> perMinute, Duration latest, Cpu cpu) {

        String table() {
            return String.format(
                    Locale.ROOT,
                    "%n### %,d sources of 100 rows in %,d workspaces, every minute%n%n"
                            + "Runs in each of %d minutes: %s. The last one of a minute ended %.1f s after its beginning at the latest."
                            + " A run took %.1f ms of processor time in the worker, %.1f in PostgreSQL, and %.1f in all processes."
                            + " While the sources were made, up to %,d runs waited for the one worker.%n",
                    sources,
                    workspaces,
                    perMinute.size(),
                    perMinute,
                    latest.toMillis() / 1e3,
                    cpu.worker().toNanos() / 1e6,
                    cpu.postgres().toNanos() / 1e6,
                    cpu.all().toNanos() / 1e6,
                    mostWaiting);
        }
    }

    /** Processor time of all processes of the platform, and of parts of them. */
    private record Cpu(Duration worker, Duration postgres, Duration all) {

        static Cpu soFar() {
            return new Cpu(
                    Processes.cpu(Processes::isWorker),
                    Processes.cpuWithEnded(Processes::isPostgres),
                    Processes.cpuWithEnded(command -> true));
        }

        Cpu since(Cpu before, long runs) {
            return new Cpu(
                    worker.minus(before.worker).dividedBy(runs),
                    postgres.minus(before.postgres).dividedBy(runs),
                    all.minus(before.all).dividedBy(runs));
        }
    }

    Outcome measure() throws SQLException {
        server.recreateDatabase(DATABASE);
        server.execute(
                DATABASE,
                "create table few as select n as id, 'some text ' || n as text from generate_series(1, 100) n");
        List<Product> owners = product.inWorkspaces("Scheduled", workspaces);
        Map<String, Product> owned = new LinkedHashMap<>();
        long mostWaiting = 0;
        for (int i = 0; i < sources; i++) {
            Product owner = owners.get(i % workspaces);
            owned.put(owner.create("postgres", "Scheduled " + i, server.sourceConfiguration(DATABASE)), owner);
            mostWaiting = Math.max(mostWaiting, i % 50 == 0 ? active() : 0);
        }
        waitUntilIdle();
        owned.forEach(
                (id, owner) -> owner.schedule(id, Map.of("kind", "CRON", "cron", "* * * * *", "timeZone", "UTC")));
        Instant scheduled = Instant.now();
        Cpu before = Cpu.soFar();
        Instant begin = Instant.now().truncatedTo(ChronoUnit.MINUTES).plus(1, ChronoUnit.MINUTES);
        // One minute more, which does not count: a thousand changes of schedules would take processor time from the
        // last.
        sleepUntil(begin.plus(MINUTES + 1, ChronoUnit.MINUTES).minusSeconds(1));
        owned.forEach((id, owner) -> owner.schedule(id, Map.of("kind", "MANUAL")));
        waitUntilIdle();
        Cpu after = Cpu.soFar();
        long runs = server.number(
                CONTROL_PLANE, "select count(*) from runs where kind = 'SYNC' and queued_at >= '" + scheduled + "'");
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
        return new Outcome(sources, workspaces, mostWaiting, perMinute, latest, after.since(before, Math.max(runs, 1)));
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
