package dev.millrace.console.events;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.console.ConsoleConfig;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Keeps a {@link RunEventFeed} going while the console runs, through restarts of Kafka. */
@ApplicationScoped
class RunEventThread {

    private static final Logger LOG = Logger.getLogger(RunEventThread.class);
    private static final Duration BEFORE_NEXT_TRY = Duration.ofSeconds(2);
    private static final Duration PARTITIONS_LOOKED_AT = Duration.ofMinutes(1);

    private final ConsoleConfig.Events config;
    private final Map<String, Object> kafka;
    private final LiveEvents events;
    private final ObjectMapper json;
    private volatile boolean stopped;
    private volatile @Nullable KafkaConsumer<String, String> consumer;

    @Inject
    RunEventThread(
            ConsoleConfig config,
            @Identifier("default-kafka-broker") Map<String, Object> kafka,
            LiveEvents events,
            ObjectMapper json) {
        this(config.events(), kafka, events, json);
    }

    RunEventThread(ConsoleConfig.Events config, Map<String, Object> kafka, LiveEvents events, ObjectMapper json) {
        this.config = config;
        this.kafka = Map.copyOf(kafka);
        this.events = events;
        this.json = json;
    }

    void start(@Observes StartupEvent event) {
        config.bootstrapServers()
                .ifPresentOrElse(
                        servers ->
                                Thread.ofPlatform().name("run-events").daemon().start(() -> run(servers)),
                        () -> LOG.warn("No Kafka is configured: pages learn of progress by asking again"));
    }

    void stop(@Observes ShutdownEvent event) {
        stopped = true;
        KafkaConsumer<String, String> current = consumer;
        if (current != null) {
            current.wakeup();
        }
    }

    private void run(String servers) {
        while (!stopped) {
            try (KafkaConsumer<String, String> opened = open(servers)) {
                consumer = opened;
                readFrom(opened);
            } catch (WakeupException ignored) {
                return;
            } catch (KafkaException failure) {
                LOG.warnf("Live events pause: %s", failure.getMessage());
                pause();
            }
        }
    }

    private void readFrom(KafkaConsumer<String, String> opened) {
        RunEventFeed feed = new RunEventFeed(opened, config.topic(), events, json);
        long nextLook = System.nanoTime();
        while (!stopped) {
            if (System.nanoTime() - nextLook >= 0) {
                feed.assign();
                nextLook = System.nanoTime() + PARTITIONS_LOOKED_AT.toNanos();
            }
            feed.relay();
        }
    }

    private KafkaConsumer<String, String> open(String servers) {
        // How to reach the brokers (TLS, who we are) is set for all of Kafka's clients.
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, servers);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest");
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        return new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer());
    }

    private static void pause() {
        try {
            Thread.sleep(BEFORE_NEXT_TRY);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
