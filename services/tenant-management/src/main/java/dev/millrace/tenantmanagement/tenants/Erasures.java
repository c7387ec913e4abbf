package dev.millrace.tenantmanagement.tenants;

import dev.millrace.events.EventTypes;
import dev.millrace.events.MillraceEvent;
import dev.millrace.events.TenantEnded;
import dev.millrace.events.TenantErased;
import dev.millrace.events.Topics;
import dev.millrace.kernel.TenantId;
import dev.millrace.platform.consumer.EventHandler;
import dev.millrace.platform.outbox.Outbox;
import dev.millrace.platform.tenancy.TenantScope;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/**
 * Ends deleted tenants when their time is over, and asks every service that keeps something of tenants, this one too, to erase it: again
 * and again until each has said so.
 */
@ApplicationScoped
class Erasures implements EventHandler {

    /** Those with a database of their own. */
    static final List<String> SERVICES = List.of("connector", "reporting", "tenant-management", "transform");

    private static final Logger LOG = Logger.getLogger(Erasures.class);
    private static final int BATCH = 100;

    private final TenantScope scope;
    private final Outbox outbox;
    private final DeletionConfiguration configuration;
    private final InstantSource clock;
    private final AtomicLong unfinished;
    private final AtomicLong oldestSeconds;

    Erasures(
            TenantScope scope,
            Outbox outbox,
            DeletionConfiguration configuration,
            InstantSource clock,
            MeterRegistry meters) {
        this.scope = scope;
        this.outbox = outbox;
        this.configuration = configuration;
        this.clock = clock;
        this.unfinished = meters.gauge("millrace.erasures.unfinished", new AtomicLong());
        this.oldestSeconds = meters.gauge("millrace.erasures.oldest.seconds", new AtomicLong());
    }

    @Scheduled(every = "2s", concurrentExecution = ConcurrentExecution.SKIP)
    void sweep() {
        Instant now = clock.instant();
        List<TenantDeletion> due = scope.acrossTenants(
                () -> TenantDeletion.<TenantDeletion>find("erasedAt is null and endsAt <= ?1 order by endsAt", now)
                        .page(0, BATCH)
                        .list());
        unfinished.set(due.size());
        oldestSeconds.set(
                due.isEmpty() ? 0 : Duration.between(due.getFirst().endsAt, now).toSeconds());
        for (TenantDeletion deletion : due) {
            TenantId tenant = TenantId.fromString(deletion.id);
            try {
                scope.runWithin(
                        tenant, () -> TenantDeletions.lock(tenant).ifPresent(locked -> ask(locked, tenant, now)));
            } catch (RuntimeException e) {
                LOG.warnf(e, "nobody could be asked to erase the tenant %s; the next sweep tries again", tenant);
            }
        }
    }

    private void ask(TenantDeletion deletion, TenantId tenant, Instant now) {
        if (deletion.erasedAt != null) {
            return;
        }
        Instant askedAt = deletion.askedAt;
        if (deletion.endedAt == null) {
            deletion.endedAt = now;
            deletion.waitingFor = SERVICES;
            LOG.infof("the deleted tenant %s has ended and is erased", tenant);
        } else if (askedAt != null
                && askedAt.plus(configuration.askAgainAfter()).isAfter(now)) {
            return;
        } else {
            LOG.warnf("the tenant %s is not erased yet: %s are asked again", tenant, deletion.waitingFor);
        }
        deletion.askedAt = now;
        outbox.publish(Topics.TENANT_EVENTS, EventTypes.TENANT_ENDED, tenant, null, new TenantEnded(tenant));
    }

    @Override
    public String topic() {
        return Topics.AUDIT_EVENTS;
    }

    @Override
    public String name() {
        return "erasures";
    }

    @Override
    public Set<String> types() {
        return Set.of(EventTypes.TENANT_ERASED);
    }

    @Override
    public boolean hearsOfEndedTenants() {
        return true;
    }

    @Override
    public void handle(MillraceEvent event) {
        TenantErased said = event.dataAs(TenantErased.class);
        TenantDeletions.lock(said.tenantId()).ifPresent(deletion -> {
            deletion.waitingFor = deletion.waitingFor.stream()
                    .filter(service -> !service.equals(said.service()))
                    .toList();
            if (deletion.endedAt != null && deletion.erasedAt == null && deletion.waitingFor.isEmpty()) {
                deletion.erasedAt = clock.instant();
                LOG.infof("the tenant %s is erased", said.tenantId());
            }
        });
    }
}
