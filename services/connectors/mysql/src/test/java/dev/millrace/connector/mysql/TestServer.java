package dev.millrace.connector.mysql;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.millrace.local.LocalMariaDb;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The MariaDB server of the tests of this JVM. */
final class TestServer {

    private static @Nullable TestServer shared;

    private final LocalMariaDb server;

    private TestServer(LocalMariaDb server) {
        this.server = server;
    }

    /** Skips the tests, and says so, on a kind of machine that there is no server for. */
    static synchronized TestServer shared() throws SQLException {
        if (!LocalMariaDb.isAvailable()) {
            System.out.println("Tests with MariaDB are skipped: its binaries come for Linux on x86-64 only.");
        }
        assumeTrue(LocalMariaDb.isAvailable(), "MariaDB's binaries come for Linux on x86-64 only");
        TestServer present = shared;
        if (present == null) {
            LocalMariaDb started = LocalMariaDb.start("--log-bin=binlog", "--binlog-format=ROW", "--server-id=7");
            Runtime.getRuntime().addShutdownHook(new Thread(started::close, "mariadb-shutdown"));
            present = new TestServer(started);
            shared = present;
        }
        return present;
    }

    List<List<String>> query(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<List<String>> all = new ArrayList<>();
            while (rows.next()) {
                List<String> row = new ArrayList<>();
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    row.add(String.valueOf(rows.getString(i)));
                }
                all.add(row);
            }
            return all;
        }
    }

    Connection connect() throws SQLException {
        return DriverManager.getConnection(
                "jdbc:mariadb://127.0.0.1:" + server.port() + "/",
                server.administrator().user(),
                server.administrator().password());
    }

    void execute(String... statements) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** Of the reader of the shop, with changes. */
    String configuration(Map<String, Object> changes) {
        Map<String, Object> all = new HashMap<>(Map.of(
                "host", "127.0.0.1",
                "port", server.port(),
                "database", "shop",
                "user", "shop_reader",
                "password", "it's a secret"));
        all.putAll(changes);
        StringBuilder json = new StringBuilder("{");
        all.forEach((name, value) -> json.append(json.length() > 1 ? "," : "")
                .append('"')
                .append(name)
                .append("\":")
                .append(value instanceof String text ? '"' + text + '"' : value));
        return json.append('}').toString();
    }

    Map<String, Object> administratorOf(String database) {
        return Map.of(
                "database",
                database,
                "user",
                server.administrator().user(),
                "password",
                server.administrator().password());
    }
}
