package dev.millrace.bench;

import dev.millrace.local.LocalMariaDb;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import org.mariadb.jdbc.Driver;

/** The orders in a MariaDB server of our own, loaded by Millrace, by pgloader if it is installed, and by batches over JDBC. */
final class MariaDbLoads {

    static final String PGLOADER = "pgloader";
    static final String BATCHES = "JDBC batches";

    private static final String SHOP = "shop";
    private static final int BATCH_ROWS = 1_000;

    /** The columns of the orders, with the types that MariaDB has for them. */
    private static final String COLUMNS = "id bigint primary key, customer_id bigint, created_at timestamp(6) null,"
            + " updated_at datetime, birth_date date, status varchar(20), full_name varchar(100), email varchar(100),"
            + " note text, amount decimal(12, 2), tax_rate decimal(8, 4), quantity int, is_gift bit(1),"
            + " country char(2), score decimal(14, 6), reference char(36)";

    private static final String PEER_COLUMNS = "id bigint primary key, customer_id bigint, created_at timestamptz,"
            + " updated_at timestamp, birth_date date, status text, full_name text, email text, note text,"
            + " amount numeric, tax_rate numeric, quantity bigint, is_gift boolean, country text, score numeric,"
            + " reference text";

    /** Those whose values every way writes alike. */
    private static final String COMPARED =
            "id, customer_id, created_at, updated_at, birth_date, status, full_name, email,"
                    + " note, amount::numeric(12, 2), tax_rate::numeric(8, 4), quantity, is_gift, country,"
                    + " score::numeric(14, 6), reference";

    private final LocalMariaDb mariaDb;
    private final Server server;
    private final Product product;
    private final Path folder;

    MariaDbLoads(LocalMariaDb mariaDb, Server server, Product product, Path folder) {
        this.mariaDb = mariaDb;
        this.server = server;
        this.product = product;
        this.folder = folder;
    }

    /** Loads a file of orders into MariaDB, and from there by every way in turns. */
    Comparison measure(Path orders, int rows, int rounds) throws Exception {
        fill(orders);
        String source = product.connect("mysql", "Bench mariadb", configuration());
        product.keepStreams(source, "FULL_REFRESH_OVERWRITE", "", List.of());
        Comparison comparison = new Comparison("MariaDB to PostgreSQL");
        if (hasPgloader()) {
            comparison.with(PGLOADER, this::pgloader);
        }
        comparison.with(BATCHES, this::batches).with("Millrace", () -> {
            server.settle();
            Product.Run run = product.run(source);
            if (run.rowsLoaded() != rows) {
                throw new IllegalStateException("loaded " + run.rowsLoaded() + " of " + rows + " rows");
            }
            return run.onWorker();
        });
        comparison.run(rounds);
        requireSame();
        return comparison;
    }

    static boolean hasPgloader() {
        for (String path : System.getenv("PATH").split(":", -1)) {
            if (Path.of(path, PGLOADER).toFile().canExecute()) {
                return true;
            }
        }
        return false;
    }

    private Connection connect() throws SQLException {
        Properties login = new Properties();
        login.setProperty("user", mariaDb.administrator().user());
        login.setProperty("password", mariaDb.administrator().password());
        login.setProperty("allowLocalInfile", "true");
        return Objects.requireNonNull(new Driver().connect("jdbc:mariadb://127.0.0.1:" + mariaDb.port() + "/", login));
    }

    private void fill(Path orders) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute("create or replace database " + SHOP + " character set utf8mb4");
            statement.execute("use " + SHOP);
            statement.execute("create table orders (" + COLUMNS + ")");
            statement.execute("set session time_zone = '+00:00', sql_mode = ''");
            statement.execute("load data local infile '" + orders + "' into table orders character set utf8mb4"
                    + " fields terminated by ',' optionally enclosed by '\"' escaped by '' ignore 1 lines"
                    + " (id, customer_id, @created, @updated, birth_date, status, full_name, email, @note, amount,"
                    + " @tax, quantity, @gift, country, @score, reference)"
                    + " set created_at = left(@created, 26), updated_at = nullif(@updated, ''),"
                    + " note = nullif(@note, ''), tax_rate = nullif(@tax, ''),"
                    + " is_gift = if(@gift = '', null, @gift = 'true'), score = nullif(@score, '')");
        }
    }

    private Map<String, ?> configuration() {
        return Map.of(
                "host",
                "127.0.0.1",
                "port",
                mariaDb.port(),
                "database",
                SHOP,
                "user",
                mariaDb.administrator().user(),
                "password",
                mariaDb.administrator().password());
    }

    /** As its manual begins: one line, with what it chooses by itself. */
    private Duration pgloader() throws IOException, InterruptedException, SQLException {
        server.execute(Server.DATABASE, "drop schema if exists " + SHOP + " cascade");
        server.settle();
        Path command = folder.resolve("pgloader.load");
        Files.writeString(
                command,
                "load database from mysql://" + mariaDb.administrator().user() + ":"
                        + mariaDb.administrator().password() + "@127.0.0.1:" + mariaDb.port() + "/" + SHOP + " into "
                        + server.uri() + " with include drop, create tables, create indexes, reset no sequences"
                        + " set timezone to 'UTC';\n");
        long began = System.nanoTime();
        Path log = folder.resolve("pgloader.log");
        Process process = new ProcessBuilder(PGLOADER, "--quiet", command.toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        int status = process.waitFor();
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        Files.delete(command);
        if (status != 0) {
            throw new IllegalStateException("pgloader ended with " + status + ". See " + log + ".");
        }
        return took;
    }

    /** What a program does that somebody writes in an afternoon: objects of values, a thousand rows in a batch, one commit. */
    private Duration batches() throws SQLException {
        server.execute(Server.DATABASE, "drop schema if exists batches cascade");
        server.execute(Server.DATABASE, "create schema batches create table orders (" + PEER_COLUMNS + ")");
        server.settle();
        long began = System.nanoTime();
        try (Connection from = connect();
                Statement select = from.createStatement();
                Connection to = server.connectForBatches();
                PreparedStatement insert = to.prepareStatement(
                        "insert into batches.orders values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
            to.setAutoCommit(false);
            select.execute("set session time_zone = '+00:00'");
            select.setFetchSize(BATCH_ROWS);
            try (ResultSet row = select.executeQuery("select * from " + SHOP + ".orders")) {
                for (int count = 1; row.next(); count++) {
                    for (int i = 1; i <= 16; i++) {
                        insert.setObject(i, row.getObject(i));
                    }
                    insert.addBatch();
                    if (count % BATCH_ROWS == 0) {
                        insert.executeBatch();
                    }
                }
            }
            insert.executeBatch();
            to.commit();
        }
        return Duration.ofNanos(System.nanoTime() - began);
    }

    private void requireSame() throws SQLException {
        server.requireSame("bench_mariadb", "orders", "batches.orders", COMPARED);
        if (hasPgloader()) {
            server.requireSame("bench_mariadb", "orders", SHOP + ".orders", "id, full_name, note, amount");
        }
    }
}
