package dev.millrace.platform.outbox;

import dev.millrace.events.EventFormat;
import dev.millrace.events.MillraceEvent;
import dev.millrace.kernel.RunId;
import dev.millrace.kernel.TenantId;
import dev.millrace.platform.tracing.TraceParent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import jakarta.transaction.Transactional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** Publishes events with the transaction that it is called in. */
@ApplicationScoped
public class Outbox {

    private final EntityManager entities;
    private final TransactionSynchronizationRegistry transactions;
    private final OutboxRelay relay;
    private final String source;

    Outbox(
            EntityManager entities,
            TransactionSynchronizationRegistry transactions,
            OutboxRelay relay,
            @ConfigProperty(name = "quarkus.application.name") String service) {
        this.entities = entities;
        this.transactions = transactions;
        this.relay = relay;
        this.source = "/millrace/" + service;
    }

    /**
     * Publishes an event when the current transaction commits, with the tenant as its Kafka key.
     *
     * @param data what the type's JSON Schema describes
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public void publish(String topic, String type, TenantId tenant, @Nullable RunId run, Object data) {
        publish(topic, tenant.toString(), type, tenant, run, data);
    }

    /**
     * The same on a compacted topic, which keeps the last event of each key.
     *
     * @param key what the event is about; it begins with the tenant's id
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public void publish(String topic, String key, String type, TenantId tenant, @Nullable RunId run, Object data) {
        MillraceEvent event =
                MillraceEvent.create(source, type, tenant, run, data).withTraceParent(TraceParent.current());
        entities.createNativeQuery("insert into outbox (event_id, topic, message_key, event)"
                        + " values (:id, :topic, :key, :event)")
                .setParameter("id", event.id())
                .setParameter("topic", topic)
                .setParameter("key", key)
                .setParameter("event", EventFormat.write(event))
                .executeUpdate();
        transactions.registerInterposedSynchronization(new WakeRelay());
    }

    private final class WakeRelay implements Synchronization {

        @Override
        public void beforeCompletion() {
            // Only what was committed can be relayed.
        }

        @Override
        public void afterCompletion(int status) {
            if (status == Status.STATUS_COMMITTED) {
                relay.wake();
            }
        }
    }
}
