package dev.millrace.platform.deletion;

import dev.millrace.events.EventTypes;
import dev.millrace.events.MillraceEvent;
import dev.millrace.events.TenantErased;
import dev.millrace.events.Topics;
import dev.millrace.kernel.TenantId;
import dev.millrace.platform.consumer.EventHandler;
import dev.millrace.platform.outbox.Outbox;
import dev.millrace.platform.tenancy.DeletedTenants;
import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Does in this service what tenant-management says of deleted tenants. The word that everything is erased goes out with the
 * transaction that erases; without it tenant-management asks again.
 */
@ApplicationScoped
class TenantDeletion implements EventHandler {

    private static final Logger LOG = Logger.getLogger(TenantDeletion.class);

    private final DeletedTenants deleted;
    private final List<DeletionStep> steps;
    private final TenantRows rows;
    private final EntityManager entities;
    private final Outbox outbox;
    private final String service;

    TenantDeletion(
            DeletedTenants deleted,
            @All List<DeletionStep> steps,
            TenantRows rows,
            EntityManager entities,
            Outbox outbox,
            @ConfigProperty(name = "quarkus.application.name") String service) {
        this.deleted = deleted;
        this.steps = steps;
        this.rows = rows;
        this.entities = entities;
        this.outbox = outbox;
        this.service = service;
    }

    @Override
    public String topic() {
        return Topics.TENANT_EVENTS;
    }

    @Override
    public String name() {
        return "tenant-deletion";
    }

    @Override
    public Set<String> types() {
        return Set.of(EventTypes.TENANT_DELETED, EventTypes.TENANT_RESTORED, EventTypes.TENANT_ENDED);
    }

    @Override
    public boolean hearsOfEndedTenants() {
        return true;
    }

    @Override
    public void handle(MillraceEvent event) {
        TenantId tenant = event.tenantId();
        switch (event.type()) {
            case EventTypes.TENANT_DELETED -> {
                deleted.add(tenant);
                steps.forEach(step -> step.stop(tenant));
                LOG.info("the tenant was deleted: nothing starts in it any more");
            }
            case EventTypes.TENANT_RESTORED -> {
                deleted.remove(tenant);
                LOG.info("the tenant was taken back");
            }
            case EventTypes.TENANT_ENDED -> erase(tenant);
            default -> throw new IllegalArgumentException("not one of types(): " + event.type());
        }
    }

    private void erase(TenantId tenant) {
        // First, so that whoever writes at this moment is waited for, and whoever comes after finds the tenant ended.
        deleted.end(tenant);
        steps.forEach(step -> step.erase(tenant));
        entities.flush();
        long erased = rows.erase(tenant);
        outbox.publish(Topics.AUDIT_EVENTS, EventTypes.TENANT_ERASED, tenant, null, new TenantErased(tenant, service));
        LOG.infof("the tenant was erased: %d rows", erased);
    }
}
