package dev.millrace.bench;

import dev.millrace.local.LocalPlatform;
import dev.millrace.local.ServerFailedException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

/**
 * What people see while a part of the platform is gone, how long it takes to be whole again, and whether a row is lost. Each
 * fault happens in the middle of a sync, while rows change at the source and somebody looks at a dashboard.
 */
final class Faults {

    private static final String DATABASE = "faults";
    private static final String TABLE = "readings";
    private static final String COLUMNS = "id, at, note";
    private static final int ROWS = 1_000_000;
    private static final Duration AWAY = Duration.ofSeconds(15);
    /** Longer than a run is left to a worker that says nothing. */
    private static final Duration BEYOND_THE_LEASE = Duration.ofSeconds(45);

    private static final Duration PATIENCE = Duration.ofMinutes(6);
    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final Duration HELD = Duration.ofMillis(400);
    private static final Duration LET_GO = Duration.ofMillis(100);

    /** What is done to a part, and undone after a while. */
    private enum Kind {
        KILLED("kill -9, started again after %d s"),
        FROZEN("answers nothing for %d s, connections stay open"),
        SLOW("held still for four fifths of the time, %d s long");

        private final String words;

        Kind(String words) {
            this.words = words;
        }
    }

    private record Fault(String part, Kind kind, Duration time) {

        Fault(String part, Kind kind) {
            this(part, kind, AWAY);
        }

        String title() {
            return part + ": " + String.format(Locale.ROOT, kind.words, time.toSeconds());
        }
    }

    private static final List<Fault> FAULTS = List.of(
            new Fault("tenant-management", Kind.KILLED),
            new Fault("connector", Kind.KILLED),
            new Fault("sync-worker", Kind.KILLED),
            new Fault("transform", Kind.KILLED),
            new Fault("reporting", Kind.KILLED),
            new Fault("console", Kind.KILLED),
            new Fault("keycloak", Kind.KILLED),
            new Fault("kafka", Kind.KILLED),
            new Fault("postgresql", Kind.KILLED),
            new Fault("tenant-management", Kind.FROZEN),
            new Fault("connector", Kind.FROZEN),
            new Fault("sync-worker", Kind.FROZEN),
            new Fault("sync-worker", Kind.FROZEN, BEYOND_THE_LEASE),
            new Fault("reporting", Kind.FROZEN),
            new Fault("kafka", Kind.FROZEN),
            new Fault("postgresql", Kind.FROZEN),
            new Fault("postgresql", Kind.SLOW));

    private final LocalPlatform platform;
    private final Product product;
    private final Server server;

    Faults(LocalPlatform platform) {
        this.platform = platform;
        this.product = Product.enter(platform);
        this.server = new Server(platform.postgres());
    }

    /** Every fault, one after the other, as a table. */
    String run() throws SQLException {
        server.recreateDatabase(DATABASE);
        server.execute(
                DATABASE,
                "create table " + TABLE + " (id bigint primary key, at timestamptz not null, note text);"
                        + " insert into " + TABLE + " select n, now(), 'reading ' || n from generate_series(1, " + ROWS
                        + ") n");
        String source = product.connect("postgres", "Readings", server.sourceConfiguration(DATABASE));
        product.keepStreams(source, "FULL_REFRESH_OVERWRITE", "", List.of("id"));
        product.run(source);
        String card = product.waitForCard(source);
        StringBuilder table = new StringBuilder("""
                | fault | dashboard: asked, failed | nobody got an answer for | longest wait | what was seen most | sync under way ended after the fault's end | in attempts | rows |
                |---|---|---|---|---|---|---|---|
                """);
        for (Fault fault : FAULTS) {
            String line = one(fault, source, card);
            System.out.print(line);
            table.append(line);
        }
        server.drop(DATABASE);
        return table.toString();
    }

    private String one(Fault fault, String source, String card) throws SQLException {
        AtomicBoolean writing = new AtomicBoolean(true);
        Thread writer = Thread.ofVirtual().name("writer").start(() -> changeRows(writing));
        try (Watch watch = new Watch(() -> product.answer(card))) {
            waitUntil(watch::isWell, "dashboards answer");
            String run = startAndCatch(source);
            apply(fault);
            Instant over = Instant.now();
            waitUntil(() -> product.state(source, run).equals("SUCCEEDED"), "the sync has ended");
            Duration synced = Duration.between(over, Instant.now());
            int asked = watch.questions();
            waitUntil(() -> watch.questions() > asked && watch.isWell(), "dashboards answer again");
            writing.set(false);
            writer.join();
            waitUntil(() -> product.run(source).rowsLoaded() == ROWS, "the last sync has ended");
            return String.format(
                    Locale.ROOT,
                    "| %s | %d, %d | %.1f s | %.1f s | %s | %.1f s | %d | %s |%n",
                    fault.title(),
                    watch.questions(),
                    watch.failures(),
                    watch.outage().toMillis() / 1e3,
                    watch.longestWait().toMillis() / 1e3,
                    watch.mostOftenSeen(),
                    synced.toMillis() / 1e3,
                    product.attempts(run),
                    compared());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("stopped in the middle of a fault", e);
        } finally {
            writing.set(false);
        }
    }

    /** A sync that is in the middle: one that is done before anybody has seen it run is no use. */
    private String startAndCatch(String source) {
        while (true) {
            String run = product.start(source);
            String state = "";
            while (!state.equals("SUCCEEDED")) {
                state = product.state(source, run);
                if (state.equals("RUNNING")) {
                    return run;
                }
            }
        }
    }

    private void apply(Fault fault) {
        switch (fault.kind()) {
            case KILLED -> {
                platform.kill(fault.part());
                sleep(fault.time());
                platform.startAgain(fault.part());
            }
            case FROZEN -> {
                platform.freeze(fault.part());
                sleep(fault.time());
                platform.thaw(fault.part());
            }
            case SLOW -> {
                Instant end = Instant.now().plus(fault.time());
                while (Instant.now().isBefore(end)) {
                    platform.freeze(fault.part());
                    sleep(HELD);
                    platform.thaw(fault.part());
                    sleep(LET_GO);
                }
            }
        }
    }

    private void changeRows(AtomicBoolean writing) {
        while (writing.get()) {
            try {
                server.execute(
                        DATABASE,
                        "update " + TABLE + " set at = clock_timestamp(), note = note || '.' where id in (select"
                                + " (random() * " + ROWS + ")::bigint from generate_series(1, 20))");
            } catch (SQLException e) {
                // The source is of the same server, which may be what is gone.
            }
            sleep(PAUSE);
        }
    }

    private String compared() throws SQLException {
        String there = server.content(DATABASE, TABLE, COLUMNS);
        String here = server.content(server.warehouseWith("readings"), "readings." + TABLE, COLUMNS);
        if (!there.equals(here)) {
            throw new IllegalStateException("The warehouse has " + here + " where the source has " + there);
        }
        return "all " + String.format(Locale.ROOT, "%,d", ROWS);
    }

    private static void waitUntil(BooleanSupplier condition, String what) {
        Instant deadline = Instant.now().plus(PATIENCE);
        while (!holds(condition)) {
            if (Instant.now().isAfter(deadline)) {
                throw new IllegalStateException("Waited " + PATIENCE.toMinutes() + " minutes until " + what + ".");
            }
            sleep(PAUSE);
        }
    }

    /** What can't be asked at present does not hold. */
    private static boolean holds(BooleanSupplier condition) {
        try {
            return condition.getAsBoolean();
        } catch (ServerFailedException e) {
            return false;
        }
    }

    private static void sleep(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("stopped while waiting", e);
        }
    }
}
