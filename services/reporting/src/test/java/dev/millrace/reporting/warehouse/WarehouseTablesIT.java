package dev.millrace.reporting.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.kernel.TenantId;
import dev.millrace.platform.testkit.PersonalTenants;
import dev.millrace.platform.testkit.RealServers;
import dev.millrace.platform.testkit.TestWarehouses;
import dev.millrace.work.WarehouseAccess;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = RealServers.class, initArgs = @ResourceArg(name = "database", value = "reporting"))
class WarehouseTablesIT {

    /** A swap between the snapshot of a query and the functions in it, which look at the catalog as it is by then. */
    @Test
    void aTableThatIsSwappedAtThatMomentIsThere() throws SQLException {
        TenantId tenant = PersonalTenants.of("svea");
        TestWarehouses.execute(tenant, "create schema shop; create table shop.orders as select 1 as id");
        try (Connection connection = reader(tenant);
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            statement.execute("select 1");
            TestWarehouses.execute(
                    tenant,
                    "begin; create table shop.beside as select 1 as id; drop table shop.orders;"
                            + " alter table shop.beside rename to orders; commit");

            assertThat(WarehouseTables.query(connection, "shop"))
                    .extracting(table -> table.name().name())
                    .containsExactly("orders");
        }
    }

    private static Connection reader(TenantId tenant) throws SQLException {
        WarehouseAccess access = new TestWarehouses().warehouse(tenant, WarehouseAccess.Role.READER);
        return DriverManager.getConnection(
                "jdbc:postgresql://" + access.host() + ":" + access.port() + "/" + access.database(),
                access.user(),
                access.password());
    }
}
