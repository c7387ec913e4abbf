package dev.millrace.reporting.warehouse;

import dev.millrace.kernel.TenantId;
import dev.millrace.work.WarehouseAccess;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.NoSuchElementException;
import java.util.Properties;
import java.util.function.Function;
import org.apache.commons.pool2.BaseKeyedPooledObjectFactory;
import org.apache.commons.pool2.PooledObject;
import org.apache.commons.pool2.impl.DefaultPooledObject;
import org.apache.commons.pool2.impl.GenericKeyedObjectPool;
import org.apache.commons.pool2.impl.GenericKeyedObjectPoolConfig;
import org.postgresql.Driver;

/**
 * Connections to the warehouses of all tenants, together no more than the server is to bear: those that nobody uses make room for
 * those that are wanted, the longest unused first.
 */
final class WarehouseConnections implements AutoCloseable {

    private static final Duration SWEEP = Duration.ofSeconds(15);
    private static final Duration OVERHEAD = Duration.ofSeconds(5);
    private static final int SECONDS_TO_ANSWER = 5;

    private final GenericKeyedObjectPool<TenantId, Connection> pool;

    /** @param access tells how to connect to a tenant's warehouse */
    WarehouseConnections(ReportingConfiguration configuration, Function<TenantId, WarehouseAccess> access) {
        GenericKeyedObjectPoolConfig<Connection> config = new GenericKeyedObjectPoolConfig<>();
        config.setMaxTotal(configuration.connections());
        config.setMaxTotalPerKey(configuration.connectionsPerTenant());
        config.setMaxIdlePerKey(configuration.connectionsPerTenant());
        config.setMaxWait(configuration.longestQuery().plus(OVERHEAD));
        config.setTestOnBorrow(true);
        config.setMinEvictableIdleDuration(configuration.idle());
        config.setTimeBetweenEvictionRuns(SWEEP);
        config.setNumTestsPerEvictionRun(-1);
        config.setJmxEnabled(false);
        this.pool = new GenericKeyedObjectPool<>(new Opening(configuration.longestQuery(), access), config);
    }

    /**
     * Does something with a connection to a tenant's warehouse. After a failure it is closed, as nobody knows in what state it is.
     *
     * @throws NoSuchElementException when there was no connection for longer than a query may take
     */
    <T> T with(TenantId tenant, WarehouseReader.Reading<T> reading) throws SQLException {
        Connection connection = borrow(tenant);
        boolean whole = false;
        try {
            T read = reading.read(connection);
            whole = true;
            return read;
        } finally {
            if (whole) {
                pool.returnObject(tenant, connection);
            } else {
                discard(tenant, connection);
            }
        }
    }

    private Connection borrow(TenantId tenant) throws SQLException {
        try {
            return pool.borrowObject(tenant);
        } catch (SQLException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("a failure that connecting does not have", e);
        }
    }

    private void discard(TenantId tenant, Connection connection) {
        try {
            pool.invalidateObject(tenant, connection);
        } catch (Exception e) {
            // It is closed, as it should be.
        }
    }

    /** Closes those of a tenant that nobody uses. */
    void forget(TenantId tenant) {
        pool.clear(tenant);
    }

    @Override
    public void close() {
        pool.close();
    }

    private static final class Opening extends BaseKeyedPooledObjectFactory<TenantId, Connection> {

        private final Duration longestQuery;
        private final Function<TenantId, WarehouseAccess> access;

        Opening(Duration longestQuery, Function<TenantId, WarehouseAccess> access) {
            this.longestQuery = longestQuery;
            this.access = access;
        }

        @Override
        public Connection create(TenantId tenant) throws SQLException {
            WarehouseAccess warehouse = access.apply(tenant);
            Properties properties = new Properties();
            properties.setProperty("user", warehouse.user());
            properties.setProperty("password", warehouse.password());
            properties.setProperty("ApplicationName", "millrace reporting");
            properties.setProperty("connectTimeout", "5");
            // The server ends a query that takes too long; where it does not even do that, it is gone.
            properties.setProperty(
                    "socketTimeout", Long.toString(longestQuery.plus(OVERHEAD).toSeconds()));
            properties.setProperty(
                    "options",
                    WarehouseAccess.SESSION_OPTIONS + " -c statement_timeout=" + longestQuery.toMillis()
                            + " -c TimeZone=UTC");
            Connection opened = new Driver()
                    .connect(
                            "jdbc:postgresql://" + warehouse.host() + ":" + warehouse.port() + "/"
                                    + warehouse.database(),
                            properties);
            if (opened == null) {
                throw new IllegalStateException("not a PostgreSQL URL");
            }
            return opened;
        }

        @Override
        public PooledObject<Connection> wrap(Connection opened) {
            return new DefaultPooledObject<>(opened);
        }

        @Override
        public boolean validateObject(TenantId tenant, PooledObject<Connection> pooled) {
            try {
                return pooled.getObject().isValid(SECONDS_TO_ANSWER);
            } catch (SQLException e) {
                return false;
            }
        }

        @Override
        public void destroyObject(TenantId tenant, PooledObject<Connection> pooled) {
            try {
                pooled.getObject().close();
            } catch (SQLException ignored) {
                // Nothing is left to be saved.
            }
        }
    }
}
