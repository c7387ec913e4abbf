package dev.millrace.console.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.kernel.TenantId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RunEventFeedTest {

    private static final String TOPIC = "millrace.run-events.v1";
    private static final TopicPartition PARTITION = new TopicPartition(TOPIC, 0);
    private static final TenantId TENANT = TenantId.fromString("0199a000-0000-7000-8000-000000000001");
    private static final TenantId OTHER = TenantId.fromString("0199a000-0000-7000-8000-000000000002");

    private final MockConsumer<String, String> consumer = new MockConsumer<>("latest");
    private final LiveEvents events = new LiveEvents();
    private final RunEventFeed feed = new RunEventFeed(consumer, TOPIC, events, new ObjectMapper());
    private final List<String> heard = new ArrayList<>();

    @BeforeEach
    void partitions() {
        Node[] nodes = new Node[0];
        consumer.updatePartitions(TOPIC, List.of(new PartitionInfo(TOPIC, 0, null, nodes, nodes)));
        consumer.updateEndOffsets(Map.of(PARTITION, 5L));
        feed.assign();
        events.listen(TENANT, event -> heard.add(event.json()));
    }

    @Test
    void aTenantsEventReachesThoseWhoListenToIt() {
        add(5, TENANT, "{\"runId\":\"r1\"}");
        feed.relay();
        assertThat(heard).containsExactly("{\"type\":\"dev.millrace.run.started.v1\",\"data\":{\"runId\":\"r1\"}}");
    }

    @Test
    void anotherTenantHearsNothing() {
        add(5, OTHER, "{\"runId\":\"r2\"}");
        feed.relay();
        assertThat(heard).isEmpty();
    }

    @Test
    void whatHappenedBeforeIsNotRelayed() {
        assertThat(consumer.position(PARTITION)).isEqualTo(5);
    }

    @Test
    void anUnreadableEventIsSkipped() {
        consumer.addRecord(new ConsumerRecord<>(TOPIC, 0, 5, TENANT.toString(), "no json"));
        consumer.addRecord(new ConsumerRecord<>(TOPIC, 0, 6, "no uuid", "{}"));
        add(7, TENANT, "{}");
        feed.relay();
        assertThat(heard).hasSize(1);
    }

    @Test
    void nobodyIsKeptAfterTheyLeft() {
        Runnable leave = events.listen(OTHER, event -> heard.add(event.json()));
        assertThat(events.listeningTenants()).isEqualTo(2);
        leave.run();
        assertThat(events.listeningTenants()).isEqualTo(1);
    }

    private void add(long offset, TenantId tenant, String data) {
        String event =
                "{\"specversion\":\"1.0\",\"type\":\"dev.millrace.run.started.v1\",\"tenantid\":\"%s\",\"data\":%s}"
                        .formatted(tenant, data);
        consumer.addRecord(new ConsumerRecord<>(TOPIC, 0, offset, tenant.toString(), event));
    }
}
