package dev.millrace.syncworker.warehouse;

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
import java.util.List;
import java.util.Map;
import org.postgresql.Driver;

/** A source's table of numbers, which full refreshes overwrite, in a warehouse of its own on the shared server. */
final class NumbersTable implements AutoCloseable {

    private static final Stream NUMBERS =
            new Stream("numbers", List.of(new Field("id", "integer", false)), List.of(), null, true, null);

    private final WarehouseConnections warehouses = new WarehouseConnections(8, 8);
    private final LocalPostgres postgres = TestStack.shared().postgres();
    private final String database;
    private final Login loader;
    private final SourceId source = SourceId.create();
    private final String schema = "source_" + source.toString().replace("-", "");

    /** Creates the database where it is missing. */
    NumbersTable(String database) throws SQLException {
        // A test that ran before in a class loader of its own leaves the driver registered for that one only.
        if (!Driver.isRegistered()) {
            Driver.register();
        }
        this.database = database;
        this.loader = new Login(database + "_loader", "loader");
        Login reader = new Login(database + "_reader", "reader");
        postgres.createRole(loader, "login");
        postgres.createRole(reader, "login");
        postgres.createDatabase(database, loader, reader);
    }

    @Override
    public void close() {
        warehouses.close();
    }

    SourceId source() {
        return source;
    }

    String schema() {
        return schema;
    }

    PostgresWarehouse open(ChunkLimits limits) {
        return warehouses.open(
                new WarehouseAccess("127.0.0.1", postgres.port(), database, loader.user(), loader.password()),
                schema,
                limits);
    }

    StreamLoad begin(PostgresWarehouse warehouse, RunId run, long token) {
        ConfiguredStream configured =
                ConfiguredStream.of("numbers", SyncMode.FULL_REFRESH_OVERWRITE, List.of(), null, "numbers");
        return warehouse.begin(new LoadRequest(source, run, token, schema, configured, NUMBERS));
    }

    /** A checkpoint behind every row, which is the row's number. */
    static void write(StreamLoad load, int from, int to) {
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

    /** The one text that a query gives. */
    String query(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    void execute(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** As the loader. */
    Connection connect() throws SQLException {
        return DriverManager.getConnection(postgres.jdbcUrl(database), loader.user(), loader.password());
    }

    /** The numbers that are in the table. */
    String loaded() throws SQLException {
        return query("select string_agg(id::text, ' ' order by id) from \"" + schema + "\".numbers");
    }
}
