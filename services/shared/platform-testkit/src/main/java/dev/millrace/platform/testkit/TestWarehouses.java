package dev.millrace.platform.testkit;

import dev.millrace.kernel.TenantId;
import dev.millrace.local.LocalPostgres;
import dev.millrace.local.Login;
import dev.millrace.local.TestStack;
import dev.millrace.platform.tenancy.AccessQuestion;
import dev.millrace.platform.tenancy.Membership;
import dev.millrace.platform.tenancy.TenantManagementApi;
import dev.millrace.work.WarehouseAccess;
import jakarta.ws.rs.NotFoundException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tenant-management for the tests of other services: a warehouse for every tenant that asks, in the real PostgreSQL, with
 * one owner that plays loader and transformer and a reader. A service's tests extend it with a bean.
 */
public class TestWarehouses implements TenantManagementApi {

    private static final Map<TenantId, String> MADE = new ConcurrentHashMap<>();

    @Override
    public Membership access(AccessQuestion question) {
        throw new NotFoundException();
    }

    @Override
    public WarehouseAccess warehouse(TenantId tenant, WarehouseAccess.Role role) {
        String database = MADE.computeIfAbsent(tenant, TestWarehouses::create);
        Login login = role == WarehouseAccess.Role.READER ? reader(database) : owner(database);
        return new WarehouseAccess("127.0.0.1", postgres().port(), database, login.user(), login.password());
    }

    /** Runs SQL in a tenant's warehouse as its owner. */
    public static void execute(TenantId tenant, String sql) throws SQLException {
        String database = MADE.computeIfAbsent(tenant, TestWarehouses::create);
        try (Connection connection = DriverManager.getConnection(
                        postgres().jdbcUrl(database),
                        owner(database).user(),
                        owner(database).password());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The rows of a query, a line each, with {@code |} between the values. */
    public static String query(TenantId tenant, String sql) throws SQLException {
        String database = MADE.computeIfAbsent(tenant, TestWarehouses::create);
        StringBuilder lines = new StringBuilder();
        try (Connection connection = DriverManager.getConnection(
                        postgres().jdbcUrl(database),
                        owner(database).user(),
                        owner(database).password());
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            int columns = rows.getMetaData().getColumnCount();
            while (rows.next()) {
                for (int i = 1; i <= columns; i++) {
                    lines.append(i == 1 ? "" : "|").append(rows.getString(i));
                }
                lines.append('\n');
            }
        }
        return lines.toString();
    }

    private static String create(TenantId tenant) {
        String database = "wh_" + tenant.toString().replace("-", "").substring(0, 16);
        postgres().createDatabase(database, owner(database), reader(database));
        try (Connection connection = DriverManager.getConnection(
                        postgres().jdbcUrl(database),
                        owner(database).user(),
                        owner(database).password());
                Statement statement = connection.createStatement()) {
            statement.execute("alter default privileges grant usage on schemas to "
                    + reader(database).user());
            statement.execute("alter default privileges grant select on tables to "
                    + reader(database).user());
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return database;
    }

    private static Login owner(String database) {
        return new Login(database + "_owner", "owner-password");
    }

    private static Login reader(String database) {
        return new Login(database + "_reader", "reader-password");
    }

    private static LocalPostgres postgres() {
        return TestStack.shared().postgres();
    }
}
