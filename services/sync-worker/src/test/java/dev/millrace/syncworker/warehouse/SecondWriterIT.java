package dev.millrace.syncworker.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.connector.spi.BufferPool;
import dev.millrace.connector.spi.Field;
import dev.millrace.connector.spi.RowForm;
import dev.millrace.connector.spi.Stream;
import dev.millrace.connector.spi.StreamOutput;
import dev.millrace.kernel.RunId;
import dev.millrace.kernel.SourceId;
import dev.millrace.local.LocalPostgres;
import dev.millrace.local.Login;
import dev.millrace.local.TestStack;
import dev.millrace.work.ConfiguredStream;
import dev.millrace.work.SyncMode;
import dev.millrace.work.WarehouseAccess;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.postgresql.Driver;

class SecondWriterIT {

    private static final String DATABASE = "warehouse_of_two";
    private static final Login LOADER = new Login(DATABASE + "_loader", "loader");
    private static final Login READER = new Login(DATABASE + "_reader", "reader");
    private static final WarehouseConnections WAREHOUSES = new WarehouseConnections(8, 8);
    private static final Stream NUMBERS =
            new Stream("numbers", List.of(new Field("id", "integer", false)), List.of(), null, true, null);
    private static LocalPostgres postgres;

    private final SourceId source = SourceId.create();
    private final RunId run = RunId.create();
    private final String schema = "source_" + source.toString().replace("-", "");

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

    @AfterAll
    static void closeConnections() {
        WAREHOUSES.close();
    }

    private static PostgresWarehouse connect(String schema, ChunkLimits limits) {
        return WAREHOUSES.open(
                new WarehouseAccess("127.0.0.1", postgres.port(), DATABASE, LOADER.user(), LOADER.password()),
                schema,
                limits);
    }

    private StreamLoad begin(PostgresWarehouse warehouse, long token) {
        ConfiguredStream configured =
                ConfiguredStream.of("numbers", SyncMode.FULL_REFRESH_OVERWRITE, List.of(), null, "numbers");
        return warehouse.begin(new LoadRequest(source, run, token, schema, configured, NUMBERS));
    }

    /** A checkpoint behind every row, which is the row's number. */
    private static void write(StreamLoad load, int from, int to) {
        StreamOutput output = new StreamOutput(
                new RowForm(load.columns(), Map.of(), load.marksDeletedRows()), new BufferPool(4), load::accept);
        for (int id = from; id <= to; id++) {
            output.rows().beginRow();
            output.rows().longValue(id);
            output.rows().endRow();
            output.checkpoint(Integer.toString(id));
        }
        output.flush();
    }

    private static String query(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    private static Connection connect() throws SQLException {
        return DriverManager.getConnection(postgres.jdbcUrl(DATABASE), LOADER.user(), LOADER.password());
    }

    private String checkpoint(String expression) throws SQLException {
        return query("select " + expression + " from _millrace.checkpoints where source_id = '" + source.value() + "'");
    }

    private String loaded() throws SQLException {
        return query("select string_agg(id::text, ' ' order by id) from \"" + schema + "\".numbers");
    }

    @Test
    void rowsOfTheSecondCountWhenItsTransactionWasCommitted() throws SQLException {
        // Of no size: the second takes part from the first row on.
        ChunkLimits everyCheckpoint = new ChunkLimits(1, 1, Duration.ofDays(1));
        try (PostgresWarehouse warehouse = connect(schema, everyCheckpoint)) {
            write(begin(warehouse, 1), 1, 2);
        }
        assertThat(checkpoint("state || ' ' || (without_beside ->> 'state') || ' ' || pg_xact_status(beside::xid8)"))
                .isEqualTo("2 1 committed");
        try (PostgresWarehouse warehouse = connect(schema, everyCheckpoint)) {
            StreamLoad load = begin(warehouse, 2);
            assertThat(load.state()).isEqualTo("2");
            write(load, 3, 3);
            assertThat(load.finish()).isEqualTo(new LoadTotals(3, 3, 3, 0, 0));
        }
        assertThat(loaded()).isEqualTo("1 2 3");
        assertThat(checkpoint("coalesce(beside, 'alone')")).isEqualTo("alone");
    }

    @Test
    void whatWasCommittedBesideATransactionThatCameToNothingIsTakenBack() throws SQLException {
        ChunkLimits twoRows = new ChunkLimits(2, Long.MAX_VALUE, Duration.ofDays(1));
        try (PostgresWarehouse warehouse = connect(schema, twoRows)) {
            write(begin(warehouse, 1), 1, 4);
        }
        leaveAsACrashBetweenTheCommitsDoes();
        try (PostgresWarehouse warehouse = connect(schema, twoRows)) {
            StreamLoad load = begin(warehouse, 2);
            assertThat(load.state()).isEqualTo("2");
            assertThat(load.committed()).isEqualTo(new LoadTotals(2, 2, 2, 0, 0));
            write(load, 3, 5);
            assertThat(load.finish()).isEqualTo(new LoadTotals(5, 5, 5, 0, 0));
        }
        assertThat(loaded()).isEqualTo("1 2 3 4 5");
    }

    @Test
    void whereTheServerHasForgottenTheTransactionTheTableIsBuiltAnew() throws SQLException {
        ChunkLimits everyCheckpoint = new ChunkLimits(1, 1, Duration.ofDays(1));
        try (PostgresWarehouse warehouse = connect(schema, everyCheckpoint)) {
            write(begin(warehouse, 1), 1, 2);
        }
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            // The first transaction of all, of which no server keeps the outcome: it is taken for none.
            statement.execute(
                    "update _millrace.checkpoints set beside = '0' where source_id = '" + source.value() + "'");
        }
        try (PostgresWarehouse warehouse = connect(schema, everyCheckpoint)) {
            StreamLoad load = begin(warehouse, 2);
            assertThat(load.state()).isNull();
            write(load, 1, 3);
            load.finish();
        }
        assertThat(loaded()).isEqualTo("1 2 3");
    }

    /** The checkpoint behind the fourth row names a transaction that was rolled back, and that of the third and fourth as its own. */
    private void leaveAsACrashBetweenTheCommitsDoes() throws SQLException {
        String built = query("select relname from pg_class where relname like 'built\\_%' and relkind = 'r'"
                + " order by oid desc limit 1");
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            String aborted;
            try (ResultSet row = statement.executeQuery("select pg_current_xact_id()::text")) {
                row.next();
                aborted = row.getString(1);
            }
            connection.rollback();
            statement.execute("update _millrace.checkpoints set beside = '" + aborted + "', without_beside ="
                    + " jsonb_build_object('state', '2', 'rows_read', 2, 'rows_loaded', 2, 'rows_inserted', 2,"
                    + " 'rows_set_aside', 0, 'values_set_aside', 0, 'transaction',"
                    + " (select max(xmin::text::bigint)::text from _millrace." + built + "))"
                    + " where source_id = '" + source.value() + "'");
            connection.commit();
        }
    }
}
