package dev.millrace.syncworker;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready when jobs are being taken and the control plane has been reached. Kafka itself is checked by the extension.
 */
@Readiness
@ApplicationScoped
class WorkerReadiness implements HealthCheck {

    private final JobConsumer consumer;
    private final Announcement announcement;

    WorkerReadiness(JobConsumer consumer, Announcement announcement) {
        this.consumer = consumer;
        this.announcement = announcement;
    }

    @Override
    public HealthCheckResponse call() {
        boolean ready = consumer.isConsuming() && announcement.isHeard();
        return HealthCheckResponse.named("sync-worker")
                .status(ready)
                .withData("consuming", consumer.isConsuming())
                .withData("connectors announced", announcement.isHeard())
                .build();
    }
}
