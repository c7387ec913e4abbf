package dev.millrace.syncworker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.millrace.connector.file.FileSource;
import dev.millrace.connector.postgres.PostgresSource;
import dev.millrace.connector.spi.Catalog;
import dev.millrace.connector.spi.EgressGuard;
import dev.millrace.connector.spi.Source;
import dev.millrace.connector.spi.SourceContext;
import dev.millrace.connector.spi.SourceSession;
import dev.millrace.connector.spi.Stream;
import dev.millrace.kernel.MillraceException;
import dev.millrace.kernel.RunId;
import dev.millrace.kernel.SourceId;
import dev.millrace.kernel.TenantId;
import dev.millrace.kernel.UploadId;
import dev.millrace.local.LocalPostgres;
import dev.millrace.local.Login;
import dev.millrace.local.TestStack;
import dev.millrace.syncworker.Places.Place;
import dev.millrace.syncworker.warehouse.WarehouseConnections;
import dev.millrace.work.ClaimedRun;
import dev.millrace.work.ColumnRule;
import dev.millrace.work.ColumnRule.Treatment;
import dev.millrace.work.ConfiguredStream;
import dev.millrace.work.RunKind;
import dev.millrace.work.SchemaChange;
import dev.millrace.work.SchemaChange.Kind;
import dev.millrace.work.SchemaChanges;
import dev.millrace.work.StreamSettings;
import dev.millrace.work.SyncMode;
import dev.millrace.work.WarehouseAccess;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A sync from a source that changes, into a real warehouse. */
class SyncExecutionIT {

    private static final WarehouseConnections WAREHOUSES = new WarehouseConnections(8, 8);
    private static final String SHOP = "changing_shop";
    private static final String WAREHOUSE = "changing_warehouse";
    private static final String HASH_KEY = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";
    private static final Login OWNER = new Login("changing_owner", "owner");
    private static final Login READER = new Login("changing_reader", "reader");
    private static final Login LOADER = new Login(WAREHOUSE + "_loader", "loader");

    private static LocalPostgres postgres;
    private static long fencingToken;

    private final SourceId source = SourceId.create();
    private final String schema = "shop_" + source.toString().replace("-", "");

    @TempDir
    Path folder;

    private Place place;
    private Path file = Path.of("");

    @AfterAll
    static void closeConnections() {
        WAREHOUSES.close();
    }

    @BeforeAll
    static void createDatabases() throws SQLException {
        postgres = TestStack.shared().postgres();
        postgres.createRole(READER, "login");
        postgres.createDatabase(SHOP, OWNER, READER);
        postgres.createRole(LOADER, "login");
        postgres.createDatabase(WAREHOUSE, LOADER, new Login(WAREHOUSE + "_reader", "reader"));
        execute("alter default privileges grant select on tables to changing_reader");
    }

    @BeforeEach
    void takePlace() throws InterruptedException {
        place = new Places(1, 1).enter(Duration.ZERO).orElseThrow();
    }

    @BeforeEach
    void createTables() throws SQLException {
        execute(
                "drop table if exists customers, orders",
                "create table customers (id int primary key, name text, email text, phone text, updated_at timestamptz"
                        + " not null default now())",
                "create table orders (id int primary key, amount int)",
                "insert into customers values (1, 'Ada Lovelace', 'ada@example.com', '+44 20 7946 0001')",
                "insert into orders values (1, 10), (2, 20)");
    }

    private static void execute(String... statements) throws SQLException {
        try (Connection connection = postgres.connect(SHOP);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private String query(String sql) throws SQLException {
        try (Connection connection = postgres.connect(WAREHOUSE);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql.replace("shop.", schema + "."))) {
            row.next();
            return String.valueOf(row.getString(1));
        }
    }

    private static String configuration() {
        return "{\"host\":\"127.0.0.1\",\"port\":" + postgres.port() + ",\"database\":\"" + SHOP + "\",\"user\":\""
                + READER.user() + "\",\"password\":\"" + READER.password() + "\"}";
    }

    private SourceSession open(Source connector, String configuration, RunReport report) {
        return connector.open(new SourceContext(
                configuration,
                EgressGuard.allowing("127.0.0.1/32"),
                upload -> file,
                folder,
                InstantSource.system(),
                report));
    }

    private Catalog discover() {
        try (SourceSession session = open(new PostgresSource(), configuration(), new RunReport())) {
            return session.discover();
        }
    }

    private SyncExecution.Result sync(@Nullable Catalog known, ConfiguredStream... streams) {
        return sync(new PostgresSource(), configuration(), known, new RunReport(), streams);
    }

    private SyncExecution.Result sync(
            Source connector,
            String configuration,
            @Nullable Catalog known,
            RunReport report,
            ConfiguredStream... streams) {
        return sync(connector, configuration, known, report, new StopSignal(), streams);
    }

    private SyncExecution.Result sync(
            Source connector,
            String configuration,
            @Nullable Catalog known,
            RunReport report,
            StopSignal stop,
            ConfiguredStream... streams) {
        ClaimedRun run = new ClaimedRun(
                RunId.create(),
                TenantId.create(),
                source,
                RunKind.SYNC,
                1,
                ++fencingToken,
                Duration.ofMinutes(1),
                connector.spec().name(),
                JsonNodeFactory.instance.objectNode(),
                known,
                List.of(streams),
                schema,
                HASH_KEY);
        try (SourceSession session = open(connector, configuration, report)) {
            WarehouseAccess access =
                    new WarehouseAccess("127.0.0.1", postgres.port(), WAREHOUSE, LOADER.user(), LOADER.password());
            return new SyncExecution(run, connector, session, report, stop, place).execute(WAREHOUSES, access);
        }
    }

    private static ConfiguredStream stream(String name, SchemaChanges changes, ColumnRule... rules) {
        return new ConfiguredStream(
                name,
                SyncMode.FULL_REFRESH_OVERWRITE,
                List.of("id"),
                null,
                name,
                new StreamSettings(null, changes, List.of(rules), 0, null, null));
    }

    @Test
    void aStreamThatFollowsTakesOverWhatIsNewAndKeepsWhatIsGone() throws SQLException {
        Catalog known = discover();
        ConfiguredStream customers = new ConfiguredStream(
                "customers",
                SyncMode.INCREMENTAL_UPSERT,
                List.of("id"),
                "updated_at",
                "customers",
                StreamSettings.DEFAULT);
        sync(known, customers);
        execute(
                "alter table customers add column age int",
                "alter table customers drop column phone",
                "insert into customers values (2, 'Grace', 'grace@example.com', default, 85)",
                "create table refunds (id int)");

        SyncExecution.Result result = sync(known, customers);

        assertThat(result.schemaChanges())
                .containsExactly(
                        new SchemaChange("customers", "age", Kind.ADDED, null, "integer", true),
                        new SchemaChange("customers", "phone", Kind.REMOVED, "text", null, true),
                        new SchemaChange("refunds", null, Kind.ADDED, null, null, false));
        assertThat(Objects.requireNonNull(result.catalog()).streams())
                .extracting(Stream::name)
                .contains("refunds");
        assertThat(query("select string_agg(concat_ws(',', id, phone, age), '; ' order by id) from shop.customers"))
                .isEqualTo("1,+44 20 7946 0001; 2,85");
        execute("drop table refunds");
    }

    @Test
    void aFrozenStreamKeepsItsColumnsAndNamesWhatDoesNotFit() throws SQLException {
        Catalog known = discover();
        sync(known, stream("orders", SchemaChanges.FREEZE));
        execute(
                "alter table orders add column currency text",
                "alter table orders alter column amount type text",
                "insert into orders values (3, 'thirty', 'EUR'), (4, '40', 'EUR')");

        SyncExecution.Result result = sync(known, stream("orders", SchemaChanges.FREEZE));

        assertThat(result.failure()).isNull();
        assertThat(result.schemaChanges())
                .containsExactly(
                        new SchemaChange("orders", "amount", Kind.TYPE_CHANGED, "integer", "text", false),
                        new SchemaChange("orders", "currency", Kind.ADDED, null, "text", false));
        assertThat(query(
                        "select string_agg(concat_ws(',', id, amount, _millrace_issues ->> 'amount'), '; ' order by id)"
                                + " from shop.orders"))
                .isEqualTo("1,10; 2,20; 3,{\"value\": \"thirty\", \"reason\": \"is no integer\"}; 4,40");
        assertThat(query("select count(*) from information_schema.columns where table_schema = '" + schema
                        + "' and column_name = 'currency'"))
                .isEqualTo("0");
    }

    @Test
    void aStreamThatIsGoneDoesNotKeepTheOthersFromBeingRead() throws SQLException {
        Catalog known = discover();
        execute("drop table customers");
        RunReport report = new RunReport();

        SyncExecution.Result result = sync(
                new PostgresSource(),
                configuration(),
                known,
                report,
                stream("customers", SchemaChanges.FOLLOW),
                stream("orders", SchemaChanges.FOLLOW));

        assertThat(Objects.requireNonNull(result.failure()))
                .isInstanceOf(MillraceException.class)
                .hasMessage(
                        "The source no longer has \"customers\". Take it out of the tables that are read, or bring it"
                                + " back.");
        assertThat(result.schemaChanges())
                .containsExactly(new SchemaChange("customers", null, Kind.REMOVED, null, null, false));
        assertThat(report.streams())
                .extracting(progress -> progress.stream() + " " + progress.state() + " " + progress.rowsLoaded())
                .containsExactly("customers FAILED 0", "orders SUCCEEDED 2");
        assertThat(query("select sum(amount) from shop.orders")).isEqualTo("30");
    }

    @Test
    void whatIsPrivateDoesNotLeaveTheWorkerAsItIs() throws SQLException {
        sync(
                discover(),
                stream(
                        "customers",
                        SchemaChanges.FOLLOW,
                        new ColumnRule("name", Treatment.TRUNCATE, 3),
                        new ColumnRule("email", Treatment.HASH, null),
                        new ColumnRule("phone", Treatment.MASK, null),
                        new ColumnRule("updated_at", Treatment.SKIP, null)));
        // What "printf ada@example.com | openssl mac -digest SHA256 -macopt key:0123456789abcdef0123456789abcdef HMAC"
        // prints.
        assertThat(query("select concat_ws(',', name, email, phone) from shop.customers"))
                .isEqualTo("Ada,e3e30b4d50224a4ba14084607085d072402144212a122eb4501daddd6bbe0ee3,+00 00 0000 0000");
        assertThat(query("select string_agg(column_name, ',' order by ordinal_position) from information_schema.columns"
                        + " where table_schema = '" + schema + "'"))
                .isEqualTo("id,name,email,phone,_millrace_loaded_at,_millrace_issues");
    }

    @Test
    void aFileWhoseValuesTurnOutWiderFurtherOnIsLoadedAgainWithThem() throws IOException, SQLException {
        file = folder.resolve("wide.csv");
        int rows = 1_000_000;
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write("id,amount\n");
            for (int i = 1; i < rows; i++) {
                out.write(i + "," + i % 1000 + "\n");
            }
            out.write(rows + ",none\n");
        }
        String configuration = "{\"uploads\":[{\"id\":\"" + UploadId.create() + "\",\"fileName\":\"wide.csv\"}]}";
        Catalog catalog;
        try (SourceSession session = open(new FileSource(), configuration, new RunReport())) {
            catalog = session.discover();
        }
        Stream wide = catalog.streams().getFirst();
        assertThat(wide.fields().get(1).type()).isEqualTo("integer");
        RunReport report = new RunReport();

        SyncExecution.Result result =
                sync(new FileSource(), configuration, catalog, report, stream(wide.name(), SchemaChanges.FOLLOW));

        assertThat(result.failure()).isNull();
        assertThat(query("select count(*) || ' ' || max(amount) from shop.\"" + wide.name() + "\""))
                .isEqualTo(rows + " none");
        assertThat(report.takeLines())
                .extracting(line -> line.message())
                .contains("\"wide\" has values of other types further on. It is loaded again with them.");
    }

    @Test
    void aStreamWhoseChangesAreLostIsLoadedAnewBesideTheOldTable() throws SQLException {
        execute("alter role changing_reader replication", "create publication millrace for table customers, orders");
        String configuration = configuration().replace("}", ",\"changes\":\"log\",\"slot\":\"changing\"}");
        ConfiguredStream orders =
                ConfiguredStream.of("orders", SyncMode.INCREMENTAL_UPSERT, List.of("id"), null, "orders");
        try {
            sync(new PostgresSource(), configuration, null, new RunReport(), orders);
            execute("delete from orders where id = 1", "insert into orders values (3, 30)");
            sync(new PostgresSource(), configuration, null, new RunReport(), orders);
            assertThat(query("select string_agg(id || ' ' || amount, ', ' order by id) from shop.orders"))
                    .isEqualTo("2 20, 3 30");

            execute("select pg_drop_replication_slot('changing')", "delete from orders where id = 2");
            RunReport report = new RunReport();
            SyncExecution.Result result = sync(new PostgresSource(), configuration, null, report, orders);

            assertThat(result.failure()).isNull();
            assertThat(report.takeLines())
                    .extracting(line -> line.message())
                    .contains("The replication slot \"changing\" does not have all changes of \"orders\" since the last"
                            + " sync: it was dropped, or something else reads it. The table is loaded anew beside the"
                            + " old one.");
            assertThat(query("select string_agg(id || ' ' || amount, ', ' order by id) from shop.orders"))
                    .isEqualTo("3 30");
        } finally {
            execute("drop publication millrace", "select pg_drop_replication_slot('changing')");
        }
    }

    @Test
    void aCancelledRunDoesNotWaitForSomebodyElsesLock() throws Exception {
        ConfiguredStream orders =
                ConfiguredStream.of("orders", SyncMode.FULL_REFRESH_APPEND, List.of("id"), null, "orders");
        sync(discover(), orders);
        StopSignal stop = new StopSignal();
        try (Connection locking = postgres.connect(WAREHOUSE);
                Statement statement = locking.createStatement()) {
            locking.setAutoCommit(false);
            statement.execute("lock table " + schema + ".orders in access exclusive mode");
            CompletableFuture<Object> run = CompletableFuture.supplyAsync(
                    () -> sync(new PostgresSource(), configuration(), discover(), new RunReport(), stop, orders));
            awaitWaitingFor("orders");
            stop.give(StopSignal.Reason.CANCEL);
            assertThatThrownBy(() -> run.get(20, TimeUnit.SECONDS)).hasCauseInstanceOf(MillraceException.class);
        }
        assertThat(query("select count(*) from shop.orders")).isEqualTo("2");
    }

    /** Until the server has a statement that waits for a lock. */
    private void awaitWaitingFor(String table) throws SQLException, InterruptedException {
        String waiting = "select count(*) from pg_locks where not granted and relation = '" + schema + "." + table
                + "'::regclass";
        for (int tries = 0; !query(waiting).equals("1"); tries++) {
            assertThat(tries).as("tries to see the lock").isLessThan(600);
            Thread.sleep(50);
        }
    }
}
