package dev.millrace.syncworker.warehouse;

import dev.millrace.work.WarehouseAccess;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.jboss.logging.Logger;
import org.postgresql.Driver;
import org.postgresql.PGConnection;

/** A connection to a tenant's warehouse with its loader role. Used by one thread. */
public final class PostgresWarehouse implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(PostgresWarehouse.class);
    private static final Duration INTERRUPT_PATIENCE = Duration.ofSeconds(10);

    private final Connection connection;
    private final String database;
    private final ChunkLimits limits;

    private PostgresWarehouse(Connection connection, String database, ChunkLimits limits) {
        this.connection = connection;
        this.database = database;
        this.limits = limits;
    }

    /**
     * Connects and creates the schema of checkpoints and the source's own.
     *
     * @throws dev.millrace.kernel.MillraceException with {@code DESTINATION_UNREACHABLE} when the warehouse does not
     *     answer
     */
    public static PostgresWarehouse connect(WarehouseAccess access, String schema, ChunkLimits limits) {
        Properties properties = new Properties();
        properties.setProperty("user", access.user());
        properties.setProperty("password", access.password());
        properties.setProperty("ApplicationName", "millrace-sync-worker");
        properties.setProperty("connectTimeout", "10");
        properties.setProperty("tcpKeepAlive", "true");
        // Dates and times become text in one zone; waiting for somebody else's lock ends. A chunk need not be on disk
        // before the next one begins: its rows and its checkpoint are lost together or not at all, and the last commit
        // waits for all.
        properties.setProperty(
                "options",
                "-c TimeZone=UTC -c lock_timeout=30s -c client_min_messages=warning -c synchronous_commit=off");
        String url = "jdbc:postgresql://" + access.host() + ":" + access.port() + "/" + access.database();
        try {
            Connection connection = new Driver().connect(url, properties);
            if (connection == null) {
                throw new IllegalStateException("not a PostgreSQL URL");
            }
            try {
                connection.setAutoCommit(false);
                PostgresWarehouse warehouse = new PostgresWarehouse(connection, access.database(), limits);
                warehouse.prepare(schema);
                return warehouse;
            } catch (SQLException | RuntimeException e) {
                connection.close();
                throw e;
            }
        } catch (SQLException e) {
            throw WarehouseErrors.translate("open the warehouse", e);
        }
    }

    private void prepare(String schema) throws SQLException {
        CheckpointTable checkpoints = new CheckpointTable(connection);
        checkpoints.lock();
        checkpoints.create();
        try (Statement statement = connection.createStatement()) {
            statement.execute("create schema if not exists " + Identifiers.quote(schema));
        }
        letRead(schema);
        commitDurably(connection);
        connection.commit();
    }

    /**
     * Lets those read who are there to read: the roles that tenant-management made with the database. A new generation is built out of
     * their sight, and has the privilege before it moves into the schema, so that there is no moment in which they can't read.
     */
    private void letRead(String schema) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String role : rolesWithoutDefault(CheckpointTable.SCHEMA)) {
                statement.execute("alter default privileges in schema " + CheckpointTable.SCHEMA
                        + " grant select on tables to " + Identifiers.quote(role));
            }
            for (String role : rolesWithoutDefault(schema)) {
                String to = Identifiers.quote(schema) + " to " + Identifiers.quote(role);
                statement.execute("grant usage on schema " + to);
                statement.execute("alter default privileges in schema " + Identifiers.quote(schema)
                        + " grant select on tables to " + Identifiers.quote(role));
            }
        }
    }

    private List<String> rolesWithoutDefault(String schema) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                select rolname from pg_roles where rolname in (?, ?) and not exists (
                    select 1 from pg_default_acl d join pg_namespace n on n.oid = d.defaclnamespace,
                        aclexplode(d.defaclacl) granted
                    where n.nspname = ? and d.defaclobjtype = 'r' and granted.grantee = pg_roles.oid)
                """)) {
            statement.setString(1, database + "_reader");
            statement.setString(2, database + "_transformer");
            statement.setString(3, schema);
            List<String> roles = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    roles.add(row.getString(1));
                }
            }
            return roles;
        }
    }

    /** Makes the commit of the present transaction wait for the disk, its own writes and those of all before it. */
    static void commitDurably(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("set local synchronous_commit = on");
        }
    }

    /**
     * Begins a stream, or goes on with it from its last checkpoint.
     *
     * @throws dev.millrace.kernel.MillraceException with {@code FENCED} when a later attempt has taken the stream
     */
    public StreamLoad begin(LoadRequest request) {
        return begin(request, Beginning.ON);
    }

    /**
     * Begins a stream again whose fields turned out to be wider. What was built beside the live table is built anew; rows
     * that this run has added to the live table stay, its columns widen, and the load goes on behind them.
     */
    public StreamLoad beginWidened(LoadRequest request) {
        return begin(request, Beginning.WIDENED);
    }

    /** Begins a stream whose source can't go on from its state: all of it is built beside the live table. */
    public StreamLoad beginAnew(LoadRequest request) {
        return begin(request, Beginning.ANEW);
    }

    private StreamLoad begin(LoadRequest request, Beginning beginning) {
        try {
            return StreamLoad.begin(connection, request, limits, beginning);
        } catch (SQLException e) {
            rollback();
            throw WarehouseErrors.translate("prepare the table " + request.table(), e);
        } catch (RuntimeException e) {
            rollback();
            throw e;
        }
    }

    /**
     * Ends the statement that another thread waits for: a merge or an index may take minutes, and somebody else's lock holds it as
     * long as it likes. A server that does not even take this request loses its connection. May be called twice, and after
     * {@link #close}.
     */
    public void interrupt() {
        Thread.ofVirtual().name("interrupt-warehouse").start(() -> {
            try {
                connection.unwrap(PGConnection.class).cancelQuery();
                Thread.sleep(INTERRUPT_PATIENCE);
            } catch (SQLException e) {
                LOG.debugf("the warehouse takes no request to stop: %s", e.getSQLState());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            try {
                connection.abort(Runnable::run);
            } catch (SQLException ignored) {
                // It is closed, as it should be.
            }
        });
    }

    private void rollback() {
        try {
            connection.rollback();
        } catch (SQLException ignored) {
            // The connection is gone, and its transaction with it.
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException ignored) {
            // Nothing is left to be saved.
        }
    }
}
