package dev.millrace.connector.authorisations;

import dev.millrace.connector.sources.Source;
import dev.millrace.connector.sources.Sources;
import dev.millrace.events.AccessEnding;
import dev.millrace.events.EventTypes;
import dev.millrace.events.Topics;
import dev.millrace.kernel.AuthorisationId;
import dev.millrace.kernel.MillraceException;
import dev.millrace.kernel.SourceId;
import dev.millrace.kernel.TenantId;
import dev.millrace.platform.outbox.Outbox;
import dev.millrace.platform.tenancy.DeletedTenants;
import dev.millrace.platform.tenancy.TenantScope;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.jboss.logging.Logger;

/** Tells of permissions that are about to end, and forgets what was asked for and not used. */
@ApplicationScoped
class AccessSweeper {

    private static final Logger LOG = Logger.getLogger(AccessSweeper.class);
    private static final Duration AHEAD = Duration.ofDays(7);
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Duration KEPT = Duration.ofHours(1);
    private static final int BATCH = 200;

    private final Authorisations authorisations;
    private final Sources sources;
    private final TenantScope scope;
    private final EntityManager entities;
    private final Outbox outbox;

    AccessSweeper(
            Authorisations authorisations, Sources sources, TenantScope scope, EntityManager entities, Outbox outbox) {
        this.authorisations = authorisations;
        this.sources = sources;
        this.scope = scope;
        this.entities = entities;
        this.outbox = outbox;
    }

    @Scheduled(every = "5s", concurrentExecution = ConcurrentExecution.SKIP)
    void sweep() {
        Instant now = Instant.now();
        forEach(
                "select tenant_id, id from sources where not access_ending_told and access_ends_at < :time and"
                        + DeletedTenants.ofLiving("sources.tenant_id") + " limit " + BATCH,
                now.plus(AHEAD),
                this::tell);
        forEach(
                "select tenant_id, id from authorisations where state in ('WAITING', 'EXCHANGING')"
                        + " and moved_at < :time limit " + BATCH,
                now.minus(PATIENCE),
                (tenant, id) -> authorisations.giveUp(new AuthorisationId(id)));
        scope.acrossTenants(() -> entities.createNativeQuery("delete from authorisations where moved_at < :time")
                .setParameter("time", now.minus(KEPT))
                .executeUpdate());
    }

    private void tell(TenantId tenant, UUID id) {
        Source source = sources.lock(new SourceId(id));
        Instant endsAt = source.accessEndsAt;
        if (endsAt == null || source.accessEndingTold) {
            return;
        }
        source.accessEndingTold = true;
        outbox.publish(
                Topics.RUN_EVENTS,
                EventTypes.ACCESS_ENDING,
                tenant,
                null,
                new AccessEnding(source.sourceId(), source.name, endsAt));
    }

    private void forEach(String query, Instant time, BiConsumer<TenantId, UUID> work) {
        List<?> found = scope.acrossTenants(() ->
                entities.createNativeQuery(query).setParameter("time", time).getResultList());
        for (Object row : found) {
            TenantId tenant = TenantId.fromString((String) ((Object[]) row)[0]);
            UUID id = (UUID) ((Object[]) row)[1];
            try {
                scope.runWithin(tenant, () -> work.accept(tenant, id));
            } catch (MillraceException e) {
                LOG.debugf("%s: %s", id, e.getMessage());
            }
        }
    }
}
