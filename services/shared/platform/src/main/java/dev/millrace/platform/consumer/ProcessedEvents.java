package dev.millrace.platform.consumer;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;

/** Forgets which events were handled, once Kafka keeps none that old: by then none can come again. */
@ApplicationScoped
class ProcessedEvents {

    /** Twice as long as a topic keeps its messages by default. */
    private static final int KEPT_DAYS = 14;

    private final EntityManager entities;

    ProcessedEvents(EntityManager entities) {
        this.entities = entities;
    }

    @Scheduled(every = "1h", delayed = "5m", concurrentExecution = ConcurrentExecution.SKIP)
    @Transactional
    void forget() {
        entities.createNativeQuery(
                        "delete from processed_events where processed_at < now() - make_interval(days => :days)")
                .setParameter("days", KEPT_DAYS)
                .executeUpdate();
    }
}
