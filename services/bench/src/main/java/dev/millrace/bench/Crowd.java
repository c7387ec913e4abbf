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
 * again at once, and more and more people look at dashboards until no more answers come for it.
 */
final class Crowd {

    private static final String DATABASE = "crowd";
    private static final int AT_ONCE = 4;
    private static final List<Integer> VIEWERS = List.of(1, 2, 4, 8, 16, 32, 64);
    private static final Duration LOOKED_FOR = Duration.ofSeconds(15);
    private static final String CONTROL_PLANE = "connector";
    private static final String ACTIVE = "select count(*) from runs where state in ('QUEUED', 'RUNNING')";
    private static final List<String> SERVICES =
            List.of("tenant-management", "connector", "sync-worker", "transform", "reporting", "console");

    /** A tenant with what there is to look at. */
    private record Member(Product product, String source, String card) {}

    private final LocalPlatform platform;
    private final Server server;
    private final int tenants;
    private final Queue<Member> members = new ConcurrentLinkedQueue<>();
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
        arrive();
        readAll();
        look();
        memory();
        server.drop(DATABASE);
        return report.toString();
    }

    private void arrive() {
        Latencies signUps = new Latencies();
        Latencies dashboards = new Latencies();
        AtomicInteger next = new AtomicInteger();
        Instant begin = Instant.now();
        together(AT_ONCE, () -> {
            for (int i = next.getAndIncrement(); i < tenants; i = next.getAndIncrement()) {
                int number = i;
                try {
                    Product product = signUps.timed(() -> Product.signUp(platform, "crowd-" + number));
                    members.add(dashboards.timed(() -> {
                        String source = product.connect("postgres", "Shop", server.sourceConfiguration(DATABASE));
                        return new Member(product, source, product.waitForCard(source));
                    }));
                } catch (Exception e) {
                    throw new IllegalStateException("tenant " + number + " could not arrive", e);
                }
            }
        });
        double minutes = Duration.between(begin, Instant.now()).toMillis() / 60_000.0;
        add(String.format(
                Locale.ROOT,
                "%,d tenants arrived, %d at a time: %.0f a minute.%n%n| step | median | 95 %% | 99 %% |%n|---|---|---|---|%n"
                        + "| sign-up by forms and mail, and a workspace | %s |%n"
                        + "| from connecting a database to its dashboard | %s |%n",
                tenants,
                AT_ONCE,
                tenants / minutes,
                signUps.cells(),
                dashboards.cells()));
    }

    private void readAll() throws SQLException {
        Instant begin = Instant.now();
        Queue<Member> left = new ConcurrentLinkedQueue<>(members);
        together(AT_ONCE, () -> {
            for (Member member = left.poll(); member != null; member = left.poll()) {
                member.product().start(member.source());
            }
        });
        while (server.number(CONTROL_PLANE, ACTIVE) > 0) {
            pause(Duration.ofMillis(200));
        }
        double seconds = Duration.between(begin, Instant.now()).toMillis() / 1_000.0;
        add(String.format(
                Locale.ROOT,
                "%nA sync of each, asked for at once: done after %.1f s, %.0f a second.%n",
                seconds,
                members.size() / seconds));
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
            Instant end = Instant.now().plus(LOOKED_FOR);
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
            add(String.format(
                    Locale.ROOT,
                    "| %d | %.0f | %s | %d |%n",
                    viewers,
                    answers.count() / (double) LOOKED_FOR.toSeconds(),
                    answers.cells(),
                    failed.get()));
        }
    }

    private void memory() {
        add(String.format(Locale.ROOT, "%n| service | most resident memory |%n|---|---|%n"));
        for (String service : SERVICES) {
            long most = Processes.peakMebibytes(command -> command.contains("services/" + service + "/"));
            add(String.format(Locale.ROOT, "| %s | %d MiB |%n", service, most));
        }
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

    private static void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("stopped while waiting", e);
        }
    }

    /** A line for whoever waits, too. */
    private void add(String text) {
        System.out.print(text);
        report.append(text);
    }
}
