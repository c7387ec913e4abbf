package dev.millrace.platform.tenancy;

import dev.millrace.events.EventFormat;
import dev.millrace.events.EventTypes;
import dev.millrace.events.MillraceEvent;
import dev.millrace.events.Topics;
import io.quarkus.arc.ClientProxy;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Makes this replica forget memberships that have changed, API keys that were revoked and tenants that were deleted. Every replica hears every event, so it reads all partitions by
 * itself, in no group, from the end: what was before its start it has not remembered.
 */
@ApplicationScoped
class MembershipListener {

    private static final Logger LOG = Logger.getLogger(MembershipListener.class);
    private static final Set<String> FORGETFUL = Set.of(
            EventTypes.MEMBERSHIP_CHANGED,
            EventTypes.API_KEY_REVOKED,
            EventTypes.TENANT_DELETED,
            EventTypes.TENANT_RESTORED,
            EventTypes.TENANT_ENDED);
    private static final Set<String> GONE = Set.of(EventTypes.TENANT_DELETED, EventTypes.TENANT_ENDED);
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(2);

    private final Memberships memberships;
    private final Map<String, Object> kafka;
    private final Event<TenantGone> gone;
    private volatile boolean stopping;
    private volatile @Nullable KafkaConsumer<byte[], byte[]> consumer;
    private @Nullable Thread thread;

    MembershipListener(
            Memberships memberships,
            @Identifier("default-kafka-broker") Map<String, Object> kafka,
            Event<TenantGone> gone) {
        this.memberships = memberships;
        this.kafka = kafka;
        this.gone = gone;
    }

    void start(@Observes StartupEvent event) {
        // The service that owns memberships remembers none.
        if (ClientProxy.unwrap(memberships) instanceof RemoteMemberships remembered) {
            thread = Thread.ofPlatform().name("membership-listener").start(() -> run(remembered));
        }
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        stopping = true;
        KafkaConsumer<byte[], byte[]> reading = consumer;
        if (reading != null) {
            reading.wakeup();
        }
        Thread running = thread;
        if (running != null && !running.join(Duration.ofSeconds(5))) {
            running.interrupt();
        }
    }

    private void run(RemoteMemberships remembered) {
        while (!stopping) {
            try (KafkaConsumer<byte[], byte[]> reading = newConsumer()) {
                consumer = reading;
                listen(reading, remembered);
            } catch (WakeupException e) {
                LOG.debug("the membership listener stops");
            } catch (KafkaException e) {
                LOG.warnf("changed memberships are noticed late: %s", e.getMessage());
                if (!pause()) {
                    return;
                }
            }
        }
    }

    private void listen(KafkaConsumer<byte[], byte[]> reading, RemoteMemberships remembered) {
        List<TopicPartition> partitions = reading.partitionsFor(Topics.TENANT_EVENTS).stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        reading.assign(partitions);
        reading.seekToEnd(partitions);
        partitions.forEach(reading::position);
        // Nothing tells what was missed before.
        remembered.forgetAll();
        while (!stopping) {
            for (ConsumerRecord<byte[], byte[]> message : reading.poll(POLL)) {
                handle(message, remembered);
            }
        }
    }

    private void handle(ConsumerRecord<byte[], byte[]> message, RemoteMemberships remembered) {
        if (message.value() == null) {
            return;
        }
        try {
            MillraceEvent event = EventFormat.read(message.value());
            if (FORGETFUL.contains(event.type())) {
                remembered.forget(event.tenantId());
            }
            if (GONE.contains(event.type())) {
                gone.fire(new TenantGone(event.tenantId()));
            }
        } catch (IllegalArgumentException e) {
            LOG.warnf("an unreadable event at %s-%d@%d", message.topic(), message.partition(), message.offset());
            remembered.forgetAll();
        }
    }

    private boolean pause() {
        try {
            Thread.sleep(AFTER_FAILURE);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private KafkaConsumer<byte[], byte[]> newConsumer() {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest");
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }
}
