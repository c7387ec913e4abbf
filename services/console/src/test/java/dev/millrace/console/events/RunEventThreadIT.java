package dev.millrace.console.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.console.ConsoleConfig;
import dev.millrace.kernel.TenantId;
import dev.millrace.local.TestStack;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

class RunEventThreadIT {

    private static final String TOPIC = "console.run-events";
    private static final TenantId TENANT = TenantId.create();

    @Test
    void whatHappensAfterTheStartReachesTheTenantsListeners() throws Exception {
        TestStack.shared().kafka().createTopics(TOPIC);
        String servers = TestStack.shared().kafka().bootstrapServers();
        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        LiveEvents events = new LiveEvents();
        events.listen(TENANT, event -> heard.add(event.json()));
        RunEventThread thread = new RunEventThread(new Events(servers), Map.of(), events, new ObjectMapper());
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, servers),
                new StringSerializer(),
                new StringSerializer())) {
            send(producer, "before");
            thread.start(new StartupEvent());
            String first = null;
            for (int attempt = 0; attempt < 60 && first == null; attempt++) {
                send(producer, "after");
                first = heard.poll(500, TimeUnit.MILLISECONDS);
            }
            assertThat(first).isEqualTo("{\"type\":\"after\",\"data\":{}}");
        } finally {
            thread.stop(new ShutdownEvent());
        }
    }

    private static void send(KafkaProducer<String, String> producer, String type) throws Exception {
        String event = "{\"type\":\"%s\",\"tenantid\":\"%s\",\"data\":{}}".formatted(type, TENANT);
        producer.send(new ProducerRecord<>(TOPIC, TENANT.toString(), event)).get();
    }

    private record Events(String servers) implements ConsoleConfig.Events {

        @Override
        public Optional<String> bootstrapServers() {
            return Optional.of(servers);
        }

        @Override
        public String topic() {
            return TOPIC;
        }

        @Override
        public Duration keepAlive() {
            return Duration.ofSeconds(15);
        }

        @Override
        public Duration longestStream() {
            return Duration.ofMinutes(2);
        }
    }
}
