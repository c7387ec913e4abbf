package dev.millrace.reporting;

import dev.millrace.kernel.TenantId;
import dev.millrace.platform.testkit.RealServers;
import dev.millrace.platform.testkit.TenantErasure;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = RealServers.class, initArgs = @ResourceArg(name = "database", value = "reporting"))
class TenantDeletionIT {

    @Inject
    DataSource database;

    @Test
    void allOfAnEndedWorkspaceIsErasedAndNothingOfAnother() throws SQLException {
        TenantErasure.assertErased("reporting", database, TenantDeletionIT::rowsOf);
    }

    private static String rowsOf(TenantId tenant) {
        return """
            insert into dashboards values
                ('%1$s', gen_random_uuid(), gen_random_uuid(), 'Shop', 'AUTOMATIC', '[]', 1, now(), now());
            insert into data_versions values ('%1$s', 'shop', gen_random_uuid(), 'Shop', 1, now());
            insert into tenant_keys (tenant_id, wrapped_key) values ('%1$s', '');
            """.formatted(tenant);
    }
}
