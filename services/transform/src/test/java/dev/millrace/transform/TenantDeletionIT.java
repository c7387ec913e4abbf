package dev.millrace.transform;

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
@WithTestResource(value = RealServers.class, initArgs = @ResourceArg(name = "database", value = "transform"))
class TenantDeletionIT {

    @Inject
    DataSource database;

    @Test
    void allOfAnEndedWorkspaceIsErasedAndNothingOfAnother() throws SQLException {
        TenantErasure.assertErased("transform", database, TenantDeletionIT::rowsOf);
    }

    private static String rowsOf(TenantId tenant) {
        return """
            insert into transform_runs (tenant_id, id, source_id, caused_by, project, state, attempt, cause, models, queued_at)
                values ('%1$s', gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), 'sample', 'SUCCEEDED', 1, '{}', '[]', now());
            insert into tenant_keys (tenant_id, wrapped_key) values ('%1$s', '');
            """.formatted(tenant);
    }
}
