package dev.millrace.platform.consumer;

import dev.millrace.events.MillraceEvent;
import dev.millrace.platform.tenancy.DeletedTenants;
import dev.millrace.platform.tenancy.TenantScope;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * Delivers an event to its handler once: what the handler writes and the note that it ran commit together. Late events of tenants that
 * were erased pass by.
 */
@ApplicationScoped
class Deliveries {

    private static final int SECONDS_TO_ANSWER = 2;

    private final TenantScope scope;
    private final EntityManager entities;
    private final DataSource database;
    private final DeletedTenants deleted;

    Deliveries(TenantScope scope, EntityManager entities, DataSource database, DeletedTenants deleted) {
        this.scope = scope;
        this.entities = entities;
        this.database = database;
        this.deleted = deleted;
    }

    void deliver(String group, MillraceEvent event, EventHandler handler) {
        scope.runWithin(event.tenantId(), () -> {
            int first = entities.createNativeQuery("insert into processed_events (consumer, event_id)"
                            + " values (:consumer, :event) on conflict do nothing")
                    .setParameter("consumer", group)
                    .setParameter("event", event.id())
                    .executeUpdate();
            if (first == 1 && (handler.hearsOfEndedTenants() || !deleted.hasEnded(event.tenantId()))) {
                handler.handle(event);
            }
        });
    }

    /** Whether the service's own database answers: when not, it is no fault of the event. */
    boolean databaseAnswers() {
        try (Connection connection = database.getConnection()) {
            return connection.isValid(SECONDS_TO_ANSWER);
        } catch (SQLException | IllegalStateException e) {
            // The tenant of a connection that is broken can't be set either.
            return false;
        }
    }
}
