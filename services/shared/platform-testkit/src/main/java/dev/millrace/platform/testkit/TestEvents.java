package dev.millrace.platform.testkit;

import dev.millrace.events.EventFormat;
import dev.millrace.events.MillraceEvent;
import dev.millrace.events.Topics;
import dev.millrace.local.TestStack;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Says and hears events on the real Kafka. */
public final class TestEvents {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private TestEvents() {}

    /** Publishes an event as another service would. */
    public static void publish(String topic, MillraceEvent event) {
        send(topic, event.tenantId().toString(), EventFormat.write(event));
    }

    /** Publishes bytes that need not be an event. */
    public static void send(String topic, String key, byte[] value) {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", TestStack.shared().kafka().bootstrapServers(), "acks", "all");
        try (KafkaProducer<String, byte[]> producer =
                new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(topic, key, value)).get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Every event on the run topic that {@code wanted} takes, up to and with the first that {@code last} takes. */
    public static List<MillraceEvent> runEvents(Predicate<MillraceEvent> wanted, Predicate<MillraceEvent> last) {
        List<MillraceEvent> heard = new ArrayList<>();
        for (ConsumerRecord<String, byte[]> message : read(Topics.RUN_EVENTS, record -> {
            MillraceEvent event = EventFormat.read(record.value());
            return wanted.test(event) && last.test(event);
        })) {
            MillraceEvent event = EventFormat.read(message.value());
            if (wanted.test(event)) {
                heard.add(event);
            }
        }
        return heard;
    }

    /** Everything on a topic, up to the first message that {@code last} takes, or to the end of patience. */
    public static List<ConsumerRecord<String, byte[]>> read(
            String topic, Predicate<ConsumerRecord<String, byte[]>> last) {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers", TestStack.shared().kafka().bootstrapServers(),
                "group.id", UUID.randomUUID().toString(),
                "auto.offset.reset", "earliest");
        List<ConsumerRecord<String, byte[]>> messages = new ArrayList<>();
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            consumer.subscribe(List.of(topic));
            Instant deadline = Instant.now().plus(PATIENCE);
            while (Instant.now().isBefore(deadline)) {
                for (ConsumerRecord<String, byte[]> message : consumer.poll(Duration.ofMillis(200))) {
                    messages.add(message);
                    if (last.test(message)) {
                        return messages;
                    }
                }
            }
        }
        return messages;
    }
}
