package dev.millrace.connector.trials;

import dev.millrace.kernel.TenantId;
import dev.millrace.kernel.TrialId;
import dev.millrace.platform.tenancy.TenantScope;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Gives up trials that no worker answers for, and forgets old ones: they hold secrets and rows. */
@ApplicationScoped
class TrialSweeper {

    /** A worker reads for twenty seconds; the rest is for it to be free. */
    static final Duration PATIENCE = Duration.ofMinutes(1);

    static final Duration KEPT = Duration.ofHours(1);

    private static final int BATCH = 200;

    private final Trials trials;
    private final TenantScope scope;
    private final EntityManager entities;

    TrialSweeper(Trials trials, TenantScope scope, EntityManager entities) {
        this.trials = trials;
        this.scope = scope;
        this.entities = entities;
    }

    @Scheduled(every = "5s", concurrentExecution = ConcurrentExecution.SKIP)
    void sweep() {
        sweep(Instant.now());
    }

    void sweep(Instant now) {
        List<?> late = scope.acrossTenants(() -> entities.createNativeQuery("select tenant_id, id from trials"
                        + " where state <> 'DONE' and coalesce(started_at, created_at) < :time limit " + BATCH)
                .setParameter("time", now.minus(PATIENCE))
                .getResultList());
        for (Object row : late) {
            TenantId tenant = TenantId.fromString((String) ((Object[]) row)[0]);
            TrialId id = new TrialId((UUID) ((Object[]) row)[1]);
            scope.runWithin(tenant, () -> trials.giveUp(tenant, id));
        }
        scope.acrossTenants(() -> entities.createNativeQuery("delete from trials where created_at < :time")
                .setParameter("time", now.minus(KEPT))
                .executeUpdate());
    }
}
