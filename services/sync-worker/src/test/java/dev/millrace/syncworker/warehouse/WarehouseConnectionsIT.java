package dev.millrace.syncworker.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.local.LocalPostgres;
import dev.millrace.local.Login;
import dev.millrace.local.TestStack;
import dev.millrace.work.WarehouseAccess;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class WarehouseConnectionsIT {

    private static final String DATABASE = "warehouse_connections";
    private static final String OTHER = "warehouse_connections_of_another";
    private static final Login LOADER = new Login(DATABASE + "_loader", "loader");
    private static final Login READER = new Login(DATABASE + "_reader", "reader");
    private static LocalPostgres postgres;

    private final WarehouseConnections connections = new WarehouseConnections(2, 2);

    @BeforeAll
    static void createWarehouses() throws SQLException {
        postgres = TestStack.shared().postgres();
        postgres.createRole(LOADER, "login");
        postgres.createRole(READER, "login");
        postgres.createDatabase(DATABASE, LOADER, READER);
        postgres.createDatabase(OTHER, LOADER, READER);
    }

    @AfterEach
    void closeConnections() {
        connections.close();
    }

    private static WarehouseAccess access(String database) {
        return new WarehouseAccess("127.0.0.1", postgres.port(), database, LOADER.user(), LOADER.password());
    }

    private int process(String database) throws SQLException {
        WarehouseConnections.Opened opened = connections.borrow(access(database));
        try {
            return process(opened.connection());
        } finally {
            connections.giveBack(access(database), opened);
        }
    }

    private static int process(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select pg_backend_pid()")) {
            row.next();
            int process = row.getInt(1);
            connection.rollback();
            return process;
        }
    }

    @Test
    void theNextRunOfATenantGetsTheConnectionOfTheLast() throws SQLException {
        int first = process(DATABASE);
        assertThat(process(DATABASE)).isEqualTo(first);
        assertThat(process(OTHER)).isNotEqualTo(first);
    }

    @Test
    void aTenantWhoseConnectionsAreKeptMakesRoomForAnother() throws SQLException {
        WarehouseConnections.Opened one = connections.borrow(access(DATABASE));
        WarehouseConnections.Opened two = connections.borrow(access(DATABASE));
        connections.giveBack(access(DATABASE), one);
        connections.giveBack(access(DATABASE), two);
        assertThat(connections.idle()).isEqualTo(2);

        WarehouseConnections.Opened three = connections.borrow(access(OTHER));
        WarehouseConnections.Opened four = connections.borrow(access(OTHER));

        assertThat(connections.idle()).isZero();
        connections.discard(access(OTHER), three);
        connections.discard(access(OTHER), four);
    }

    @Test
    void aConnectionThatTheServerHasEndedIsNotGivenToARun() throws SQLException {
        int ended = process(DATABASE);
        try (Connection admin = postgres.connect(DATABASE);
                Statement statement = admin.createStatement()) {
            statement.execute("select pg_terminate_backend(" + ended + ", 5000)");
        }
        assertThat(process(DATABASE)).isNotEqualTo(ended);
    }

    @Test
    void aWorkerThatVanishedIsFoundOutInAMinuteAndItsLocksEnd() throws SQLException {
        WarehouseConnections.Opened opened = connections.borrow(access(DATABASE));
        try (Statement statement = opened.connection().createStatement();
                ResultSet row = statement.executeQuery("select current_setting('tcp_keepalives_idle') || ' '"
                        + " || current_setting('tcp_keepalives_interval') || ' ' || current_setting('tcp_keepalives_count')"
                        + " || ' ' || current_setting('tcp_user_timeout')")) {
            row.next();
            assertThat(row.getString(1)).isEqualTo("30 10 3 60000");
        } finally {
            connections.discard(access(DATABASE), opened);
        }
    }

    @Test
    void aRunThatEndsKeepsItsConnectionAndOneThatBreaksOffDoesNot() throws SQLException {
        try (PostgresWarehouse warehouse = connections.open(access(DATABASE), "kept", ChunkLimits.DEFAULT)) {
            warehouse.end();
        }
        assertThat(connections.idle()).isEqualTo(1);

        try (PostgresWarehouse broken = connections.open(access(DATABASE), "kept", ChunkLimits.DEFAULT)) {
            assertThat(connections.idle()).isZero();
            assertThat(broken).isNotNull();
        }
        assertThat(connections.idle()).isZero();
    }

    @Test
    void aRunThatIsInterruptedLeavesNoConnectionToTheNext() {
        try (PostgresWarehouse warehouse = connections.open(access(DATABASE), "kept", ChunkLimits.DEFAULT)) {
            warehouse.interrupt();
            warehouse.end();
        }
        assertThat(connections.idle()).isZero();
    }

    @Test
    void aSchemaThatSomebodyDroppedBetweenTwoRunsIsMadeAgain() throws SQLException {
        for (int run = 0; run < 2; run++) {
            try (PostgresWarehouse warehouse = connections.open(access(DATABASE), "dropped", ChunkLimits.DEFAULT)) {
                warehouse.end();
            }
            try (Connection admin = postgres.connect(DATABASE);
                    Statement statement = admin.createStatement()) {
                statement.execute("drop schema dropped");
            }
        }
    }
}
