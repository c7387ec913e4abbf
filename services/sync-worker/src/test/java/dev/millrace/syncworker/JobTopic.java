package dev.millrace.syncworker;

import dev.millrace.events.EventFormat;
import dev.millrace.events.MillraceEvent;
import dev.millrace.events.Topics;
import dev.millrace.local.TestStack;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Where the workers' jobs come from. */
final class JobTopic {

    private JobTopic() {}

    static void send(MillraceEvent job) {
        send(EventFormat.write(job));
    }

    static void send(byte[] job) {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", TestStack.shared().kafka().bootstrapServers());
        try (KafkaProducer<String, byte[]> producer =
                new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(Topics.JOBS, "tenant", job)).get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }
}
