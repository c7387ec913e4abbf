package dev.millrace.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalKafkaIT {

    private final LocalKafka kafka = TestStack.shared().kafka();

    @Test
    void aCompressedRecordComesBackAsItWasSent() throws Exception {
        kafka.createTopics("round-trip");
        send(kafka, "round-trip", "hello");
        assertThat(read(kafka, "round-trip")).containsExactly("hello");
    }

    @Test
    void creatingATopicAgainChangesNothing() throws Exception {
        kafka.createTopics(List.of(new LocalKafka.Topic("facts", 3, true)));
        kafka.createTopics("facts");
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", (Object) kafka.bootstrapServers()))) {
            assertThat(admin.describeTopics(List.of("facts"))
                            .allTopicNames()
                            .get()
                            .get("facts")
                            .partitions())
                    .hasSize(3);
            ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, "facts");
            assertThat(admin.describeConfigs(List.of(topic))
                            .all()
                            .get()
                            .get(topic)
                            .get("cleanup.policy")
                            .value())
                    .isEqualTo("compact");
        }
    }

    @Test
    void keptRecordsAreThereAfterTheBrokerWasKilled(@TempDir Path folder) throws Exception {
        LocalKafka.Options options =
                LocalKafka.Options.kept(folder.resolve("kafka"), folder.resolve("kafka.log"), 0, 0);
        try (LocalKafka first = LocalKafka.start(options)) {
            first.createTopics("kept");
            send(first, "kept", "still here");
            ProcessHandle.of(first.process().orElseThrow().pid()).orElseThrow().destroyForcibly();
        }
        try (LocalKafka second = LocalKafka.start(options)) {
            assertThat(read(second, "kept")).containsExactly("still here");
        }
    }

    private static void send(LocalKafka broker, String topic, String value)
            throws ExecutionException, InterruptedException {
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        broker.bootstrapServers(),
                        ProducerConfig.COMPRESSION_TYPE_CONFIG,
                        "zstd"),
                new StringSerializer(),
                new StringSerializer())) {
            producer.send(new ProducerRecord<>(topic, value)).get();
        }
    }

    private static List<String> read(LocalKafka broker, String topic) {
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, broker.bootstrapServers()),
                new StringDeserializer(),
                new StringDeserializer())) {
            TopicPartition partition = new TopicPartition(topic, 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            return consumer.poll(Duration.ofSeconds(20)).records(partition).stream()
                    .map(ConsumerRecord::value)
                    .toList();
        }
    }
}
