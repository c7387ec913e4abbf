package dev.millrace.reporting.warehouse;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalListener;
import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import dev.millrace.kernel.TenantId;
import dev.millrace.platform.tenancy.TenantGone;
import dev.millrace.platform.tenancy.TenantManagementApi;
import dev.millrace.work.WarehouseAccess;
import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jboss.logging.Logger;
import org.postgresql.Driver;

/**
 * Connections to the tenants' warehouses with the role that can read and nothing else. They open on demand and close when
 * idle, so that a quiet tenant costs none.
 */
@ApplicationScoped
public class WarehouseReader {

    private static final Logger LOG = Logger.getLogger(WarehouseReader.class);
    private static final String QUERY_CANCELED = "57014";
    private static final String CONNECTION_EXCEPTION_CLASS = "08";
    private static final String OPERATOR_INTERVENTION_CLASS = "57";
    private static final String INVALID_AUTHORIZATION_CLASS = "28";

    private final TenantManagementApi tenantManagement;
    private final ReportingConfiguration configuration;
    private final Cache<TenantId, AgroalDataSource> pools;

    WarehouseReader(@RestClient TenantManagementApi tenantManagement, ReportingConfiguration configuration) {
        this.tenantManagement = tenantManagement;
        this.configuration = configuration;
        RemovalListener<TenantId, AgroalDataSource> close = (tenant, pool, cause) -> {
            if (pool != null) {
                pool.close();
            }
        };
        this.pools = Caffeine.newBuilder()
                .expireAfterAccess(configuration.idle().multipliedBy(5))
                .removalListener(close)
                .build();
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
     * @throws MillraceException {@code QUERY_TIMED_OUT}, {@code QUERY_FAILED} or {@code DESTINATION_UNREACHABLE}
     */
    public <T> T read(TenantId tenant, Reading<T> reading) {
        AgroalDataSource pool = Objects.requireNonNull(pools.get(tenant, this::open));
        try (Connection connection = pool.getConnection()) {
            return reading.read(connection);
        } catch (SQLException e) {
            throw translated(tenant, e);
        }
    }

    void forget(@Observes TenantGone gone) {
        pools.invalidate(gone.tenant());
    }

    @PreDestroy
    void close() {
        pools.asMap().values().forEach(AgroalDataSource::close);
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
                || state.equals("null")) {
            // The next request asks for the credentials anew.
            pools.invalidate(tenant);
            return new MillraceException(
                    ErrorCode.DESTINATION_UNREACHABLE,
                    "Your data can't be reached right now. Nothing is lost; try again in a minute.",
                    e);
        }
        LOG.warnf(e, "a query failed");
        return new MillraceException(
                ErrorCode.QUERY_FAILED,
                "The data does not fit this question any more. Load it again, or ask in another way.",
                e);
    }

    private AgroalDataSource open(TenantId tenant) {
        WarehouseAccess access = access(tenant);
        AgroalDataSourceConfigurationSupplier settings = new AgroalDataSourceConfigurationSupplier()
                .connectionPoolConfiguration(pool -> pool.minSize(0)
                        .initialSize(0)
                        .maxSize(configuration.connectionsPerTenant())
                        .acquisitionTimeout(configuration.longestQuery().plusSeconds(5))
                        .reapTimeout(configuration.idle())
                        .idleValidationTimeout(Duration.ofSeconds(10))
                        .connectionFactoryConfiguration(factory -> factory.connectionProviderClass(Driver.class)
                                .jdbcUrl("jdbc:postgresql://" + access.host() + ":" + access.port() + "/"
                                        + access.database())
                                .principal(new NamePrincipal(access.user()))
                                .credential(new SimplePassword(access.password()))
                                .jdbcProperty("ApplicationName", "millrace reporting")
                                .jdbcProperty("connectTimeout", "5")
                                .jdbcProperty(
                                        "options",
                                        "-c statement_timeout="
                                                + configuration.longestQuery().toMillis()
                                                + " -c TimeZone=UTC")));
        try {
            return AgroalDataSource.from(settings);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
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
