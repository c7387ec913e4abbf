package dev.millrace.syncworker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.events.DeadLetterHeaders;
import dev.millrace.events.Topics;
import dev.millrace.local.TestStack;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(WorkerSurroundings.class)
class DeadJobsIT {

    private static final String POISON = "this is no job";

    @Test
    void anUnreadableJobGoesToTheDeadLettersWithItsHeadersItsPlaceAndTheReason()
            throws ExecutionException, InterruptedException {
        RecordMetadata place;
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(kafka(), new StringSerializer(), new StringSerializer())) {
            ProducerRecord<String, String> job = new ProducerRecord<>(Topics.JOBS, "tenant", POISON);
            job.headers().add("content-type", "text/plain".getBytes(StandardCharsets.UTF_8));
            place = producer.send(job).get();
        }
        String origin = place.topic() + "-" + place.partition() + "@" + place.offset();
        ConsumerRecord<String, String> letter = letter(origin);
        assertThat(letter.key()).isEqualTo("tenant");
        assertThat(letter.value()).isEqualTo(POISON);
        assertThat(header(letter, "content-type")).isEqualTo("text/plain");
        assertThat(header(letter, DeadLetterHeaders.CONSUMER)).startsWith("millrace-sync-workers");
        assertThat(header(letter, DeadLetterHeaders.REASON)).startsWith("not an event of Millrace");
    }

    private static ConsumerRecord<String, String> letter(String origin) {
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(kafka(), new StringDeserializer(), new StringDeserializer())) {
            List<TopicPartition> partitions = List.of(new TopicPartition(Topics.deadLetters(Topics.JOBS), 0));
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Instant deadline = Instant.now().plusSeconds(30);
            while (Instant.now().isBefore(deadline)) {
                for (ConsumerRecord<String, String> letter : consumer.poll(Duration.ofMillis(200))) {
                    if (origin.equals(header(letter, DeadLetterHeaders.ORIGIN))) {
                        return letter;
                    }
                }
            }
        }
        throw new AssertionError("no dead letter of " + origin);
    }

    private static String header(ConsumerRecord<String, String> letter, String name) {
        return letter.headers().lastHeader(name) == null
                ? ""
                : new String(letter.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    private static Map<String, Object> kafka() {
        return Map.of("bootstrap.servers", TestStack.shared().kafka().bootstrapServers());
    }
}
