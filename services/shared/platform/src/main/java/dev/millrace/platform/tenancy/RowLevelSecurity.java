package dev.millrace.platform.tenancy;

import io.agroal.api.AgroalPoolInterceptor;
import io.quarkus.arc.Arc;
import io.quarkus.arc.ArcContainer;
import io.quarkus.arc.Unremovable;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.jboss.logging.Logger;

/**
 * Tells PostgreSQL which tenant a connection works for, from when it leaves the pool until it is back. The policies of
 * the tables read the setting {@code app.tenant_id}; without it they let nothing through.
 */
@ApplicationScoped
@Unremovable
class RowLevelSecurity implements AgroalPoolInterceptor {

    private static final Logger LOG = Logger.getLogger(RowLevelSecurity.class);

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
            // Better none than one of the wrong tenant: whoever has it is told so by its first statement. The pool
            // would never
            // get back the place of a connection whose interceptor throws.
            LOG.debugf("a connection whose tenant can't be set is ended: %s", e.getMessage());
            end(connection);
        }
    }

    private static void end(Connection connection) {
        try {
            connection.abort(Runnable::run);
        } catch (SQLException e) {
            throw new IllegalStateException("cannot end a connection whose tenant can't be set", e);
        }
    }
}
