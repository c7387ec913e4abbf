package dev.millrace.syncworker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.millrace.connector.file.WebFileSource;
import dev.millrace.connector.spi.Catalog;
import dev.millrace.connector.spi.EgressGuard;
import dev.millrace.connector.spi.Source;
import dev.millrace.connector.spi.SourceContext;
import dev.millrace.connector.spi.SourceSession;
import dev.millrace.connector.spi.Stream;
import dev.millrace.kernel.RunId;
import dev.millrace.kernel.SourceId;
import dev.millrace.kernel.TenantId;
import dev.millrace.local.LocalPostgres;
import dev.millrace.local.Login;
import dev.millrace.local.TestStack;
import dev.millrace.syncworker.Places.Place;
import dev.millrace.syncworker.warehouse.WarehouseConnections;
import dev.millrace.work.ClaimedRun;
import dev.millrace.work.ConfiguredStream;
import dev.millrace.work.RunKind;
import dev.millrace.work.SyncMode;
import dev.millrace.work.WarehouseAccess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that change, and what a warehouse has of them. */
class StoredFilesIT {

    private static final WarehouseConnections WAREHOUSES = new WarehouseConnections(2, 2);
    private static final String WAREHOUSE = "files_warehouse";
    private static final Login LOADER = new Login(WAREHOUSE + "_loader", "loader");
    private static final Source CONNECTOR = new WebFileSource();

    private static LocalPostgres postgres;
    private static long fencingToken;

    private final SourceId source = SourceId.create();
    private final String schema = "files_" + source.toString().replace("-", "");
    private final Map<String, String> files = new ConcurrentSkipListMap<>();
    private final HttpServer web;

    @TempDir
    Path folder;

    private Place place;

    StoredFilesIT() throws IOException {
        web = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    }

    @BeforeAll
    static void createWarehouse() throws SQLException {
        postgres = TestStack.shared().postgres();
        postgres.createRole(LOADER, "login");
        postgres.createDatabase(WAREHOUSE, LOADER, new Login(WAREHOUSE + "_reader", "reader"));
    }

    @AfterAll
    static void closeConnections() {
        WAREHOUSES.close();
    }

    @BeforeEach
    void start() throws InterruptedException {
        place = new Places(1, 1).enter(Duration.ZERO).orElseThrow();
        web.createContext("/", this::answer);
        web.start();
    }

    @AfterEach
    void stop() {
        web.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String content = files.get(exchange.getRequestURI().getPath().substring(1));
        try (exchange) {
            if (content == null) {
                exchange.sendResponseHeaders(404, -1);
                return;
            }
            byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("ETag", "\"" + content.hashCode() + "\"");
            if (exchange.getRequestMethod().equals("HEAD")) {
                exchange.sendResponseHeaders(200, -1);
            } else {
                exchange.sendResponseHeaders(200, bytes.length);
                exchange.getResponseBody().write(bytes);
            }
        }
    }

    private String configuration() {
        return files.keySet().stream()
                .map(name -> "\"http://127.0.0.1:" + web.getAddress().getPort() + "/" + name + "\"")
                .collect(Collectors.joining(",", "{\"urls\":[", "]}"));
    }

    private SourceSession open(RunReport report) {
        return CONNECTOR.open(new SourceContext(
                configuration(),
                EgressGuard.allowing("127.0.0.1/32"),
                upload -> {
                    throw new IllegalStateException("there are no uploads");
                },
                folder,
                InstantSource.system(),
                report));
    }

    /** What a pipeline does by default with a stream that has a key and goes on by itself. */
    private RunReport sync() {
        RunReport report = new RunReport();
        Catalog catalog;
        try (SourceSession session = open(report)) {
            catalog = session.discover();
        }
        Stream orders = catalog.streams().getFirst();
        ClaimedRun run = new ClaimedRun(
                RunId.create(),
                TenantId.create(),
                source,
                RunKind.SYNC,
                1,
                ++fencingToken,
                Duration.ofMinutes(1),
                CONNECTOR.spec().name(),
                JsonNodeFactory.instance.objectNode(),
                catalog,
                List.of(ConfiguredStream.of(
                        orders.name(), SyncMode.INCREMENTAL_UPSERT, orders.primaryKey(), null, orders.name())),
                schema,
                "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=");
        try (SourceSession session = open(report)) {
            WarehouseAccess access =
                    new WarehouseAccess("127.0.0.1", postgres.port(), WAREHOUSE, LOADER.user(), LOADER.password());
            SyncExecution.Result result = new SyncExecution(run, CONNECTOR, session, report, new StopSignal(), place)
                    .execute(WAREHOUSES, access);
            assertThat(result.failure()).isNull();
        }
        return report;
    }

    private String table() throws SQLException {
        try (Connection connection = postgres.connect(WAREHOUSE);
                Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery("select string_agg(concat_ws(' ', right(file, 5), \"row\", id, amount),"
                                + " ', ' order by file, \"row\") from " + schema + ".orders")) {
            row.next();
            return String.valueOf(row.getString(1));
        }
    }

    private static String csv(String... lines) {
        return String.join("\n", lines) + "\n";
    }

    private static List<String> lines(RunReport report) {
        return report.takeLines().stream().map(line -> line.message()).toList();
    }

    @Test
    void theTableHoldsTheRowsOfOneVersionOfEachFileEachOnce() throws SQLException {
        files.put("orders-1.csv", csv("id,amount", "1,10", "2,20", "3,30"));
        files.put("orders-2.csv", csv("id,amount", "4,40"));
        assertThat(lines(sync())).contains("\"orders\": 4 rows read, 4 loaded, 0 set aside.");
        assertThat(table()).isEqualTo("1.csv 1 1 10, 1.csv 2 2 20, 1.csv 3 3 30, 2.csv 1 4 40");

        assertThat(lines(sync())).contains("\"orders\": 0 rows read, 0 loaded, 0 set aside.");

        files.put("orders-1.csv", csv("id,amount", "1,11", "5,50"));
        files.put("orders-3.csv", csv("id,amount,note", "6,60.5,new"));
        sync();
        assertThat(table()).isEqualTo("1.csv 1 1 11, 1.csv 2 5 50, 2.csv 1 4 40, 3.csv 1 6 60.5");
    }
}
