package dev.millrace.platform.consumer;

import io.quarkus.arc.All;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Starts a consumer for every {@link EventHandler} of the service, and stops them. */
@ApplicationScoped
class EventConsumers {

    private final List<EventHandler> handlers;
    private final Map<String, Object> kafka;
    private final Deliveries deliveries;
    private final String service;
    private final List<EventConsumer> running = new ArrayList<>();

    EventConsumers(
            @All List<EventHandler> handlers,
            @Identifier("default-kafka-broker") Map<String, Object> kafka,
            Deliveries deliveries,
            @ConfigProperty(name = "quarkus.application.name") String service) {
        this.handlers = handlers;
        this.kafka = kafka;
        this.deliveries = deliveries;
        this.service = service;
    }

    void start(@Observes StartupEvent event) {
        for (EventHandler handler : handlers) {
            EventConsumer consumer = new EventConsumer(handler, service + "." + handler.name(), kafka, deliveries);
            consumer.start();
            running.add(consumer);
        }
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        running.forEach(EventConsumer::askToStop);
        for (EventConsumer consumer : running) {
            consumer.awaitStop();
        }
    }
}
