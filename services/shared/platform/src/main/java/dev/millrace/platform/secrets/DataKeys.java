package dev.millrace.platform.secrets;

import dev.millrace.commands.Settings;
import dev.millrace.kernel.TenantId;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;

/** The wrapped data keys of all tenants, for commands that run instead of the service. */
final class DataKeys implements AutoCloseable {

    private static final int ROWS_AT_ONCE = 1000;
    private static final String TIMEOUT_SECONDS = "60";

    private final Connection connection;

    private DataKeys(Connection connection) {
        this.connection = connection;
    }

    /** Looks at a key. */
    @FunctionalInterface
    interface Visitor {
        void visit(TenantId tenant, byte[] wrapped) throws SQLException;
    }

    /** Those in the service's own database. */
    static DataKeys connect(Settings settings) throws SQLException {
        Properties login = new Properties();
        login.setProperty("user", settings.get("quarkus.datasource.username"));
        login.setProperty("password", settings.get("quarkus.datasource.password"));
        login.setProperty("connectTimeout", "5");
        login.setProperty("socketTimeout", TIMEOUT_SECONDS);
        Connection connection = DriverManager.getConnection(settings.get("quarkus.datasource.jdbc.url"), login);
        try (Statement statement = connection.createStatement()) {
            statement.execute("select set_config('app.tenant_id', '*', false)");
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
        return new DataKeys(connection);
    }

    /** Goes through all of them, as they are at this moment; memory does not grow with their number. */
    void forEach(Visitor visitor) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.setFetchSize(ROWS_AT_ONCE);
            try (ResultSet rows = statement.executeQuery("select tenant_id, wrapped_key from tenant_keys")) {
                while (rows.next()) {
                    visitor.visit(TenantId.fromString(rows.getString(1)), rows.getBytes(2));
                }
            }
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }

    /** Puts another wrapping in the place of one, if that is still there. Each is kept at once. */
    boolean replace(TenantId tenant, byte[] wrapped, byte[] by) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "update tenant_keys set wrapped_key = ? where tenant_id = ? and wrapped_key = ?")) {
            update.setBytes(1, by);
            update.setString(2, tenant.toString());
            update.setBytes(3, wrapped);
            return update.executeUpdate() == 1;
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
