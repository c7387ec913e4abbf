package dev.millrace.bench;

import dev.millrace.local.LocalMariaDb;
import dev.millrace.local.LocalPlatform;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** All measurements, in the order in which their data comes to be. */
final class Suite {

    private static final int SMALL_RUNS = 40;

    /** 256 MB. */
    private static final int MOST_MEBIBYTES = 244;

    private static final int FAR_BYTES_PER_SECOND = 20_000_000;
    private static final String MILLRACE = "Millrace";
    private static final String PIPE = "psql binary pipe";

    private final Product product;
    private final Server server;
    private final Path folder;
    private final int rows;
    private final int rounds;
    private final int scheduledSources;
    private final int tenants;
    private final StringBuilder report = new StringBuilder();
    private final List<Goal> goals = new ArrayList<>();

    Suite(LocalPlatform platform, Path folder, int rows, int rounds, int scheduledSources, int tenants) {
        this.product = Product.enter(platform);
        this.server = new Server(platform.postgres());
        this.folder = folder;
        this.rows = rows;
        this.rounds = rounds;
        this.scheduledSources = scheduledSources;
        this.tenants = tenants;
    }

    String run() throws Exception {
        if (rows > 0) {
            loads();
        }
        if (scheduledSources > 0) {
            schedules();
        }
        return conclude();
    }

    /** The two loads alone that the most work goes into. */
    String largeLoads() throws Exception {
        begin();
        csv();
        table();
        farTable();
        return conclude();
    }

    private String conclude() {
        add(Goal.table(goals));
        add(String.format(
                Locale.ROOT,
                "%nMost resident memory of the worker: %d MiB%n",
                Processes.peakMebibytes(Processes::isWorker)));
        return report.toString();
    }

    private void begin() throws Exception {
        server.recreateDatabase(Server.DATABASE);
        add(String.format(
                Locale.ROOT, "%,d rows of 16 columns, medians of %d passes in turns, fsync on%n", rows, rounds));
    }

    private void loads() throws Exception {
        begin();
        csv();
        table();
        farTable();
        keys();
        smallRuns();
        add(new Shapes(product, server, rows / 10, rounds).measure());
        // At the end: its peers leave tables that the sources above would read.
        mariaDb();
        longRows();
    }

    /** Behind all else, as the most that a process has had resident never becomes less. */
    private void longRows() throws Exception {
        long before = Processes.peakMebibytes(Processes::isWorker);
        goals.add(new Goal("most resident memory of the worker until then, in MiB", "–", before, MOST_MEBIBYTES));
        goals.add(new Goal(
                "the same with rows of up to 63 MB",
                "–",
                new LongRows(product, server, folder).measure(),
                MOST_MEBIBYTES));
    }

    /** Leaves the orders in the benchmark's own database, for what follows to read. */
    private void csv() throws Exception {
        Path file = folder.resolve("orders.csv");
        OrdersFile.write(file, rows);
        String source = product.connectFile("Bench csv", file);
        Comparison comparison = new Comparison(
                        "CSV to PostgreSQL, types found by itself (" + Files.size(file) / 1_000_000 + " MB)")
                .with("psql \\copy", () -> {
                    server.execute(Server.DATABASE, "drop table if exists orders");
                    server.execute(Server.DATABASE, "create table orders (" + OrdersFile.COLUMNS + ")");
                    server.settle();
                    return timed(() -> server.psql(Server.DATABASE, "\\copy orders from '" + file + "' csv header"));
                })
                .with(MILLRACE, () -> runLoading(source, rows))
                .run(rounds);
        server.requireSame("bench_csv", "orders", "orders", OrdersFile.NAMES);
        add(comparison.table("psql \\copy"));
        reportCosts(source);
        goals.add(new Goal("CSV to PostgreSQL", "psql \\copy", comparison.ratio(MILLRACE, "psql \\copy"), 0.65));
    }

    private void mariaDb() throws Exception {
        if (!LocalMariaDb.isAvailable()) {
            add("\nMariaDB to PostgreSQL is left out: there is no MariaDB for this kind of machine.\n");
            return;
        }
        try (LocalMariaDb mariaDb = LocalMariaDb.start("--innodb-buffer-pool-size=512M")) {
            Comparison comparison = new MariaDbLoads(mariaDb, server, product, folder)
                    .measure(folder.resolve("orders.csv"), rows, rounds);
            String peer = MariaDbLoads.hasPgloader() ? MariaDbLoads.PGLOADER : MariaDbLoads.BATCHES;
            add(comparison.table(peer));
            if (MariaDbLoads.hasPgloader()) {
                goals.add(new Goal("MariaDB to PostgreSQL", peer, comparison.ratio(MILLRACE, peer), 0.25));
            } else {
                add("\npgloader is not installed: there is nothing to hold the goal against.\n");
            }
        }
    }

    private void table() throws Exception {
        server.execute(Server.DATABASE, "alter table orders add primary key (id)");
        Comparison comparison = copied("PostgreSQL to PostgreSQL", "Bench table", server.port());
        server.requireSame("bench_table", "orders", "orders", OrdersFile.NAMES);
        goals.add(new Goal("PostgreSQL to PostgreSQL", PIPE, comparison.ratio(MILLRACE, PIPE), 1.35));
    }

    /** The same where each connection to the source gives so much a second and no more: what several of them gain. */
    private void farTable() throws Exception {
        try (SlowLine line = new SlowLine(server.port(), FAR_BYTES_PER_SECOND)) {
            copied(
                    "PostgreSQL to PostgreSQL, " + FAR_BYTES_PER_SECOND / 1_000_000
                            + " MB a second over each connection",
                    "Bench far",
                    line.port());
            server.requireSame("bench_far", "orders", "orders", OrdersFile.NAMES);
        }
    }

    /** Full refreshes of the orders, which are read at a port that leads to the server, beside a pipe that reads there too. */
    private Comparison copied(String title, String sourceName, int port) throws Exception {
        String source = product.connect("postgres", sourceName, server.sourceConfiguration(Server.DATABASE, port));
        product.keepStreams(source, "FULL_REFRESH_OVERWRITE", "", List.of());
        Comparison comparison = new Comparison(title)
                .with(PIPE, () -> {
                    server.execute(Server.DATABASE, "drop schema if exists peer cascade");
                    server.execute(
                            Server.DATABASE, "create schema peer create table orders (" + OrdersFile.COLUMNS + ")");
                    server.settle();
                    return timed(() -> server.psqlPipe(
                            port,
                            "copy public.orders to stdout (format binary)",
                            Server.DATABASE,
                            "copy peer.orders from stdin (format binary)"));
                })
                .with(MILLRACE, () -> runLoading(source, rows))
                .run(rounds);
        server.execute(Server.DATABASE, "drop schema peer cascade");
        add(comparison.table(PIPE));
        return comparison;
    }

    /** Increments by a key: Millrace merges what changed, and hand-written SQL does the same from a staged copy. */
    private void keys() throws Exception {
        String source = product.connect("postgres", "Bench keyed", server.sourceConfiguration(Server.DATABASE));
        product.keepStreams(source, "INCREMENTAL_UPSERT", "updated_at", List.of("id"));
        server.execute(
                Server.DATABASE,
                "update orders set updated_at = timestamp '2025-01-01' + id * interval '1 microsecond'"
                        + " where updated_at is null");
        product.run(source);
        String plain = product.connect("postgres", "Bench plain", server.sourceConfiguration(Server.DATABASE));
        product.keepStreams(plain, "FULL_REFRESH_OVERWRITE", "", List.of());
        Comparison first = new Comparison("First load with a primary key")
                .with("without one", () -> runLoading(plain, rows))
                .with(MILLRACE, () -> {
                    product.reset(source, "orders");
                    return runLoading(source, rows);
                })
                .run(rounds);
        add(first.table("without one"));
        goals.add(new Goal("first load with a primary key", "without", first.ratio(MILLRACE, "without one"), 1.35));
        server.recreateDatabase(Server.PEERS_DATABASE);
        server.execute(Server.PEERS_DATABASE, "create table kept (" + OrdersFile.COLUMNS + ", primary key (id))");
        server.psqlPipe(
                "copy orders to stdout (format binary)", Server.PEERS_DATABASE, "copy kept from stdin (format binary)");
        Comparison tenth = increments(source, 10);
        goals.add(new Goal(
                "upsert of 10 % changed rows", "hand-written SQL", tenth.ratio(MILLRACE, "hand-written SQL"), 1.1));
        Comparison hundredth = increments(source, 100);
        goals.add(new Goal("upsert of 1 %", "a full load", hundredth.median(MILLRACE) / first.median(MILLRACE), 0.2));
        server.requireSame("bench_keyed", "orders", "orders", OrdersFile.NAMES);
        server.drop(Server.PEERS_DATABASE);
    }

    /**
     * By hand, the changed rows are piped to an unlogged table of the other database and merged from there by a statement
     * that knows which two columns change. The changed rows' times differ, as they do where rows change one by one.
     */
    private Comparison increments(String source, int oneOf) throws Exception {
        int[] pass = {0};
        String[] since = {""};
        Comparison comparison = new Comparison("Upsert of 1 in " + oneOf + " rows")
                .with("hand-written SQL", () -> {
                    int which = ++pass[0] % oneOf;
                    since[0] = server.text(Server.DATABASE, "select max(updated_at)::text from orders");
                    server.execute(
                            Server.DATABASE,
                            "update orders set status = status || '.', updated_at = timestamp '" + since[0]
                                    + "' + interval '1 second' + id * interval '1 microsecond' where id % " + oneOf
                                    + " = " + which);
                    server.settle();
                    return timed(() -> {
                        server.psql(
                                Server.PEERS_DATABASE,
                                "drop table if exists staged; create unlogged table staged (like kept)");
                        server.psqlPipe(
                                "copy (select * from orders where updated_at > '" + since[0]
                                        + "') to stdout (format binary)",
                                Server.PEERS_DATABASE,
                                "copy staged from stdin (format binary)");
                        server.psql(
                                Server.PEERS_DATABASE,
                                "insert into kept select * from staged on conflict (id) do update set status ="
                                        + " excluded.status, updated_at = excluded.updated_at where (kept.status,"
                                        + " kept.updated_at) is distinct from (excluded.status, excluded.updated_at)");
                    });
                })
                .with(MILLRACE, () -> {
                    server.settle();
                    return product.run(source).onWorker();
                })
                .run(rounds);
        add(comparison.table("hand-written SQL"));
        return comparison;
    }

    private void smallRuns() throws Exception {
        server.execute(Server.DATABASE, "drop table orders");
        server.execute(
                Server.DATABASE,
                "create table few as select n as id, 'some text ' || n as text from generate_series(1, 100) n");
        String source = product.connect("postgres", "Bench few", server.sourceConfiguration(Server.DATABASE));
        product.keepStreams(source, "FULL_REFRESH_OVERWRITE", "", List.of());
        double[] millis = new double[SMALL_RUNS];
        for (int i = -5; i < SMALL_RUNS; i++) {
            double took = product.run(source).fromTrigger().toNanos() / 1e6;
            if (i >= 0) {
                millis[i] = took;
            }
        }
        Arrays.sort(millis);
        double median = millis[SMALL_RUNS / 2];
        double late = millis[SMALL_RUNS * 95 / 100];
        add(String.format(
                Locale.ROOT,
                "%n### 100 rows, from the request to the end of the run%n%np50 %.0f ms, p95 %.0f ms%n",
                median,
                late));
        goals.add(new Goal("100 rows, trigger to committed, p95 in s", "–", late / 1_000, 0.3));
    }

    private void schedules() throws SQLException {
        Schedules.Outcome outcome = new Schedules(product, server, scheduledSources, tenants).measure();
        add(outcome.table());
        goals.add(new Goal(
                scheduledSources + " scheduled syncs a minute, part of the minute until the last has ended",
                "–",
                outcome.latest().toMillis() / 60_000.0,
                1.0));
    }

    /** What was measured is not lost when a later measurement fails. */
    private void add(String section) {
        System.out.print(section);
        report.append(section);
    }

    private Duration runLoading(String source, long expected) throws SQLException {
        server.settle();
        Product.Run run = product.run(source);
        if (run.rowsLoaded() != expected) {
            throw new IllegalStateException("loaded " + run.rowsLoaded() + " of " + expected + " rows");
        }
        return run.onWorker();
    }

    private void reportCosts(String source) throws SQLException {
        Duration worker = Processes.cpu(Processes::isWorker);
        Duration database = Processes.cpuWithEnded(Processes::isPostgres);
        long wal = server.walBytes();
        product.run(source);
        add(String.format(
                Locale.ROOT,
                "%nOne pass of Millrace: %.2f s of processor time in the worker, %.2f s in the server, which wrote %d MB ahead%n",
                Processes.cpu(Processes::isWorker).minus(worker).toNanos() / 1e9,
                Processes.cpuWithEnded(Processes::isPostgres).minus(database).toNanos() / 1e9,
                (server.walBytes() - wal) / 1_000_000));
    }

    /** Something that may fail in any way. */
    @FunctionalInterface
    private interface Work {

        void run() throws Exception;
    }

    private static Duration timed(Work work) throws Exception {
        long begin = System.nanoTime();
        work.run();
        return Duration.ofNanos(System.nanoTime() - begin);
    }
}
