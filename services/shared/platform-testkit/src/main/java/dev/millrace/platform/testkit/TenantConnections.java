package dev.millrace.platform.testkit;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Connections of a service to its own database that see rows of tenants. Without, the policies of the tables hide them all. */
public final class TenantConnections {

    private static final String ALL = "*";

    private TenantConnections() {}

    /** One that sees one tenant's rows. */
    public static Connection of(DataSource database, String tenant) throws SQLException {
        Connection connection = database.getConnection();
        try (PreparedStatement statement =
                connection.prepareStatement("select set_config('app.tenant_id', ?, false)")) {
            statement.setString(1, tenant);
            statement.execute();
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /** One that sees the rows of all tenants, as sweeps do. */
    public static Connection ofAll(DataSource database) throws SQLException {
        return of(database, ALL);
    }
}
