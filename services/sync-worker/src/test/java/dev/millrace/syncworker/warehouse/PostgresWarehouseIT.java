package dev.millrace.syncworker.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.connector.spi.BufferPool;
import dev.millrace.connector.spi.Field;
import dev.millrace.connector.spi.RowEncoder;
import dev.millrace.connector.spi.RowForm;
import dev.millrace.connector.spi.Stream;
import dev.millrace.connector.spi.StreamOutput;
import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import dev.millrace.kernel.RunId;
import dev.millrace.kernel.SourceId;
import dev.millrace.local.LocalPostgres;
import dev.millrace.local.Login;
import dev.millrace.local.TestStack;
import dev.millrace.work.ConfiguredStream;
import dev.millrace.work.StreamSettings;
import dev.millrace.work.SyncMode;
import dev.millrace.work.WarehouseAccess;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.Driver;

class PostgresWarehouseIT {

    private static final WarehouseConnections WAREHOUSES = new WarehouseConnections(8, 8);
    private static final String DATABASE = "warehouse_loads";
    private static final Login LOADER = new Login(DATABASE + "_loader", "loader");
    private static final Login READER = new Login(DATABASE + "_reader", "reader");

    /** Every checkpoint is committed. */
    private static final ChunkLimits EVERY_CHECKPOINT = new ChunkLimits(1, 1, Duration.ofDays(1));

    private static LocalPostgres postgres;
    private static int runs;

    private String schema;
    private final SourceId source = SourceId.create();

    @AfterAll
    static void closeConnections() {
        WAREHOUSES.close();
    }

    @BeforeAll
    static void createWarehouse() throws SQLException {
        // A test that ran before in a class loader of its own leaves the driver registered for that one only.
        if (!Driver.isRegistered()) {
            Driver.register();
        }
        postgres = TestStack.shared().postgres();
        postgres.createRole(LOADER, "login");
        postgres.createRole(READER, "login");
        postgres.createDatabase(DATABASE, LOADER, READER);
    }

    @BeforeEach
    void chooseSchema() {
        schema = "source_" + source.toString().replace("-", "");
    }

    /** Runs in the order in which they are made. */
    private static RunId newRun() {
        return RunId.fromString("01901234-0000-7000-8000-%012d".formatted(++runs));
    }

    private PostgresWarehouse connect(ChunkLimits limits) {
        WarehouseAccess access =
                new WarehouseAccess("127.0.0.1", postgres.port(), DATABASE, LOADER.user(), LOADER.password());
        return WAREHOUSES.open(access, schema, limits);
    }

    private static Stream orders(Field... more) {
        List<Field> fields = new ArrayList<>(
                List.of(new Field("id", "integer", false), new Field("Updated At", "timestamptz", true)));
        fields.addAll(List.of(more));
        return new Stream("orders", fields, List.of("id"), "Updated At", true, null);
    }

    private LoadRequest request(RunId run, long token, SyncMode mode, Stream stream) {
        return new LoadRequest(
                source,
                run,
                token,
                schema,
                ConfiguredStream.of("orders", mode, List.of("id"), "Updated At", "orders"),
                stream);
    }

    private static Stream noted() {
        return orders(new Field("note", "text", true));
    }

    private LoadRequest request(RunId run, long token, SyncMode mode, StreamSettings settings) {
        ConfiguredStream configured =
                new ConfiguredStream("orders", mode, List.of("id"), "Updated At", "orders", settings);
        return new LoadRequest(source, run, token, schema, configured, noted());
    }

    private LoadTotals load(LoadRequest request, Object[]... rows) {
        try (PostgresWarehouse warehouse = connect(ChunkLimits.DEFAULT)) {
            StreamLoad load = warehouse.begin(request);
            write(load, rows);
            return load.finish();
        }
    }

    private static RowForm form(StreamLoad load) {
        return new RowForm(load.columns(), Map.of(), load.marksDeletedRows());
    }

    /** Writes rows of an id, a time and texts, or of an id alone that was deleted; a checkpoint behind every row. */
    private static void write(StreamLoad load, Object[]... rows) {
        StreamOutput output = new StreamOutput(form(load), new BufferPool(2), load::accept);
        RowEncoder encoder = output.rows();
        int position = load.state() == null ? 0 : Integer.parseInt(load.state());
        for (Object[] row : rows) {
            encoder.beginRow();
            encoder.longValue((Integer) row[0]);
            if (row.length == 1) {
                load.columns().stream().skip(1).forEach(column -> encoder.nullValue());
                encoder.endDeletedRow();
                output.checkpoint(Integer.toString(++position));
                continue;
            }
            encoder.instantValue(((Integer) row[1]) * 1_000_000L);
            for (int i = 2; i < row.length; i++) {
                switch (row[i]) {
                    case Integer number -> encoder.longValue(number);
                    case Object text -> encoder.textValue(text.toString());
                }
            }
            encoder.endRow();
            output.checkpoint(Integer.toString(++position));
        }
        output.flush();
    }

    private static Object[] row(Object... values) {
        return values;
    }

    private LoadTotals load(RunId run, SyncMode mode, Stream stream, Object[]... rows) {
        return load(request(run, 1, mode, stream), rows);
    }

    private List<String> query(String sql) throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection(postgres.jdbcUrl(DATABASE), READER.user(), READER.password());
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql.replace("orders", "\"" + schema + "\".orders"))) {
            List<String> rows = new ArrayList<>();
            while (result.next()) {
                StringBuilder row = new StringBuilder();
                for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                    row.append(i == 1 ? "" : "|").append(result.getString(i));
                }
                rows.add(row.toString());
            }
            return rows;
        }
    }

    private void executeAsLoader(String sql) throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection(postgres.jdbcUrl(DATABASE), LOADER.user(), LOADER.password());
                Statement statement = connection.createStatement()) {
            statement.execute(sql.replace("orders", "\"" + schema + "\".orders"));
        }
    }

    @Test
    void overwriteReplacesTheRowsAtOnceAndTheReaderMayReadThem() throws SQLException {
        Stream stream = orders(new Field("Customer Name", "text", true));
        LoadTotals first =
                load(newRun(), SyncMode.FULL_REFRESH_OVERWRITE, stream, row(1, 10, "Ada"), row(2, 20, "Ben"));
        assertThat(first).isEqualTo(new LoadTotals(2, 2, 2, 0, 0));
        assertThat(query("select id, customer_name from orders order by id")).containsExactly("1|Ada", "2|Ben");

        RunId second = newRun();
        try (PostgresWarehouse warehouse = connect(EVERY_CHECKPOINT)) {
            StreamLoad load = warehouse.begin(request(second, 1, SyncMode.FULL_REFRESH_OVERWRITE, stream));
            write(load, row(3, 30, "Cy"));
            assertThat(query("select id from orders order by id")).containsExactly("1", "2");
            load.finish();
        }
        assertThat(query("select id, customer_name, _millrace_loaded_at is not null, _millrace_issues from orders"))
                .containsExactly("3|Cy|t|null");
    }

    @Test
    void autovacuumStaysAwayFromATableThatIsBuiltAndComesBackOnceItIsRead() throws SQLException {
        try (PostgresWarehouse warehouse = connect(ChunkLimits.DEFAULT)) {
            StreamLoad load = warehouse.begin(request(newRun(), 1, SyncMode.INCREMENTAL_UPSERT, orders()));
            write(load, row(1, 10));
            load.commitCheckpoint();
            assertThat(options("_millrace")).isEqualTo("{autovacuum_enabled=false}");
            load.finish();
        }
        assertThat(options(schema)).isEmpty();

        load(request(newRun(), 2, SyncMode.FULL_REFRESH_OVERWRITE, orders()), row(1, 10));
        assertThat(options(schema)).isEqualTo("{autovacuum_vacuum_insert_threshold=-1}");

        load(request(newRun(), 3, SyncMode.FULL_REFRESH_APPEND, orders()), row(2, 20));
        assertThat(options(schema)).isEmpty();
    }

    /** Of the table that was made last. */
    private String options(String inSchema) throws SQLException {
        return query("select coalesce(reloptions::text, '') from pg_class where relnamespace = '" + inSchema
                        + "'::regnamespace and relkind = 'r' order by oid desc limit 1")
                .getFirst();
    }

    @Test
    void overwriteKeepsAViewThatSomebodyMade() throws SQLException {
        load(newRun(), SyncMode.FULL_REFRESH_OVERWRITE, orders(), row(1, 10));
        executeAsLoader("create view \"" + schema + "\".latest as select id from orders".replace("orders", "orders"));
        executeAsLoader("grant select on \"" + schema + "\".latest to " + READER.user());
        load(newRun(), SyncMode.FULL_REFRESH_OVERWRITE, orders(new Field("note", "text", true)), row(2, 20, "new"));
        assertThat(query("select id from \"" + schema + "\".latest")).containsExactly("2");
        assertThat(query("select id, note from orders")).containsExactly("2|new");
    }

    @Test
    void appendAddsAndCountsTogether() throws SQLException {
        load(newRun(), SyncMode.FULL_REFRESH_APPEND, orders(), row(1, 10), row(2, 20));
        load(newRun(), SyncMode.FULL_REFRESH_APPEND, orders(), row(1, 10), row(2, 20));
        assertThat(query("select count(*) from orders")).containsExactly("4");
    }

    @Test
    void incrementalAppendGoesOnAndDoesNotRepeatTheBoundary() throws SQLException {
        load(newRun(), SyncMode.INCREMENTAL_APPEND, orders(), row(1, 10), row(2, 20));
        try (PostgresWarehouse warehouse = connect(ChunkLimits.DEFAULT)) {
            StreamLoad load = warehouse.begin(request(newRun(), 1, SyncMode.INCREMENTAL_APPEND, orders()));
            assertThat(load.state()).isEqualTo("2");
            write(load, row(2, 20), row(3, 20), row(4, 30));
            assertThat(load.finish()).isEqualTo(new LoadTotals(3, 3, 2, 0, 0));
        }
        assertThat(query("select id from orders order by id")).containsExactly("1", "2", "3", "4");
    }

    @Test
    void upsertReplacesByKeyKeepsTheNewestAndLeavesUnchangedRowsAlone() throws SQLException {
        Stream stream = orders(new Field("note", "text", true));
        load(newRun(), SyncMode.INCREMENTAL_UPSERT, stream, row(1, 10, "a"), row(2, 20, "b"), row(2, 25, "b2"));
        List<String> before = query("select _millrace_loaded_at from orders where id = 1");
        LoadTotals totals =
                load(newRun(), SyncMode.INCREMENTAL_UPSERT, stream, row(1, 10, "a"), row(2, 30, "b3"), row(3, 30, "c"));
        assertThat(totals).isEqualTo(new LoadTotals(3, 3, 1, 0, 0));
        assertThat(query("select id, note from orders order by id")).containsExactly("1|a", "2|b3", "3|c");
        assertThat(query("select _millrace_loaded_at from orders where id = 1")).isEqualTo(before);
        assertThat(query("select count(*) from pg_tables where tablename like 'staged%'"))
                .containsExactly("0");
    }

    @Test
    void aKilledRunGoesOnFromItsLastChunkAndNeitherLosesNorRepeatsARow() throws SQLException {
        for (SyncMode mode : SyncMode.values()) {
            executeAsLoader("drop table if exists orders");
            executeAsLoader("delete from _millrace.checkpoints");
            RunId run = newRun();
            try (PostgresWarehouse warehouse = connect(new ChunkLimits(2, Long.MAX_VALUE, Duration.ofDays(1)))) {
                StreamLoad load = warehouse.begin(request(run, 1, mode, orders()));
                write(load, row(1, 10), row(2, 20), row(3, 30));
                // Killed: the connection is closed with the third row not committed.
            }
            try (PostgresWarehouse warehouse = connect(ChunkLimits.DEFAULT)) {
                StreamLoad load = warehouse.begin(request(run, 2, mode, orders()));
                assertThat(load.state()).as("state of %s", mode).isEqualTo("2");
                write(load, row(3, 30), row(4, 40));
                assertThat(load.finish()).as("totals of %s", mode).isEqualTo(new LoadTotals(4, 4, 4, 0, 0));
            }
            assertThat(query("select id from orders order by id"))
                    .as("rows of %s", mode)
                    .containsExactly("1", "2", "3", "4");
            try (PostgresWarehouse warehouse = connect(ChunkLimits.DEFAULT)) {
                StreamLoad load = warehouse.begin(request(run, 3, mode, orders()));
                assertThat(load.alreadyComplete()).as("complete in %s", mode).isTrue();
                assertThat(load.finish().rowsLoaded()).isEqualTo(4);
            }
        }
    }

    @Test
    void anOlderAttemptCanNeitherBeginNorCommit() {
        RunId run = newRun();
        Stream stream = orders();
        try (PostgresWarehouse old = connect(EVERY_CHECKPOINT);
                PostgresWarehouse young = connect(EVERY_CHECKPOINT)) {
            StreamLoad oldLoad = old.begin(request(run, 1, SyncMode.INCREMENTAL_APPEND, stream));
            StreamLoad youngLoad = young.begin(request(run, 2, SyncMode.INCREMENTAL_APPEND, stream));
            assertThatThrownBy(() -> write(oldLoad, row(1, 10))).satisfies(PostgresWarehouseIT::isFenced);
            oldLoad.abort();
            assertThatThrownBy(() -> old.begin(request(run, 1, SyncMode.INCREMENTAL_APPEND, stream)))
                    .satisfies(PostgresWarehouseIT::isFenced);
            write(youngLoad, row(1, 10));
            assertThat(youngLoad.finish().rowsLoaded()).isEqualTo(1);
        }
    }

    private static void isFenced(Throwable error) {
        assertThat(((MillraceException) error).code()).isEqualTo(ErrorCode.FENCED);
    }

    @Test
    void anAttemptOfAnotherRunThatWasClaimedEarlierDoesNotOverwriteALaterOne() throws SQLException {
        try (PostgresWarehouse late = connect(ChunkLimits.DEFAULT);
                PostgresWarehouse early = connect(ChunkLimits.DEFAULT)) {
            StreamLoad load = late.begin(request(newRun(), 7, SyncMode.FULL_REFRESH_OVERWRITE, orders()));
            write(load, row(1, 10));
            load.finish();
            assertThatThrownBy(() -> early.begin(request(newRun(), 6, SyncMode.FULL_REFRESH_OVERWRITE, orders())))
                    .satisfies(PostgresWarehouseIT::isFenced);
        }
        assertThat(query("select id from orders")).containsExactly("1");
    }

    @Test
    void driftAddsColumnsWidensInPlaceAndOtherwiseMakesANewColumn() throws SQLException {
        SyncMode mode = SyncMode.INCREMENTAL_APPEND;
        load(newRun(), mode, orders(new Field("amount", "integer", true)), row(1, 10, 5));
        load(
                newRun(),
                mode,
                orders(new Field("amount", "decimal(12, 2)", true), new Field("note", "text", true)),
                row(2, 20, 6, "x"));
        assertThat(query("select id, amount, note from orders order by id")).containsExactly("1|5|null", "2|6|x");
        load(newRun(), mode, orders(new Field("amount", "text", true)), row(3, 30, "n/a"));
        assertThat(query("select id, amount, note, amount_text from orders order by id"))
                .containsExactly("1|5|null|null", "2|6|x|null", "3|null|null|n/a");
        load(newRun(), mode, orders(new Field("amount", "integer", true)), row(4, 40, 7));
        assertThat(query("select amount, amount_text from orders where id = 4")).containsExactly("null|7");
    }

    @Test
    void aValueThatDoesNotFitIsNamedInItsRow() throws SQLException {
        LoadTotals totals = load(
                newRun(),
                SyncMode.FULL_REFRESH_OVERWRITE,
                orders(new Field("amount", "integer", true)),
                row(1, 10, "n/a"));
        assertThat(totals).isEqualTo(new LoadTotals(1, 1, 1, 0, 1));
        assertThat(query("select amount, _millrace_issues -> 'amount' ->> 'reason' from orders"))
                .containsExactly("null|is no integer");
    }

    @Test
    void rowsSetAsideCountAsRead() throws SQLException {
        try (PostgresWarehouse warehouse = connect(ChunkLimits.DEFAULT)) {
            StreamLoad load = warehouse.begin(request(newRun(), 1, SyncMode.FULL_REFRESH_OVERWRITE, orders()));
            StreamOutput output = new StreamOutput(form(load), new BufferPool(2), load::accept);
            output.setAside(3, "The row has too many values.");
            assertThat(load.finish()).isEqualTo(new LoadTotals(3, 0, 0, 3, 0));
        }
        assertThat(query("select count(*) from orders")).containsExactly("0");
    }

    @Test
    void changingTheModeReadsAnewAndReplacesTheTableAtTheEnd() throws SQLException {
        load(newRun(), SyncMode.FULL_REFRESH_OVERWRITE, orders(), row(1, 10), row(2, 20));
        try (PostgresWarehouse warehouse = connect(ChunkLimits.DEFAULT)) {
            StreamLoad load = warehouse.begin(request(newRun(), 1, SyncMode.INCREMENTAL_UPSERT, orders()));
            assertThat(load.state()).isNull();
            write(load, row(1, 10), row(2, 20), row(3, 30));
            assertThat(query("select count(*) from orders")).containsExactly("2");
            load.finish();
        }
        assertThat(query("select count(*) from orders")).containsExactly("3");
    }

    @Test
    void awarehouseThatDoesNotAnswerIsSaidPlainly() {
        WarehouseAccess nobody = new WarehouseAccess("127.0.0.1", 1, DATABASE, "a", "b");
        assertThatThrownBy(() -> WAREHOUSES.open(nobody, schema, ChunkLimits.DEFAULT))
                .isInstanceOfSatisfying(
                        MillraceException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.DESTINATION_UNREACHABLE));
    }

    @Test
    void upsertRemovesWhatTheSourceHasDeleted() throws SQLException {
        load(
                newRun(),
                SyncMode.INCREMENTAL_UPSERT,
                noted(),
                row(1, 1, "a"),
                row(2, 1, "b"),
                row(3, 1, "c"),
                row(2),
                row(3),
                row(3, 2, "again"));
        assertThat(query("select id, note from orders order by id")).containsExactly("1|a", "3|again");
        LoadTotals second =
                load(newRun(), SyncMode.INCREMENTAL_UPSERT, noted(), row(1), row(4, 3, "new"), row(5, 3, "x"), row(5));
        assertThat(query("select id, note from orders order by id")).containsExactly("3|again", "4|new");
        assertThat(second).isEqualTo(new LoadTotals(4, 4, 0, 0, 0));
        assertThat(query("select column_name from information_schema.columns where table_name = 'orders'"
                        + " and table_schema = '" + schema + "' and column_name like '%deleted'"))
                .isEmpty();
    }

    @Test
    void whatIsOnlyAddedKeepsRowsThatTheSourceHasDeleted() throws SQLException {
        load(newRun(), SyncMode.INCREMENTAL_APPEND, noted(), row(1, 1, "a"), row(1));
        assertThat(query("select id, note from orders")).containsExactly("1|a");
    }

    @Test
    void historyKeepsEveryVersionOfARowWithTheTimeItWasValid() throws SQLException {
        String versions = "select id, note, extract(epoch from _millrace_valid_from)::int,"
                + " extract(epoch from _millrace_valid_to)::int, _millrace_current from orders order by id, 3, note";
        load(
                newRun(),
                SyncMode.INCREMENTAL_HISTORY,
                noted(),
                row(1, 10, "a"),
                row(2, 10, "b"),
                row(1, 20, "a2"),
                row(1, 20, "a2"));
        assertThat(query(versions)).containsExactly("1|a|10|20|f", "1|a2|20|null|t", "2|b|10|null|t");

        load(newRun(), SyncMode.INCREMENTAL_HISTORY, noted(), row(1, 20, "a2"), row(2, 30, "b2"), row(3, 30, "c"));
        assertThat(query(versions))
                .containsExactly("1|a|10|20|f", "1|a2|20|null|t", "2|b|10|30|f", "2|b2|30|null|t", "3|c|30|null|t");

        load(newRun(), SyncMode.INCREMENTAL_HISTORY, noted(), row(3), row(2, 40, "b3"));
        assertThat(query("select id, note, _millrace_current from orders where not _millrace_current or id = 2"
                        + " order by id, _millrace_valid_from"))
                .containsExactly("1|a|f", "2|b|f", "2|b2|f", "2|b3|t", "3|c|f");
    }

    @Test
    void aLateRowIsAddedAndWhatTheLookbackGivesAgainIsNot() throws SQLException {
        StreamSettings settings = new StreamSettings(Duration.ofSeconds(10), null, null, 0, null, null);
        load(request(newRun(), 1, SyncMode.INCREMENTAL_APPEND, settings), row(1, 10, "a"), row(2, 20, "b"));
        load(
                request(newRun(), 2, SyncMode.INCREMENTAL_APPEND, settings),
                row(1, 10, "a"),
                row(9, 15, "late"),
                row(2, 20, "b"),
                row(3, 20, "tie"),
                row(3, 20, "tie"));
        assertThat(query("select id, note from orders order by id"))
                .containsExactly("1|a", "2|b", "3|tie", "3|tie", "9|late");
    }

    @Test
    void aWishToReadAgainBeginsOnceAtItsDateAndGoesOnFromThere() {
        StreamSettings wish =
                new StreamSettings(null, null, null, 0, new StreamSettings.ReadAgain("2026-01-01", 1), null);
        RunId run = newRun();
        load(request(run, 1, SyncMode.INCREMENTAL_UPSERT, StreamSettings.DEFAULT), row(1, 10, "a"));
        try (PostgresWarehouse warehouse = connect(new ChunkLimits(1, 1, Duration.ofDays(1)))) {
            StreamLoad load = warehouse.begin(request(newRun(), 2, SyncMode.INCREMENTAL_UPSERT, wish));
            assertThat(load.state()).isNull();
            assertThat(load.since()).isEqualTo("2026-01-01");
            write(load, row(2, 20, "b"));
            load.abort();
            StreamLoad next = warehouse.begin(request(newRun(), 3, SyncMode.INCREMENTAL_UPSERT, wish));
            assertThat(next.state()).isEqualTo("1");
            assertThat(next.since()).isNull();
        }
    }

    @Test
    void aResetLoadsTheStreamAnewAndReplacesItAtTheEnd() throws SQLException {
        load(request(newRun(), 1, SyncMode.INCREMENTAL_UPSERT, StreamSettings.DEFAULT), row(1, 10, "gone since"));
        LoadRequest reset =
                request(newRun(), 2, SyncMode.INCREMENTAL_UPSERT, new StreamSettings(null, null, null, 1, null, null));
        try (PostgresWarehouse warehouse = connect(ChunkLimits.DEFAULT)) {
            StreamLoad load = warehouse.begin(reset);
            assertThat(load.state()).isNull();
            write(load, row(2, 20, "b"));
            assertThat(query("select id from orders")).containsExactly("1");
            load.finish();
        }
        assertThat(query("select id from orders")).containsExactly("2");
    }
}
