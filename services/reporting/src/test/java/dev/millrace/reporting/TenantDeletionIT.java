package dev.millrace.reporting;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.events.EventFormat;
import dev.millrace.events.EventTypes;
import dev.millrace.events.MillraceEvent;
import dev.millrace.events.TenantDeleted;
import dev.millrace.events.TenantEnded;
import dev.millrace.events.TenantErased;
import dev.millrace.events.Topics;
import dev.millrace.kernel.TenantId;
import dev.millrace.platform.testkit.PersonalTenants;
import dev.millrace.platform.testkit.RealServers;
import dev.millrace.platform.testkit.TenantRowCounts;
import dev.millrace.platform.testkit.TestEvents;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = RealServers.class, initArgs = @ResourceArg(name = "database", value = "reporting"))
class TenantDeletionIT {

    @Inject
    DataSource database;

    @Test
    void allOfAnEndedWorkspaceIsErasedAndNothingOfAnother() throws SQLException {
        TenantId ended = PersonalTenants.of("ended");
        TenantId kept = PersonalTenants.of("kept");
        for (TenantId tenant : List.of(ended, kept)) {
            execute(rowsOf(tenant));
            assertThat(TenantRowCounts.of(database, tenant)).doesNotContainValue(0L);
        }
        Map<String, Long> ofKept = TenantRowCounts.of(database, kept);

        say(EventTypes.TENANT_DELETED, ended, new TenantDeleted(ended));
        say(EventTypes.TENANT_ENDED, ended, new TenantEnded(ended));

        assertThat(lastWord(ended)).isEqualTo(new TenantErased(ended, "reporting"));
        assertThat(TenantRowCounts.present(database, ended)).isEmpty();
        assertThat(TenantRowCounts.of(database, kept)).isEqualTo(ofKept);
    }

    private static TenantErased lastWord(TenantId tenant) {
        return EventFormat.read(TestEvents.read(
                                Topics.AUDIT_EVENTS,
                                message -> message.key().equals(tenant.toString())
                                        && EventFormat.read(message.value())
                                                .type()
                                                .equals(EventTypes.TENANT_ERASED))
                        .getLast()
                        .value())
                .dataAs(TenantErased.class);
    }

    private static String rowsOf(TenantId tenant) {
        return """
            insert into dashboards values
                ('%1$s', gen_random_uuid(), gen_random_uuid(), 'Shop', 'AUTOMATIC', '[]', 1, now(), now());
            insert into data_versions values ('%1$s', 'shop', gen_random_uuid(), 'Shop', 1, now());
            insert into tenant_keys (tenant_id, wrapped_key) values ('%1$s', '');
            """.formatted(tenant);
    }

    private static void say(String type, TenantId tenant, Object data) {
        TestEvents.publish(
                Topics.TENANT_EVENTS, MillraceEvent.create("/millrace/tenant-management", type, tenant, null, data));
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("select set_config('app.tenant_id', '*', false)");
            statement.execute(sql);
        }
    }
}
