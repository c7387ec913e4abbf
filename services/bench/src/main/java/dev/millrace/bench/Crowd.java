package dev.millrace.bench;

import dev.millrace.local.LocalPlatform;
import dev.millrace.local.ServerFailedException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * Many tenants on one machine: each of them signs up, connects a database of 100 rows and gets a dashboard; then all are read
 * again at once, and more and more people look at dashboards until no more answers come for it. What the first tenants cost stands
 * beside what the last ones do.
 */
final class Crowd {

    private static final String DATABASE = "crowd";
    private static final int AT_ONCE = 4;
    /** So many tenants are measured by themselves at the beginning and at the end. */
    private static final int PORTION = 100;

    private static final List<Integer> VIEWERS = List.of(1, 2, 4, 8, 16, 32, 64);
    private static final Duration LOOKED_FOR = Duration.ofSeconds(15);
    /** What a crowd leaves behind, such as the server's own vacuum, is done by then. */
    private static final Duration SETTLED_AFTER = Duration.ofSeconds(20);

    private static final Duration RESTED_FOR = Duration.ofSeconds(20);
    private static final String CONTROL_PLANE = "connector";
    private static final String ACTIVE = "select count(*) from runs where state in ('QUEUED', 'RUNNING')";
    private static final String ROLES = "select count(*) from pg_roles";
    private static final String WAREHOUSES = "from pg_database where datname like 'wh\\_%'";

    /** A tenant with what there is to look at. */
    private record Member(Product product, String source, String card) {}

    private final LocalPlatform platform;
    private final Server server;
    private final int tenants;
    private final Queue<Member> members = new ConcurrentLinkedQueue<>();
    private final AtomicInteger number = new AtomicInteger();
    private final CrowdCosts costs = new CrowdCosts();
    private final StringBuilder report = new StringBuilder();

    Crowd(LocalPlatform platform, int tenants) {
        this.platform = platform;
        this.server = new Server(platform.postgres());
        this.tenants = tenants;
    }

    /** The tables, as Markdown. */
    String run() throws SQLException {
        server.recreateDatabase(DATABASE);
        server.execute(
                DATABASE,
                "create table few as select n as id, now() - n * interval '1 day' as sold_at, n * 1.5 as amount,"
                        + " 'product ' || n % 7 as product from generate_series(1, 100) n");
        rest("none");
        arriveInPortions();
        readAll();
        lookOnce();
        look();
        rest(String.format(Locale.ROOT, "%,d, after all", tenants));
        add(costs.tables());
        add(String.format(
                Locale.ROOT,
                "%nThe server holds %,d databases and %,d roles; a tenant's database takes %.1f MB.%n",
                server.number("postgres", "select count(*) from pg_database"),
                server.number("postgres", ROLES),
                server.number("postgres", "select avg(pg_database_size(datname))::bigint " + WAREHOUSES) / 1e6));
        return report.toString();
    }

    /** How long the arriving took. */
    private record Arrivals(int count, int failed, Duration taken, Latencies signUps, Latencies dashboards) {

        String rows(String who) {
            return String.format(
                    Locale.ROOT,
                    "| %s | %.0f | %d | %s | %s |%n",
                    who,
                    count / (taken.toMillis() / 60_000.0),
                    failed,
                    signUps.cells(),
                    dashboards.cells());
        }
    }

    private void arriveInPortions() throws SQLException {
        int portion = Math.min(PORTION, tenants / 2);
        Arrivals first = arrive(portion, String.format(Locale.ROOT, "one of the first %,d arrives", portion));
        rest(String.format(Locale.ROOT, "%,d", portion));
        Arrivals between = arrive(tenants - 2 * portion, "");
        Arrivals last = arrive(portion, String.format(Locale.ROOT, "one of the last %,d arrives", portion));
        rest(String.format(Locale.ROOT, "%,d", tenants));
        add(String.format(
                        Locale.ROOT,
                        "%,d tenants arrived, %d at a time. The times of a sign-up by forms and mail with a workspace, and from"
                                + " connecting a database to its dashboard.%n%n"
                                + "| | a minute | failed | sign-up: median | 95 %% | 99 %% | dashboard: median | 95 %% | 99 %% |%n"
                                + "|---|---|---|---|---|---|---|---|---|%n",
                        tenants,
                        AT_ONCE)
                + first.rows("the first " + portion)
                + (between.count() == 0 ? "" : between.rows("those between"))
                + last.rows("the last " + portion));
    }

    /** @param step names what it costs; empty if nobody wants to know */
    private Arrivals arrive(int count, String step) throws SQLException {
        Latencies signUps = new Latencies();
        Latencies dashboards = new Latencies();
        AtomicInteger left = new AtomicInteger(count);
        AtomicInteger failed = new AtomicInteger();
        try (ConnectionsSeen seen = new ConnectionsSeen(server)) {
            PartUsage before = PartUsage.processorNow();
            Instant begin = Instant.now();
            together(AT_ONCE, () -> {
                while (left.getAndDecrement() > 0) {
                    int tenant = number.getAndIncrement();
                    try {
                        Product product = signUps.timed(() -> Product.signUp(platform, "crowd-" + tenant));
                        members.add(dashboards.timed(() -> {
                            String source = product.connect("postgres", "Shop", server.sourceConfiguration(DATABASE));
                            return new Member(product, source, product.waitForCard(source));
                        }));
                    } catch (Exception e) {
                        System.out.println("tenant " + tenant + " could not arrive: " + e.getMessage());
                        failed.incrementAndGet();
                    }
                }
            });
            Duration taken = Duration.between(begin, Instant.now());
            if (!step.isEmpty()) {
                costs.step(step, PartUsage.processorNow().since(before), count, taken, seen);
            }
            System.out.printf(Locale.ROOT, "%,d tenants are there%n", members.size());
            return new Arrivals(count, failed.get(), taken, signUps, dashboards);
        }
    }

    private void readAll() throws SQLException {
        try (ConnectionsSeen seen = new ConnectionsSeen(server)) {
            PartUsage before = PartUsage.processorNow();
            Instant begin = Instant.now();
            overAll(member -> member.product().start(member.source()));
            while (server.number(CONTROL_PLANE, ACTIVE) > 0) {
                Pause.of(Duration.ofMillis(200));
            }
            Duration taken = Duration.between(begin, Instant.now());
            costs.step("a sync", PartUsage.processorNow().since(before), members.size(), taken, seen);
            double seconds = taken.toMillis() / 1_000.0;
            add(String.format(
                    Locale.ROOT,
                    "%nA sync of each, asked for at once: done after %.1f s, %.0f a second.%n",
                    seconds,
                    members.size() / seconds));
        }
    }

    /** Everybody's first look at what was read: no answer is remembered, and most log-ins have to be renewed. */
    private void lookOnce() {
        Latencies answers = new Latencies();
        try (ConnectionsSeen seen = new ConnectionsSeen(server)) {
            PartUsage before = PartUsage.processorNow();
            Instant begin = Instant.now();
            overAll(member -> answers.timed(() -> member.product().answer(member.card())));
            costs.step(
                    "a first look",
                    PartUsage.processorNow().since(before),
                    members.size(),
                    Duration.between(begin, Instant.now()),
                    seen);
        }
        add(String.format(
                Locale.ROOT,
                "%nThe first look of each at its new figures, %d at a time: %s ms (median, 95 %%, 99 %%).%n",
                AT_ONCE,
                answers.cells().replace(" |", ",")));
    }

    private void look() {
        List<Member> all = List.copyOf(members);
        add(
                String.format(
                        Locale.ROOT,
                        "%n| people looking without a pause | figures a second | median | 95 %% | 99 %% | failed |%n|---|---|---|---|---|---|%n"));
        for (int viewers : VIEWERS) {
            Latencies answers = new Latencies();
            AtomicInteger failed = new AtomicInteger();
            try (ConnectionsSeen seen = new ConnectionsSeen(server)) {
                PartUsage before = PartUsage.processorNow();
                Instant begin = Instant.now();
                Instant end = begin.plus(LOOKED_FOR);
                together(viewers, () -> {
                    while (Instant.now().isBefore(end)) {
                        Member member = all.get(ThreadLocalRandom.current().nextInt(all.size()));
                        try {
                            answers.timed(() -> member.product().answer(member.card()));
                        } catch (ServerFailedException e) {
                            failed.incrementAndGet();
                        } catch (Exception e) {
                            throw new IllegalStateException(e);
                        }
                    }
                });
                if (viewers == VIEWERS.getLast()) {
                    costs.step(
                            "another look",
                            PartUsage.processorNow().since(before),
                            answers.count(),
                            Duration.between(begin, Instant.now()),
                            seen);
                }
            }
            add(String.format(
                    Locale.ROOT,
                    "| %d | %.0f | %s | %d |%n",
                    viewers,
                    answers.count() / (double) LOOKED_FOR.toSeconds(),
                    answers.cells(),
                    failed.get()));
        }
    }

    /** What is used while nobody does anything. */
    private void rest(String there) throws SQLException {
        while (server.number(CONTROL_PLANE, ACTIVE) > 0) {
            Pause.of(Duration.ofSeconds(1));
        }
        Pause.of(SETTLED_AFTER);
        PartUsage before = PartUsage.processorNow();
        Pause.of(RESTED_FOR);
        costs.rest(there, PartUsage.processorNow().since(before).withMemory(), RESTED_FOR);
    }

    /** What is done for one tenant. */
    @FunctionalInterface
    private interface Work {
        Object of(Member member) throws Exception;
    }

    private void overAll(Work work) {
        Queue<Member> left = new ConcurrentLinkedQueue<>(members);
        together(AT_ONCE, () -> {
            for (Member member = left.poll(); member != null; member = left.poll()) {
                try {
                    work.of(member);
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            }
        });
    }

    private static void together(int threads, Runnable work) {
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> all = IntStream.range(0, threads)
                    .<Future<?>>mapToObj(i -> executor.submit(work))
                    .toList();
            for (Future<?> one : all) {
                one.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("stopped while waiting", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    /** A line for whoever waits, too. */
    private void add(String text) {
        System.out.print(text);
        report.append(text);
    }
}
