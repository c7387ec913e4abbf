package dev.millrace.bench;

import dev.millrace.local.LocalPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import org.postgresql.Driver;

/** The one PostgreSQL server that everything is loaded into and read from, seen as its superuser. */
final class Server {

    /** A database of the benchmark's own: what peers load into, and what Millrace reads from. */
    static final String DATABASE = "bench";

    /** Another one, for peers that write to another database than they read from. */
    static final String PEERS_DATABASE = "bench_peers";

    private final LocalPostgres postgres;

    Server(LocalPostgres postgres) {
        this.postgres = postgres;
    }

    void recreateDatabase(String database) throws SQLException {
        drop(database);
        execute("postgres", "create database " + database);
    }

    void drop(String database) throws SQLException {
        execute("postgres", "drop database if exists " + database + " with (force)");
    }

    void execute(String database, String sql) throws SQLException {
        try (Connection connection = postgres.connect(database);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** What there is to enter for a source that reads a database. */
    Map<String, ?> sourceConfiguration(String database) {
        return sourceConfiguration(database, postgres.port());
    }

    /** The same at another port, which leads to the same server. */
    Map<String, ?> sourceConfiguration(String database, int port) {
        return Map.of(
                "host",
                "127.0.0.1",
                "port",
                port,
                "database",
                database,
                "user",
                postgres.superuser().user(),
                "password",
                postgres.superuser().password());
    }

    /** The database of the tenant's warehouse that has a schema. */
    String warehouseWith(String schema) throws SQLException {
        for (String database : texts("postgres", "select datname from pg_database where datname like 'wh\\_%'")) {
            if (!texts(database, "select nspname from pg_namespace where nspname = '" + schema + "'")
                    .isEmpty()) {
                return database;
            }
        }
        throw new IllegalStateException("no warehouse has the schema " + schema);
    }

    /** The rows' count and a sum over the hashes of the text of some columns or expressions, whatever their order. */
    String content(String database, String table, String columns) throws SQLException {
        return texts(
                        database,
                        "select count(*) || ' rows, hash ' || coalesce(sum(hashtextextended(t::text, 0)::numeric), 0)"
                                + " from (select " + columns + " from " + table + ") t")
                .getFirst();
    }

    /** The same of a table of the benchmark's own database. */
    void requireSame(String schema, String table, String own, String columns) throws SQLException {
        requireSame(schema, table, DATABASE, own, columns);
    }

    /** Fails when a table that was loaded does not hold what one of a database does, in some columns or expressions. */
    void requireSame(String schema, String table, String database, String own, String columns) throws SQLException {
        String loaded = content(warehouseWith(schema), schema + "." + table, columns);
        String expected = content(database, own, columns);
        if (!loaded.equals(expected)) {
            throw new IllegalStateException(schema + "." + table + " has " + loaded + ", and should have " + expected);
        }
    }

    /** Bytes that were written ahead so far. */
    long walBytes() throws SQLException {
        return number("postgres", "select pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')::bigint");
    }

    /** Where other programs reach the benchmark's own database. */
    String uri() {
        return "postgresql://" + postgres.superuser().user() + ":"
                + postgres.superuser().password() + "@127.0.0.1:" + postgres.port() + "/" + DATABASE;
    }

    /** A connection to the benchmark's own database, set up as the driver's manual advises for batches. */
    Connection connectForBatches() throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", postgres.superuser().user());
        properties.setProperty("password", postgres.superuser().password());
        properties.setProperty("reWriteBatchedInserts", "true");
        return Objects.requireNonNull(new Driver().connect(postgres.jdbcUrl(DATABASE), properties));
    }

    /** Lets nothing of the last measurement run on into the next one. */
    void settle() throws SQLException {
        execute("postgres", "checkpoint");
    }

    /** The one number that a query gives. */
    long number(String database, String sql) throws SQLException {
        return Long.parseLong(texts(database, sql).getFirst());
    }

    private List<String> texts(String database, String sql) throws SQLException {
        try (Connection connection = postgres.connect(database);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> texts = new ArrayList<>();
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
            return texts;
        }
    }

    /** The one text that a query gives. */
    String text(String database, String sql) throws SQLException {
        return texts(database, sql).getFirst();
    }

    /** Runs psql: the peer that most people would measure by. */
    void psql(String database, String command) throws IOException, InterruptedException {
        shell(psqlCommand(database) + " -c " + quoted(command));
    }

    /** The output of a psql on the benchmark's own database, piped into another one's input. */
    void psqlPipe(String from, String database, String to) throws IOException, InterruptedException {
        psqlPipe(postgres.port(), from, database, to);
    }

    /** The same with the first psql at another port, which leads to the same server. */
    void psqlPipe(int fromPort, String from, String database, String to) throws IOException, InterruptedException {
        shell(psqlCommand(fromPort, DATABASE) + " -c " + quoted(from) + " | " + psqlCommand(database) + " -c "
                + quoted(to));
    }

    int port() {
        return postgres.port();
    }

    private String psqlCommand(String database) {
        return psqlCommand(postgres.port(), database);
    }

    private String psqlCommand(int port, String database) {
        return "psql -X -q -v ON_ERROR_STOP=1 -h 127.0.0.1 -p " + port + " -U "
                + postgres.superuser().user() + " -d " + database;
    }

    private static String quoted(String argument) {
        return "'" + argument.replace("'", "'\\''") + "'";
    }

    private void shell(String command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder("sh", "-c", command).inheritIO();
        builder.environment().put("PGPASSWORD", postgres.superuser().password());
        int status = builder.start().waitFor();
        if (status != 0) {
            throw new IllegalStateException("psql ended with " + status);
        }
    }

    static boolean hasPsql() {
        for (String folder : System.getenv("PATH").split(":", -1)) {
            if (Path.of(folder, "psql").toFile().canExecute()) {
                return true;
            }
        }
        return false;
    }
}
