package dev.millrace.syncworker.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.connector.spi.BufferPool;
import dev.millrace.connector.spi.Field;
import dev.millrace.connector.spi.RowEncoder;
import dev.millrace.connector.spi.RowForm;
import dev.millrace.connector.spi.Stream;
import dev.millrace.connector.spi.StreamOutput;
import dev.millrace.kernel.RunId;
import dev.millrace.kernel.SourceId;
import dev.millrace.local.LocalPostgres;
import dev.millrace.local.Login;
import dev.millrace.local.TestStack;
import dev.millrace.work.ConfiguredStream;
import dev.millrace.work.NestedData;
import dev.millrace.work.StreamSettings;
import dev.millrace.work.SyncMode;
import dev.millrace.work.WarehouseAccess;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.postgresql.Driver;

class ListTablesIT {

    private static final WarehouseConnections WAREHOUSES = new WarehouseConnections(8, 8);
    private static final String DATABASE = "warehouse_lists";
    private static final Login LOADER = new Login(DATABASE + "_loader", "loader");
    private static final Login READER = new Login(DATABASE + "_reader", "reader");
    private static final Stream ORDERS = new Stream(
            "orders",
            List.of(new Field("id", "integer", false), new Field("items", "json", true)),
            List.of("id"),
            "id",
            true,
            null);

    private static LocalPostgres postgres;

    private final SourceId source = SourceId.create();
    private final String schema = "source_" + source.toString().replace("-", "");
    private int token;

    /** An order as the source gives it. */
    private record Order(int id, String items, boolean deleted) {}

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

    private static Order order(int id, String items) {
        return new Order(id, items, false);
    }

    private static Order deleted(int id) {
        return new Order(id, "null", true);
    }

    private void load(SyncMode mode, NestedData nested, Order... orders) {
        ConfiguredStream configured = new ConfiguredStream(
                "orders",
                mode,
                List.of("id"),
                mode.isIncremental() ? "id" : null,
                "orders",
                new StreamSettings(null, null, null, 0, null, nested));
        LoadRequest request = new LoadRequest(source, RunId.create(), ++token, schema, configured, ORDERS);
        WarehouseAccess access =
                new WarehouseAccess("127.0.0.1", postgres.port(), DATABASE, LOADER.user(), LOADER.password());
        try (PostgresWarehouse warehouse = WAREHOUSES.open(access, schema, ChunkLimits.DEFAULT)) {
            StreamLoad load = warehouse.begin(request);
            RowForm form = new RowForm(load.columns(), Map.of(), load.marksDeletedRows());
            StreamOutput output = new StreamOutput(form, new BufferPool(2), load::accept);
            RowEncoder encoder = output.rows();
            for (Order order : orders) {
                encoder.beginRow();
                encoder.longValue(order.id());
                encoder.jsonValue(order.items());
                if (order.deleted()) {
                    encoder.endDeletedRow();
                } else {
                    encoder.endRow();
                }
            }
            output.checkpoint("{}");
            load.finish();
        }
    }

    private void upsert(Order... orders) {
        load(SyncMode.INCREMENTAL_UPSERT, NestedData.TABLES, orders);
    }

    private List<String> query(String sql) throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection(postgres.jdbcUrl(DATABASE), READER.user(), READER.password());
                Statement statement = connection.createStatement()) {
            statement.execute("set search_path to " + schema);
            List<String> rows = new ArrayList<>();
            try (ResultSet result = statement.executeQuery(sql)) {
                while (result.next()) {
                    List<String> row = new ArrayList<>();
                    for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                        row.add(result.getString(i));
                    }
                    rows.add(String.join("|", row.stream().map(String::valueOf).toList()));
                }
            }
            return rows;
        }
    }

    private List<String> tables() throws SQLException {
        return query(
                "select table_name from information_schema.tables where table_schema = '" + schema + "' order by 1");
    }

    private List<String> columns(String table) throws SQLException {
        return query("select column_name, data_type from information_schema.columns where table_schema = '" + schema
                + "' and table_name = '" + table + "' order by ordinal_position");
    }

    @Test
    void eachElementIsARowOfTheTypesThatItsMembersHave() throws SQLException {
        load(
                SyncMode.FULL_REFRESH_OVERWRITE,
                NestedData.TABLES,
                order(1, """
                        [{"id": 7, "price": 1.50, "on": "2026-01-31", "at": "2026-01-31T10:00:00Z", "gift": true, "note": "2026",
                          "size": {"w": 1}},
                         {"id": 8, "price": 2, "note": 5, "gift": null}]"""),
                order(2, "[]"),
                order(3, "{\"id\": 9}"));
        assertThat(tables()).containsExactly("orders", "orders__items");
        assertThat(columns("orders__items"))
                .containsExactly(
                        "orders_id|bigint",
                        "_millrace_row_key|uuid",
                        "_millrace_key|uuid",
                        "_millrace_place|bigint",
                        "at|timestamp with time zone",
                        "gift|boolean",
                        "id|bigint",
                        "note|text",
                        "on|date",
                        "price|numeric",
                        "size|jsonb",
                        "_millrace_loaded_at|timestamp with time zone");
        assertThat(query("select orders_id, _millrace_place, id, price, \"on\", at, gift, note, size"
                        + " from orders__items order by 1, 2"))
                .containsExactly(
                        "1|1|7|1.50|2026-01-31|2026-01-31 10:00:00+00|t|2026|{\"w\": 1}",
                        "1|2|8|2|null|null|null|5|null");
        assertThat(query("select items ->> 'id' from orders where id = 3")).containsExactly("9");
    }

    @Test
    void anIncrementChangesTheElementsOfItsRowsOnlyAndKeysStayTheSame() throws SQLException {
        upsert(order(1, "[{\"n\": 1}, {\"n\": 2}]"), order(2, "[{\"n\": 3}]"));
        List<String> keys = query("select _millrace_key from orders__items order by orders_id, _millrace_place");
        upsert(order(2, "[{\"n\": 4}, {\"n\": 5}]"), order(3, "[{\"n\": 6}]"));
        assertThat(query("select orders_id, _millrace_place, n from orders__items order by 1, 2"))
                .containsExactly("1|1|1", "1|2|2", "2|1|4", "2|2|5", "3|1|6");
        assertThat(query("select _millrace_key from orders__items order by orders_id, _millrace_place limit 3"))
                .isEqualTo(keys);
    }

    @Test
    void whatIsDeletedTakesItsElementsWithIt() throws SQLException {
        upsert(order(1, "[1, 2]"), order(2, "[3]"), order(4, "[4]"));
        upsert(deleted(1), deleted(2), order(2, "[3]"));
        assertThat(query("select orders_id, value from orders__items order by 1, 2"))
                .containsExactly("2|3", "4|4");
    }

    @Test
    void whatIsNewOrWiderMakesTheTableAnewWithAllThatWasThere() throws SQLException {
        upsert(order(1, "[{\"n\": 1}]"));
        upsert(order(2, "[{\"n\": \"two\", \"m\": 2.5}]"));
        assertThat(query("select orders_id, n, m from orders__items order by 1"))
                .containsExactly("1|1|null", "2|two|2.5");
    }

    @Test
    void listsInListsGetTablesToo() throws SQLException {
        upsert(
                order(
                        1,
                        "[{\"sku\": \"a\", \"taxes\": [{\"rate\": 7}, {\"rate\": 19}]}, {\"sku\": \"b\", \"taxes\": []}]"),
                order(2, "[{\"sku\": \"c\", \"taxes\": [{\"rate\": 7, \"codes\": [[1], 2]}]}]"));
        assertThat(tables())
                .containsExactly("orders", "orders__items", "orders__items__taxes", "orders__items__taxes__codes");
        assertThat(query("select i.orders_id, i.sku, t.rate from orders__items i join orders__items__taxes t"
                        + " on t._millrace_outer_key = i._millrace_key order by 1, 2, 3"))
                .containsExactly("1|a|7", "1|a|19", "2|c|7");
        assertThat(query("select orders_id, value from orders__items__taxes__codes order by _millrace_place"))
                .containsExactly("2|[1]", "2|2");
        upsert(order(2, "[]"));
        assertThat(query("select count(*) from orders__items__taxes")).containsExactly("2");
        assertThat(query("select count(*) from orders__items__taxes__codes")).containsExactly("0");
    }

    @Test
    void anObjectThatIsUsedAsAMapStaysJson() throws SQLException {
        StringBuilder map = new StringBuilder("[{\"k0\": 0");
        for (int i = 1; i <= 600; i++) {
            map.append(", \"k").append(i).append("\": ").append(i);
        }
        upsert(order(1, map.append("}]").toString()));
        assertThat(query("select value ->> 'k600' from orders__items")).containsExactly("600");
    }

    @Test
    void withoutTheSettingTheTablesGo() throws SQLException {
        upsert(order(1, "[{\"n\": [1]}]"));
        load(SyncMode.INCREMENTAL_UPSERT, NestedData.JSON, order(2, "[{\"n\": [1]}]"));
        assertThat(tables()).containsExactly("orders");
        upsert(order(3, "[{\"n\": [1]}]"));
        assertThat(query("select count(*) from orders__items__n")).containsExactly("3");
    }

    @Test
    void aTableOfSomebodyElseIsLeftAlone() throws SQLException {
        upsert(order(1, "[]"));
        try (Connection connection =
                        DriverManager.getConnection(postgres.jdbcUrl(DATABASE), LOADER.user(), LOADER.password());
                Statement statement = connection.createStatement()) {
            statement.execute("drop table " + schema + ".orders__items");
            statement.execute("create table " + schema + ".orders__items as select 'mine' as note");
        }
        upsert(order(2, "[{\"n\": 1}]"));
        assertThat(query("select note from orders__items")).containsExactly("mine");
        assertThat(query("select n from orders__items_2")).containsExactly("1");
    }
}
