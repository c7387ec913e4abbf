package dev.millrace.platform.tenancy;

import io.agroal.api.AgroalPoolInterceptor;
import io.quarkus.arc.Arc;
import io.quarkus.arc.ArcContainer;
import io.quarkus.arc.Unremovable;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/**
 * Tells PostgreSQL which tenant a connection works for, from when it leaves the pool until it is back. The policies of
 * the tables read the setting {@code app.tenant_id}; without it they let nothing through.
 */
@ApplicationScoped
@Unremovable
class RowLevelSecurity implements AgroalPoolInterceptor {

    private final TenantContext context;

    RowLevelSecurity(TenantContext context) {
        this.context = context;
    }

    @Override
    public void onConnectionAcquire(Connection connection) {
        ArcContainer container = Arc.container();
        boolean inContext = container != null && container.requestContext().isActive();
        set(connection, inContext ? context.databaseScope().orElse("") : "");
    }

    @Override
    public void onConnectionReturn(Connection connection) {
        set(connection, "");
    }

    private static void set(Connection connection, String scope) {
        try (PreparedStatement statement =
                connection.prepareStatement("select set_config('app.tenant_id', ?, false)")) {
            statement.setString(1, scope);
            statement.execute();
        } catch (SQLException e) {
            // The pool closes a connection whose interceptor throws: better none than one of the wrong tenant.
            throw new IllegalStateException("cannot set the tenant of a connection", e);
        }
    }
}
