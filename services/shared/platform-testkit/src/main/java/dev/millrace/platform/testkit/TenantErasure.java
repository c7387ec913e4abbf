package dev.millrace.platform.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.events.EventFormat;
import dev.millrace.events.EventTypes;
import dev.millrace.events.MillraceEvent;
import dev.millrace.events.TenantDeleted;
import dev.millrace.events.TenantEnded;
import dev.millrace.events.TenantErased;
import dev.millrace.events.Topics;
import dev.millrace.kernel.TenantId;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import javax.sql.DataSource;

/** The end of a workspace as a service hears of it, and what has to be left of its rows then. */
public final class TenantErasure {

    private TenantErasure() {}

    /**
     * Has the service erase one of two workspaces that have rows in each of its tables.
     *
     * @param service its name as it confirms
     * @param rows SQL that gives a workspace a row in each table with the column {@code tenant_id}
     */
    public static void assertErased(String service, DataSource database, Function<TenantId, String> rows)
            throws SQLException {
        TenantId ended = PersonalTenants.of("ended");
        TenantId kept = PersonalTenants.of("kept");
        for (TenantId tenant : List.of(ended, kept)) {
            execute(database, rows.apply(tenant));
            assertThat(TenantRowCounts.of(database, tenant)).doesNotContainValue(0L);
        }
        Map<String, Long> ofKept = TenantRowCounts.of(database, kept);

        end(ended);

        assertThat(confirmation(ended)).isEqualTo(new TenantErased(ended, service));
        assertThat(TenantRowCounts.present(database, ended)).isEmpty();
        assertThat(TenantRowCounts.of(database, kept)).isEqualTo(ofKept);
    }

    /** Says that a workspace was deleted, and that it can't be taken back any more. */
    public static void end(TenantId tenant) {
        say(EventTypes.TENANT_DELETED, tenant, new TenantDeleted(tenant));
        say(EventTypes.TENANT_ENDED, tenant, new TenantEnded(tenant));
    }

    /** Says what tenant management says of a workspace. */
    public static void say(String type, TenantId tenant, Object data) {
        TestEvents.publish(
                Topics.TENANT_EVENTS, MillraceEvent.create("/millrace/tenant-management", type, tenant, null, data));
    }

    /** Waits for a service's word that it has erased a workspace, and gives the last one. */
    public static TenantErased confirmation(TenantId tenant) {
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

    private static void execute(DataSource database, String sql) throws SQLException {
        try (Connection connection = TenantConnections.ofAll(database);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
