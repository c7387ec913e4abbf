package dev.millrace.bench;

import dev.millrace.local.LocalPlatform;
import dev.millrace.local.ServerFailedException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What people see while a part of the platform is gone, how long it takes to be whole again, and whether a row is lost. Each
 * fault happens in the middle of a sync, while rows change at the source and somebody looks at a dashboard, or does what the fault
 * is in the way of.
 */
final class Faults {

    private static final String DATABASE = "faults";
    private static final String TABLE = "readings";
    private static final String COLUMNS = "id, at, note";
    private static final int ROWS = 1_000_000;
    private static final Duration AWAY = Duration.ofSeconds(15);
    /** Longer than a run is left to a worker that says nothing. */
    private static final Duration BEYOND_THE_LEASE = Duration.ofSeconds(45);

    /** Longer than anybody waits for an answer. */
    private static final Duration BEYOND_TIMEOUTS = Duration.ofSeconds(75);

    private static final Duration AN_HOUR = Duration.ofHours(1);

    private static final Duration PATIENCE = Duration.ofMinutes(6);
    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final List<String> ENDS = List.of("SUCCEEDED", "FAILED", "CANCELLED");

    private final LocalPlatform platform;
    private final Product product;
    private final List<Trial> trials;

    /**
     * A fault, and what somebody asks for all the while.
     *
     * @param asked by the id of a card on a dashboard
     */
    private record Trial(Fault fault, Function<String, Question> asked) {}

    /**
     * Of a platform that nothing else uses.
     *
     * @param folder for what the faults need
     * @param kinds of faults that are tried
     */
    Faults(LocalPlatform platform, Path folder, Set<FaultKind> kinds) {
        this.platform = platform;
        this.product = Product.enter(platform);
        this.trials = Stream.concat(inTheWayOfFigures(folder), inTheWayOfMore(folder))
                .filter(trial -> kinds.contains(trial.fault().kind()))
                .toList();
    }

    private Stream<Trial> inTheWayOfFigures(Path folder) {
        return Stream.<Fault>of(
                        new Killed("tenant-management", AWAY),
                        new Killed("connector", AWAY),
                        new Killed("sync-worker", AWAY),
                        new Killed("transform", AWAY),
                        new Killed("reporting", AWAY),
                        new Killed("console", AWAY),
                        new Killed("keycloak", AWAY),
                        new Killed("kafka", AWAY),
                        new Killed("postgresql", AWAY),
                        new Frozen("tenant-management", AWAY),
                        new Frozen("connector", AWAY),
                        new Frozen("sync-worker", AWAY),
                        new Frozen("sync-worker", BEYOND_THE_LEASE),
                        new Frozen("reporting", AWAY),
                        new Frozen("kafka", AWAY),
                        new Frozen("postgresql", AWAY),
                        new Slowed("postgresql", AWAY),
                        new FullDisk(folder, "postgresql", AWAY),
                        new FullDisk(folder, "kafka", AWAY),
                        new Cut("sync-worker", "postgresql", AWAY),
                        new Cut("sync-worker", "postgresql", BEYOND_TIMEOUTS),
                        new Cut("sync-worker", "kafka", BEYOND_TIMEOUTS),
                        new Cut("sync-worker", "connector", BEYOND_TIMEOUTS),
                        new Cut("connector", "postgresql", BEYOND_TIMEOUTS),
                        new Cut("connector", "kafka", BEYOND_TIMEOUTS),
                        new Cut("reporting", "postgresql", BEYOND_TIMEOUTS),
                        new Cut("console", "reporting", AWAY),
                        new Cut("console", "reporting", BEYOND_TIMEOUTS),
                        new ClockJump(folder, "connector", AN_HOUR, AWAY),
                        new ClockJump(folder, "connector", AN_HOUR.negated(), AWAY),
                        new ClockJump(folder, "sync-worker", AN_HOUR, AWAY),
                        new ClockJump(folder, "console", AN_HOUR, AWAY),
                        new ClockJump(folder, "console", AN_HOUR.negated(), AWAY),
                        new ClockJump(folder, "postgresql", AN_HOUR, AWAY),
                        new ClockJump(folder, "postgresql", AN_HOUR.negated(), AWAY),
                        new ClockJump(folder, "kafka", AN_HOUR, AWAY),
                        new ClockJump(folder, "kafka", AN_HOUR.negated(), AWAY))
                .map(fault -> new Trial(fault, card -> new Figure(product, card)));
    }

    private Stream<Trial> inTheWayOfMore(Path folder) {
        ShownCertificate ofKeycloak = ShownCertificate.in(folder.resolve("keycloak.tls"));
        ShownCertificate ofMail = ShownCertificate.in(folder.resolve("mail.tls"));
        return Stream.of(
                new Trial(new FullDisk(folder, "connector", AWAY), card -> new Uploads(platform, product, folder)),
                new Trial(new ClockJump(folder, "keycloak", AN_HOUR, AWAY), card -> new Logins(platform)),
                new Trial(new ClockJump(folder, "keycloak", AN_HOUR.negated(), AWAY), card -> new Logins(platform)),
                new Trial(new LoginServerCertificate(ofKeycloak, BEYOND_THE_LEASE), card -> new Logins(platform)),
                new Trial(new MailServerCertificate(ofMail, AWAY), card -> new Invitations(platform, product)),
                new Trial(new MailServerCertificate(ofMail, AWAY), card -> new SignUps(platform)));
    }

    /** Every fault, one after the other, as a table, and behind it what this machine could not try. */
    String run() throws SQLException {
        Server server = server();
        server.recreateDatabase(DATABASE);
        server.execute(
                DATABASE,
                "create table " + TABLE + " (id bigint primary key, at timestamptz not null, note text);"
                        + " insert into " + TABLE + " select n, now(), 'reading ' || n from generate_series(1, " + ROWS
                        + ") n");
        String source = product.connect("postgres", "Readings", server.sourceConfiguration(DATABASE));
        product.keepStreams(source, "FULL_REFRESH_OVERWRITE", "", List.of("id"));
        product.schedule(source, Map.of("kind", "INTERVAL", "interval", AN_HOUR.toString()));
        product.run(source);
        String card = product.waitForCard(source);
        StringBuilder table = new StringBuilder("""
                | fault | somebody asks for | asked, failed | nobody got an answer for | longest wait | what was seen most | sync under way ended after the fault's end | in attempts | rows |
                |---|---|---|---|---|---|---|---|---|
                """);
        StringBuilder leftOut = new StringBuilder();
        for (Trial trial : trials) {
            Fault fault = trial.fault();
            Optional<String> obstacle = fault.obstacle();
            if (obstacle.isPresent()) {
                String line = "Not tried: " + fault.title() + ". " + obstacle.get() + "\n";
                System.out.print(line);
                leftOut.append('\n').append(line);
            } else {
                String line = prepared(fault, trial.asked().apply(card), source);
                System.out.print(line);
                table.append(line);
            }
        }
        server().drop(DATABASE);
        return table.append(leftOut).toString();
    }

    private String prepared(Fault fault, Question question, String source) throws SQLException {
        try {
            fault.prepare(platform);
            return one(fault, question, source);
        } finally {
            fault.cleanUp(platform);
        }
    }

    private String one(Fault fault, Question question, String source) throws SQLException {
        AtomicBoolean writing = new AtomicBoolean(true);
        Thread writer = Thread.ofVirtual().name("writer").start(() -> changeRows(writing));
        try (Watch watch = new Watch(question)) {
            waitUntil(watch::isWell, question.title() + " is answered");
            String run = startAndCatch(source);
            fault.happen(platform);
            Instant over = Instant.now();
            waitUntil(() -> ENDS.contains(product.state(source, run)), "the sync has ended");
            Duration synced = Duration.between(over, Instant.now());
            int asked = watch.questions();
            waitUntil(() -> watch.questions() > asked && watch.isWell(), question.title() + " is answered again");
            writing.set(false);
            writer.join();
            waitUntil(() -> product.run(source).rowsLoaded() == ROWS, "the last sync has ended");
            waitUntil(() -> product.isDueWithin(source, AN_HOUR), "the schedule goes on");
            watch.end();
            question.verify();
            return String.format(
                    Locale.ROOT,
                    "| %s | %s | %d, %d | %.1f s | %.1f s | %s | %.1f s%s | %d | %s |%n",
                    fault.title(),
                    question.title(),
                    watch.questions(),
                    watch.failures(),
                    watch.outage().toMillis() / 1e3,
                    watch.longestWait().toMillis() / 1e3,
                    watch.mostOftenSeen(),
                    synced.toMillis() / 1e3,
                    product.failure(run).map(failure -> ", failed: " + failure).orElse(""),
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
        Instant deadline = Instant.now().plus(PATIENCE);
        while (Instant.now().isBefore(deadline)) {
            try {
                String run = product.start(source);
                String state = "";
                while (!ENDS.contains(state) && Instant.now().isBefore(deadline)) {
                    state = product.state(source, run);
                    if (state.equals("RUNNING")) {
                        return run;
                    }
                }
            } catch (ServerFailedException e) {
                // What was started again for the fault is not quite there yet.
                Pause.of(PAUSE);
            }
        }
        throw new IllegalStateException("No sync was seen under way for " + PATIENCE.toMinutes() + " minutes.");
    }

    private void changeRows(AtomicBoolean writing) {
        while (writing.get()) {
            try {
                server().execute(
                                DATABASE,
                                "update " + TABLE
                                        + " set at = clock_timestamp(), note = note || '.' where id in (select"
                                        + " (random() * " + ROWS + ")::bigint from generate_series(1, 20))");
            } catch (SQLException e) {
                // The source is of the same server, which may be what is gone.
            }
            Pause.of(PAUSE);
        }
    }

    private String compared() throws SQLException {
        server().requireSame("readings", TABLE, DATABASE, TABLE, COLUMNS);
        return "all " + String.format(Locale.ROOT, "%,d", ROWS);
    }

    /** A figure of a dashboard. */
    private record Figure(Product product, String card) implements Question {

        @Override
        public String title() {
            return "a figure";
        }

        @Override
        public void ask() {
            product.answer(card);
        }
    }

    private static void waitUntil(BooleanSupplier condition, String what) {
        Instant deadline = Instant.now().plus(PATIENCE);
        while (!holds(condition)) {
            if (Instant.now().isAfter(deadline)) {
                throw new IllegalStateException("Waited " + PATIENCE.toMinutes() + " minutes until " + what + ".");
            }
            Pause.of(PAUSE);
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

    /** The server as it runs at present: a fault may have started it again. */
    private Server server() {
        return new Server(platform.postgres());
    }
}
