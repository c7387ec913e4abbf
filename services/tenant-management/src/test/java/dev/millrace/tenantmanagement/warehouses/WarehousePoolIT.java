package dev.millrace.tenantmanagement.warehouses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.kernel.TenantId;
import dev.millrace.local.TestStack;
import dev.millrace.platform.tenancy.TenantScope;
import dev.millrace.platform.testkit.RealServers;
import dev.millrace.platform.testkit.TenantConnections;
import dev.millrace.work.WarehouseAccess;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = RealServers.class, initArgs = @ResourceArg(name = "database", value = "tenant_management"))
class WarehousePoolIT {

    @Inject
    Warehouses warehouses;

    @Inject
    WarehouseServer server;

    @Inject
    TenantScope scope;

    @Inject
    DataSource database;

    @Inject
    WarehouseConfiguration configuration;

    @Test
    void thePasswordOfTheServerIsNotToldWhenItIsPrinted() {
        String password = RealServers.WAREHOUSE_ADMIN.password();
        assertThat(configuration.adminPassword().get()).isEqualTo(password);
        assertThat(configuration.adminPassword().toString()).doesNotContain(password);
        assertThat(configuration.toString()).doesNotContain(password);
    }

    @Test
    void aSignUpThatRollsBackLeavesItsWarehouseToTheNext() throws SQLException {
        TenantId tenant = TenantId.create();
        List<String> before = rows("ready");
        try (Connection everythingPooled = database.getConnection();
                Statement statement = everythingPooled.createStatement()) {
            everythingPooled.setAutoCommit(false);
            // What others hold is passed over: the sign-up has to make one.
            statement.execute("select 1 from warehouses where tenant_id is null for update");
            assertThatThrownBy(() -> scope.runWithin(tenant, () -> {
                        insertTenant(tenant);
                        warehouses.assign(tenant);
                        throw new IllegalStateException("the sign-up fails");
                    }))
                    .hasMessageContaining("the sign-up fails");
            everythingPooled.rollback();
        }
        List<String> after = rows("ready");
        assertThat(after).containsAll(before).hasSizeGreaterThan(before.size());
        assertThat(rows("true")).containsAll(databases());
    }

    @Test
    void passwordsThatNobodyCanGuessAreHashedOnceSoThatConnectingIsCheap() throws SQLException {
        TenantId tenant = TenantId.create();
        List<WarehouseAccess> accesses = new ArrayList<>();
        scope.runWithin(tenant, () -> {
            insertTenant(tenant);
            warehouses.assign(tenant);
            for (WarehouseAccess.Role role : WarehouseAccess.Role.values()) {
                accesses.add(warehouses.access(tenant, role));
            }
        });
        for (WarehouseAccess access : accesses) {
            assertThat(access.password()).matches("[0-9a-f]{48}");
            try (Connection superuser = TestStack.shared().postgres().connect("postgres");
                    Statement statement = superuser.createStatement()) {
                assertThat(column(statement.executeQuery("select split_part(rolpassword, ':', 1) from pg_authid"
                                + " where rolname = '" + access.user() + "'")))
                        .containsExactly("SCRAM-SHA-256$1");
            }
            try (Connection connection = DriverManager.getConnection(
                    TestStack.shared().postgres().jdbcUrl(access.database()), access.user(), access.password())) {
                assertThat(connection.isValid(5)).isTrue();
            }
        }
    }

    @Test
    void aWarehouseThatWasLeftHalfMadeIsDropped() throws SQLException {
        server.create("wh_left_behind");
        execute("insert into warehouses (database_name, host, port, created_at, ready)"
                + " values ('wh_left_behind', 'x', 1, now() - interval '1 hour', false),"
                + " ('wh_never_begun', 'x', 1, now() - interval '1 hour', false),"
                + " ('wh_being_made', 'x', 1, now(), false)");
        fillPoolUntilGone("wh_left_behind");
        assertThat(rows("not ready")).containsExactly("wh_being_made");
        assertThat(databases()).doesNotContain("wh_left_behind");
        assertThat(query("select rolname from pg_roles where rolname like 'wh_left_behind%'"))
                .isEmpty();
        execute("delete from warehouses where database_name = 'wh_being_made'");
    }

    @Test
    void whileAnotherReplicaFillsThePoolThisOneDoesNot() throws SQLException {
        try (Connection other = database.getConnection();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("select pg_advisory_xact_lock(" + Warehouses.LOCK + ")");
            execute("insert into warehouses (database_name, host, port, created_at, ready)"
                    + " values ('wh_for_the_other', 'x', 1, now() - interval '1 hour', false)");
            warehouses.fillPool();
            assertThat(rows("not ready")).containsExactly("wh_for_the_other");
            other.rollback();
        }
        fillPoolUntilGone("wh_for_the_other");
    }

    /** The scheduled round may be the one that does it. */
    private void fillPoolUntilGone(String name) throws SQLException {
        Instant deadline = Instant.now().plusSeconds(30);
        while (rows("not ready").contains(name)) {
            warehouses.fillPool();
            assertThat(Instant.now()).as(name + " stays").isBefore(deadline);
        }
    }

    private void insertTenant(TenantId tenant) {
        try {
            execute("insert into tenants (tenant_id, name, created_at) values ('" + tenant
                    + "', 'Rolled back', now())");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<String> rows(String condition) throws SQLException {
        try (Connection connection = TenantConnections.ofAll(database);
                Statement statement = connection.createStatement()) {
            return column(statement.executeQuery("select database_name from warehouses where " + condition));
        }
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = TenantConnections.ofAll(database);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static List<String> databases() throws SQLException {
        return query("select datname from pg_database where datname like 'wh\\_%'");
    }

    private static List<String> query(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(
                        TestStack.shared().postgres().jdbcUrl("postgres"),
                        RealServers.WAREHOUSE_ADMIN.user(),
                        RealServers.WAREHOUSE_ADMIN.password());
                Statement statement = connection.createStatement()) {
            return column(statement.executeQuery(sql));
        }
    }

    private static List<String> column(ResultSet rows) throws SQLException {
        List<String> values = new ArrayList<>();
        while (rows.next()) {
            values.add(rows.getString(1));
        }
        return values;
    }
}
