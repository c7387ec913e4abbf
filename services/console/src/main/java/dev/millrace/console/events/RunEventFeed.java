package dev.millrace.console.events;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.kernel.TenantId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/**
 * Reads the facts about runs. Every replica reads all partitions, from the end and without a group: what happened before is
 * read by GET, and nobody's progress is stored. Used by one thread, {@link RunEventThread}.
 */
class RunEventFeed {

    private static final Logger LOG = Logger.getLogger(RunEventFeed.class);
    private static final Duration POLL = Duration.ofMillis(500);

    private final Consumer<String, String> consumer;
    private final String topic;
    private final LiveEvents events;
    private final ObjectMapper json;

    RunEventFeed(Consumer<String, String> consumer, String topic, LiveEvents events, ObjectMapper json) {
        this.consumer = consumer;
        this.topic = topic;
        this.events = events;
        this.json = json;
    }

    /** Finds the partitions, and goes to their ends. Partitions that are added later are read from their start. */
    void assign() {
        List<TopicPartition> present = partitions();
        List<TopicPartition> added = present.stream()
                .filter(partition -> !consumer.assignment().contains(partition))
                .toList();
        if (added.isEmpty()) {
            return;
        }
        boolean first = consumer.assignment().isEmpty();
        consumer.assign(present);
        if (first) {
            consumer.seekToEnd(added);
        } else {
            consumer.seekToBeginning(added);
        }
    }

    /** Hands on what came in meanwhile. */
    void relay() {
        for (ConsumerRecord<String, String> record : consumer.poll(POLL)) {
            event(record).ifPresent(events::publish);
        }
    }

    private List<TopicPartition> partitions() {
        List<PartitionInfo> infos = consumer.partitionsFor(topic);
        return infos == null
                ? List.of()
                : infos.stream()
                        .map(info -> new TopicPartition(info.topic(), info.partition()))
                        .toList();
    }

    private Optional<LiveEvent> event(ConsumerRecord<String, String> record) {
        try {
            JsonNode cloudEvent = json.readTree(record.value());
            TenantId tenant =
                    new TenantId(UUID.fromString(cloudEvent.path("tenantid").asText(record.key())));
            String text = json.writeValueAsString(json.createObjectNode()
                    .put("type", cloudEvent.path("type").asText())
                    .set("data", cloudEvent.path("data")));
            return Optional.of(new LiveEvent(tenant, text));
        } catch (JsonProcessingException | IllegalArgumentException malformed) {
            LOG.warnf("An event of %s at %s-%d is not readable", topic, record.partition(), record.offset());
            return Optional.empty();
        }
    }
}
