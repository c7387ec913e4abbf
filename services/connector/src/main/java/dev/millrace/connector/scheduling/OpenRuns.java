package dev.millrace.connector.scheduling;

import dev.millrace.platform.tenancy.TenantScope;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.util.concurrent.atomic.AtomicLong;

/**
 * For those who watch, and for what scales the workers: how many runs want a worker, and how long the oldest of them has
 * waited for one. Every replica tells the same.
 */
@ApplicationScoped
class OpenRuns {

    private static final String COUNT = """
            select count(*),
                   count(*) filter (where state = 'QUEUED'),
                   coalesce(max(extract(epoch from now() - greatest(queued_at, not_before)))
                            filter (where state = 'QUEUED'), 0)
            from runs
            where state = 'RUNNING' or (state = 'QUEUED' and not_before <= now())
            """;

    private final TenantScope scope;
    private final EntityManager entities;
    private final AtomicLong open;
    private final AtomicLong waiting;
    private final AtomicLong longestWaitSeconds;

    OpenRuns(TenantScope scope, EntityManager entities, MeterRegistry meters) {
        this.scope = scope;
        this.entities = entities;
        this.open = meters.gauge("millrace.runs.open", new AtomicLong());
        this.waiting = meters.gauge("millrace.runs.waiting", new AtomicLong());
        this.longestWaitSeconds = meters.gauge("millrace.runs.longest.wait.seconds", new AtomicLong());
    }

    @Scheduled(every = "5s", concurrentExecution = ConcurrentExecution.SKIP)
    void count() {
        Object[] counted = scope.acrossTenants(
                () -> (Object[]) entities.createNativeQuery(COUNT).getSingleResult());
        open.set(((Number) counted[0]).longValue());
        waiting.set(((Number) counted[1]).longValue());
        longestWaitSeconds.set(((Number) counted[2]).longValue());
    }
}
