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
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/**
 * A tenant's warehouse, by its loader role. Used by one thread, and connected but for the time between {@link #letGo} and the next
 * stream that begins.
 */
public final class PostgresWarehouse implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(PostgresWarehouse.class);
    private static final Duration INTERRUPT_PATIENCE = Duration.ofSeconds(10);

    private final WarehouseConnections connections;
    private final WarehouseAccess access;
    private final ChunkLimits limits;
    private volatile WarehouseConnections.@Nullable Opened opened;
    private volatile @Nullable SecondWriter second;
    private boolean interrupted;
    private boolean ended;
    private boolean tableLeftBehind;

    private PostgresWarehouse(WarehouseConnections connections, WarehouseAccess access, ChunkLimits limits) {
        this.connections = connections;
        this.access = access;
        this.limits = limits;
    }

    static PostgresWarehouse open(
            WarehouseConnections connections, WarehouseAccess access, String schema, ChunkLimits limits) {
        PostgresWarehouse warehouse = new PostgresWarehouse(connections, access, limits);
        try {
            warehouse.prepare(warehouse.connect(), schema);
            return warehouse;
        } catch (SQLException e) {
            warehouse.close();
            throw WarehouseErrors.translate("open the warehouse", e);
        } catch (RuntimeException e) {
            warehouse.close();
            throw e;
        }
    }

    /** The connection, another where there is none. */
    private WarehouseConnections.Opened connect() throws SQLException {
        WarehouseConnections.Opened present = opened;
        if (present == null) {
            present = connections.borrow(access);
            opened = present;
        }
        return present;
    }

    /** Gives the connection to others when a stream has committed what it took and waits for more; the next {@code begin} takes one again. */
    public void letGo() {
        release(true);
    }

    /** Tells that the run needs it no more, and all its transactions have ended: its connection may serve another run. */
    public void end() {
        ended = true;
    }

    private void prepare(WarehouseConnections.Opened opened, String schema) throws SQLException {
        Connection connection = opened.connection();
        if (opened.prepared().contains(schema) && isPrepared(connection, schema)) {
            connection.rollback();
            return;
        }
        create(connection, schema);
        opened.prepared().add(schema);
    }

    /** What was there an hour ago, somebody may have dropped. */
    private static boolean isPrepared(Connection connection, String schema) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "select count(*) = 2 from pg_namespace where nspname in (?, '" + CheckpointTable.SCHEMA + "')")) {
            statement.setString(1, schema);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }

    private void create(Connection connection, String schema) throws SQLException {
        CheckpointTable checkpoints = new CheckpointTable(connection);
        checkpoints.lock();
        checkpoints.create();
        try (Statement statement = connection.createStatement()) {
            statement.execute("create schema if not exists " + Identifiers.quote(schema));
        }
        letRead(connection, schema);
        tableLeftBehind |= ReplacedTables.exist(connection);
        commitDurably(connection);
        connection.commit();
    }

    /**
     * Lets those read who are there to read: the roles that tenant-management made with the database. A new generation is built out of
     * their sight, and has the privilege before it moves into the schema, so that there is no moment in which they can't read.
     */
    private void letRead(Connection connection, String schema) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String role : rolesWithoutDefault(connection, CheckpointTable.SCHEMA)) {
                statement.execute("alter default privileges in schema " + CheckpointTable.SCHEMA
                        + " grant select on tables to " + Identifiers.quote(role));
            }
            for (String role : rolesWithoutDefault(connection, schema)) {
                String to = Identifiers.quote(schema) + " to " + Identifiers.quote(role);
                statement.execute("grant usage on schema " + to);
                statement.execute("alter default privileges in schema " + Identifiers.quote(schema)
                        + " grant select on tables to " + Identifiers.quote(role));
            }
        }
    }

    private List<String> rolesWithoutDefault(Connection connection, String schema) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                select rolname from pg_roles where rolname in (?, ?) and not exists (
                    select 1 from pg_default_acl d join pg_namespace n on n.oid = d.defaclnamespace,
                        aclexplode(d.defaclacl) granted
                    where n.nspname = ? and d.defaclobjtype = 'r' and granted.grantee = pg_roles.oid)
                """)) {
            statement.setString(1, access.database() + "_reader");
            statement.setString(2, access.database() + "_transformer");
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
            return StreamLoad.begin(
                    connect().connection(), this::openSecond, () -> tableLeftBehind = true, request, limits, beginning);
        } catch (SQLException e) {
            rollback();
            throw WarehouseErrors.translate("prepare the table " + request.table(), e);
        } catch (RuntimeException e) {
            rollback();
            throw e;
        }
    }

    private SecondWriter openSecond(TableName table, String columns) throws SQLException {
        SecondWriter opened = SecondWriter.open(connections, access, table, columns);
        second = opened;
        return opened;
    }

    /**
     * Ends the statement that another thread waits for: a merge or an index may take minutes, and somebody else's lock holds it as
     * long as it likes. A server that does not even take this request loses its connection. May be called twice, and after
     * {@link #close}.
     */
    public void interrupt() {
        Connection connection;
        synchronized (this) {
            WarehouseConnections.Opened present = opened;
            if (present == null) {
                return;
            }
            interrupted = true;
            connection = present.connection();
        }
        Thread.ofVirtual().name("interrupt-warehouse").start(() -> {
            try {
                connection.unwrap(PGConnection.class).cancelQuery();
                Thread.sleep(INTERRUPT_PATIENCE);
            } catch (SQLException e) {
                LOG.debugf("the warehouse takes no request to stop: %s", e.getSQLState());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            SecondWriter beside = second;
            if (beside != null) {
                beside.cut();
            }
            try {
                connection.abort(Runnable::run);
            } catch (SQLException ignored) {
                // It is closed, as it should be.
            }
        });
    }

    private void rollback() {
        WarehouseConnections.Opened present = opened;
        if (present == null) {
            return;
        }
        try {
            present.connection().rollback();
        } catch (SQLException ignored) {
            // The connection is gone, and its transaction with it.
        }
    }

    private void release(boolean usable) {
        WarehouseConnections.Opened present;
        boolean untouched;
        synchronized (this) {
            present = opened;
            opened = null;
            // Whoever interrupts it may do so a little later: it must not be another's by then.
            untouched = !interrupted;
        }
        if (present == null) {
            return;
        }
        if (usable && untouched) {
            connections.giveBack(access, present);
        } else {
            connections.discard(access, present);
        }
    }

    @Override
    public void close() {
        release(ended);
        if (tableLeftBehind) {
            connections.dropReplacedTables(access);
        }
    }
}
