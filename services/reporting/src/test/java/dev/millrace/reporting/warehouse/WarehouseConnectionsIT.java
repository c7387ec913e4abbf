package dev.millrace.reporting.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.kernel.TenantId;
import dev.millrace.local.LocalPostgres;
import dev.millrace.local.Login;
import dev.millrace.local.TestStack;
import dev.millrace.work.WarehouseAccess;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class WarehouseConnectionsIT {

    private static final Login READER = new Login("connections_reader", "reader");
    private static final int MOST = 3;
    private static final Map<TenantId, WarehouseAccess> TENANTS = new ConcurrentHashMap<>();
    private static LocalPostgres postgres;
    private static WarehouseConnections connections;

    @BeforeAll
    static void makeWarehouses() throws SQLException {
        postgres = TestStack.shared().postgres();
        postgres.createRole(READER, "login");
        for (int i = 0; i < 2 * MOST; i++) {
            String database = "connections_" + i;
            try (Connection connection = postgres.connect("postgres");
                    Statement statement = connection.createStatement()) {
                statement.execute("create database " + database);
            }
            TENANTS.put(
                    TenantId.create(),
                    new WarehouseAccess("127.0.0.1", postgres.port(), database, READER.user(), READER.password()));
        }
        connections = new WarehouseConnections(new Few(), tenant -> Objects.requireNonNull(TENANTS.get(tenant)));
    }

    @AfterAll
    static void close() {
        connections.close();
    }

    @Test
    void thoseThatNobodyUsesMakeRoomForOtherTenants() throws SQLException {
        for (Map.Entry<TenantId, WarehouseAccess> tenant : TENANTS.entrySet()) {
            assertThat(connections.<String>with(tenant.getKey(), WarehouseConnectionsIT::database))
                    .isEqualTo(tenant.getValue().database());
            awaitAtMost(MOST);
        }
    }

    @Test
    void whoWaitsForLongerThanAQueryMayTakeIsToldSo() throws SQLException {
        List<TenantId> tenants = new ArrayList<>(TENANTS.keySet());
        connections.with(
                tenants.get(0),
                first -> connections.with(
                        tenants.get(1),
                        second -> connections.with(tenants.get(2), third -> {
                            assertThatThrownBy(() -> connections.with(tenants.get(3), WarehouseConnectionsIT::database))
                                    .isInstanceOf(NoSuchElementException.class);
                            return open();
                        })));
        assertThat(connections.<String>with(tenants.get(3), WarehouseConnectionsIT::database))
                .isNotEmpty();
    }

    @Test
    void oneThatFailedIsNotUsedAgain() throws SQLException {
        TenantId tenant = TENANTS.keySet().iterator().next();
        int before = connections.with(tenant, WarehouseConnectionsIT::process);
        assertThat(connections.<Integer>with(tenant, WarehouseConnectionsIT::process))
                .isEqualTo(before);
        assertThatThrownBy(() -> connections.with(tenant, connection -> {
                    connection.setAutoCommit(false);
                    throw new SQLException("broken");
                }))
                .hasMessage("broken");
        assertThat(connections.<Integer>with(tenant, WarehouseConnectionsIT::process))
                .isNotEqualTo(before);
    }

    private static String database(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select current_database()")) {
            row.next();
            return row.getString(1);
        }
    }

    private static int process(Connection connection) throws SQLException {
        return number(connection, "select pg_backend_pid()");
    }

    private static int open() throws SQLException {
        try (Connection connection = postgres.connect("postgres")) {
            return number(connection, "select count(*) from pg_stat_activity where usename = '" + READER.user() + "'");
        }
    }

    /** The server needs a moment to see that one was closed. */
    private static void awaitAtMost(int most) throws SQLException {
        Instant deadline = Instant.now().plusSeconds(20);
        int open = open();
        while (open > most && Instant.now().isBefore(deadline)) {
            open = open();
        }
        assertThat(open).isBetween(1, most);
    }

    private static int number(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getInt(1);
        }
    }

    /** Few of them, and little patience. */
    private static final class Few implements ReportingConfiguration {

        @Override
        public Duration longestQuery() {
            return Duration.ofMillis(500);
        }

        @Override
        public int connections() {
            return MOST;
        }

        @Override
        public int connectionsPerTenant() {
            return 2;
        }

        @Override
        public Duration idle() {
            return Duration.ofMinutes(1);
        }

        @Override
        public int cachedAnswers() {
            return 1;
        }
    }
}
