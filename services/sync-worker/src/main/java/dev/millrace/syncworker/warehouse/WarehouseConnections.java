package dev.millrace.syncworker.warehouse;

import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import dev.millrace.work.WarehouseAccess;
import dev.millrace.work.WatchedSockets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.NoSuchElementException;
import java.util.Properties;
import java.util.Set;
import org.apache.commons.pool2.BaseKeyedPooledObjectFactory;
import org.apache.commons.pool2.PooledObject;
import org.apache.commons.pool2.impl.DefaultPooledObject;
import org.apache.commons.pool2.impl.GenericKeyedObjectPool;
import org.apache.commons.pool2.impl.GenericKeyedObjectPoolConfig;
import org.jboss.logging.Logger;
import org.postgresql.Driver;

/**
 * The worker's connections to warehouses. Those that a run has done with are kept for the next one of the same tenant: to open one costs
 * more than to load a hundred rows.
 */
public final class WarehouseConnections implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(WarehouseConnections.class);

    /** Longer than a minute: sources that are read every minute find one. */
    private static final Duration KEPT = Duration.ofSeconds(90);

    /** A server's process for a connection keeps what it has learnt of every table that it has seen. */
    private static final Duration OLDEST = Duration.ofMinutes(15);

    private static final Duration SWEEP = Duration.ofSeconds(15);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int SECONDS_TO_ANSWER = 5;

    private final GenericKeyedObjectPool<WarehouseAccess, Opened> pool;

    /**
     * With none yet.
     *
     * @param most open at the same time, of all tenants; those that are kept make room for those that are wanted
     * @param mostKept of a tenant that are kept
     */
    public WarehouseConnections(int most, int mostKept) {
        GenericKeyedObjectPoolConfig<Opened> config = new GenericKeyedObjectPoolConfig<>();
        config.setMaxTotal(most);
        config.setMaxTotalPerKey(-1);
        config.setMaxIdlePerKey(mostKept);
        config.setMaxWait(PATIENCE);
        config.setTestOnBorrow(true);
        config.setMinEvictableIdleDuration(KEPT);
        config.setTimeBetweenEvictionRuns(SWEEP);
        config.setNumTestsPerEvictionRun(-1);
        config.setJmxEnabled(false);
        this.pool = new GenericKeyedObjectPool<>(new Opening(), config);
    }

    /**
     * Connects, and creates the schema of checkpoints and the source's own where they are missing.
     *
     * @throws MillraceException with {@code DESTINATION_UNREACHABLE} when the warehouse does not answer
     */
    public PostgresWarehouse open(WarehouseAccess access, String schema, ChunkLimits limits) {
        return PostgresWarehouse.open(this, access, schema, limits);
    }

    Opened borrow(WarehouseAccess access) throws SQLException {
        try {
            return pool.borrowObject(access);
        } catch (SQLException | RuntimeException e) {
            if (e instanceof NoSuchElementException) {
                throw new MillraceException(
                        ErrorCode.DESTINATION_UNREACHABLE,
                        "The worker has no connection to a warehouse left. It is tried again.",
                        e);
            }
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("a failure that connecting does not have", e);
        }
    }

    /** Takes one back whose transaction has ended. */
    void giveBack(WarehouseAccess access, Opened opened) {
        pool.returnObject(access, opened);
    }

    /** Closes one of which nobody knows in what state it is. */
    void discard(WarehouseAccess access, Opened opened) {
        try {
            pool.invalidateObject(access, opened);
        } catch (Exception e) {
            // It is closed, as it should be.
        }
    }

    /** Drops what runs have replaced, by a thread of its own: no run waits for it. What it does not get to, a later run finds. */
    void dropReplacedTables(WarehouseAccess access) {
        Thread.ofVirtual().name("drop-replaced-tables").start(() -> {
            Opened opened;
            try {
                opened = borrow(access);
            } catch (SQLException | RuntimeException e) {
                // Nobody waits for it.
                LOG.debugf(e, "replaced tables stay");
                return;
            }
            try {
                ReplacedTables.drop(opened.connection());
                giveBack(access, opened);
            } catch (SQLException e) {
                LOG.debugf(e, "replaced tables stay");
                discard(access, opened);
            }
        });
    }

    /** How many are kept. */
    int idle() {
        return pool.getNumIdle();
    }

    @Override
    public void close() {
        pool.close();
    }

    /** A connection, and the schemas that are prepared in its database. */
    static final class Opened {

        private final Connection connection;
        private final Set<String> prepared = new HashSet<>();

        private Opened(Connection connection) {
            this.connection = connection;
        }

        Connection connection() {
            return connection;
        }

        Set<String> prepared() {
            return prepared;
        }
    }

    private static final class Opening extends BaseKeyedPooledObjectFactory<WarehouseAccess, Opened> {

        @Override
        public Opened create(WarehouseAccess access) throws SQLException {
            Properties properties = new Properties();
            properties.setProperty("user", access.user());
            properties.setProperty("password", access.password());
            properties.setProperty("ApplicationName", "millrace-sync-worker");
            properties.setProperty("connectTimeout", "10");
            properties.setProperty("tcpKeepAlive", "true");
            properties.setProperty("socketFactory", WatchedSockets.class.getName());
            // A statement that the server has prepared fails when the table that it reads has changed between two runs.
            properties.setProperty("prepareThreshold", "0");
            // Dates and times become text in one zone; waiting for somebody else's lock ends. A chunk need not be on
            // disk
            // before the next one begins: its rows and its checkpoint are lost together or not at all, and the last
            // commit
            // waits for all.
            properties.setProperty(
                    "options",
                    WarehouseAccess.SESSION_OPTIONS
                            + " -c TimeZone=UTC -c lock_timeout=30s -c client_min_messages=warning -c synchronous_commit=off");
            String url = "jdbc:postgresql://" + access.host() + ":" + access.port() + "/" + access.database();
            Connection opened = new Driver().connect(url, properties);
            if (opened == null) {
                throw new IllegalStateException("not a PostgreSQL URL");
            }
            opened.setAutoCommit(false);
            return new Opened(opened);
        }

        @Override
        public PooledObject<Opened> wrap(Opened opened) {
            return new DefaultPooledObject<>(opened);
        }

        @Override
        public boolean validateObject(WarehouseAccess access, PooledObject<Opened> pooled) {
            try {
                return pooled.getFullDuration().compareTo(OLDEST) < 0
                        && pooled.getObject().connection().isValid(SECONDS_TO_ANSWER);
            } catch (SQLException e) {
                return false;
            }
        }

        @Override
        public void destroyObject(WarehouseAccess access, PooledObject<Opened> pooled) {
            try {
                pooled.getObject().connection().close();
            } catch (SQLException ignored) {
                // Nothing is left to be saved.
            }
        }
    }
}
