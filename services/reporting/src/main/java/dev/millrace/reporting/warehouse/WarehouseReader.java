package dev.millrace.reporting.warehouse;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import dev.millrace.kernel.TenantId;
import dev.millrace.platform.tenancy.TenantGone;
import dev.millrace.platform.tenancy.TenantManagementApi;
import dev.millrace.work.WarehouseAccess;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.NoSuchElementException;
import java.util.Objects;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jboss.logging.Logger;

/**
 * Reads the tenants' warehouses, with the role that can read and nothing else. Connections open on demand and close when idle, so
 * that a quiet tenant costs none.
 */
@ApplicationScoped
public class WarehouseReader {

    private static final Logger LOG = Logger.getLogger(WarehouseReader.class);
    private static final String QUERY_CANCELED = "57014";
    private static final String CONNECTION_EXCEPTION_CLASS = "08";
    private static final String OPERATOR_INTERVENTION_CLASS = "57";
    private static final String INVALID_AUTHORIZATION_CLASS = "28";
    private static final String TOO_MANY_CONNECTIONS = "53300";
    private static final String INSUFFICIENT_RESOURCES_CLASS = "53";

    private final TenantManagementApi tenantManagement;
    private final ReportingConfiguration configuration;
    private final Cache<TenantId, WarehouseAccess> accesses;
    private final WarehouseConnections connections;

    WarehouseReader(@RestClient TenantManagementApi tenantManagement, ReportingConfiguration configuration) {
        this.tenantManagement = tenantManagement;
        this.configuration = configuration;
        this.accesses = Caffeine.newBuilder()
                .expireAfterWrite(configuration.idle().multipliedBy(5))
                .build();
        this.connections = new WarehouseConnections(
                configuration, tenant -> Objects.requireNonNull(accesses.get(tenant, this::access)));
    }

    /** Work with a connection. */
    @FunctionalInterface
    public interface Reading<T> {

        /** Reads; the connection is the reader's again afterwards. */
        T read(Connection connection) throws SQLException;
    }

    /**
     * Reads the warehouse of a tenant.
     *
     * @throws MillraceException {@code QUERY_TIMED_OUT}, {@code QUERY_FAILED}, {@code DESTINATION_FULL} or {@code DESTINATION_UNREACHABLE}
     */
    public <T> T read(TenantId tenant, Reading<T> reading) {
        try {
            return connections.with(tenant, reading);
        } catch (SQLException e) {
            throw translated(tenant, e);
        } catch (NoSuchElementException e) {
            throw new MillraceException(
                    ErrorCode.DESTINATION_UNREACHABLE,
                    "Too many look at their data right now. Nothing is lost; try again in a minute.",
                    e);
        }
    }

    void forget(@Observes TenantGone gone) {
        forget(gone.tenant());
    }

    private void forget(TenantId tenant) {
        accesses.invalidate(tenant);
        connections.forget(tenant);
    }

    @PreDestroy
    void close() {
        connections.close();
    }

    private MillraceException translated(TenantId tenant, SQLException e) {
        String state = String.valueOf(e.getSQLState());
        if (state.equals(QUERY_CANCELED)) {
            return new MillraceException(
                    ErrorCode.QUERY_TIMED_OUT,
                    "This took longer than %d seconds and was stopped. Ask for a shorter time or fewer groups."
                            .formatted(configuration.longestQuery().toSeconds()),
                    e);
        }
        if (state.startsWith(CONNECTION_EXCEPTION_CLASS)
                || state.startsWith(OPERATOR_INTERVENTION_CLASS)
                || state.startsWith(INVALID_AUTHORIZATION_CLASS)
                || state.equals(TOO_MANY_CONNECTIONS)
                || state.equals("null")) {
            // The next request asks for the credentials anew.
            forget(tenant);
            return new MillraceException(
                    ErrorCode.DESTINATION_UNREACHABLE,
                    "Your data can't be reached right now. Nothing is lost; try again in a minute.",
                    e);
        }
        if (state.startsWith(INSUFFICIENT_RESOURCES_CLASS)) {
            LOG.errorf(e, "a warehouse's server is out of room or memory");
            return new MillraceException(
                    ErrorCode.DESTINATION_FULL,
                    "The place of your data has no room for this question right now. Nothing is lost; try again in a few minutes, or ask for less.",
                    e);
        }
        LOG.warnf(e, "a query failed");
        return new MillraceException(
                ErrorCode.QUERY_FAILED,
                "The data does not fit this question any more. Load it again, or ask in another way.",
                e);
    }

    private WarehouseAccess access(TenantId tenant) {
        try {
            return tenantManagement.warehouse(tenant, WarehouseAccess.Role.READER);
        } catch (WebApplicationException | ProcessingException e) {
            throw new MillraceException(
                    ErrorCode.PLATFORM_UNAVAILABLE, "A part of Millrace is restarting. Try again in a minute.", e);
        }
    }
}
