package dev.millrace.platform.outbox;

import dev.millrace.events.EventFormat;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Moves events from the outbox to Kafka, in order, and deletes those that Kafka has acknowledged. Of several replicas one
 * at a time does it, under an advisory lock. After a crash an event may go out twice; consumers are idempotent.
 */
@ApplicationScoped
class OutboxRelay {

    private static final Logger LOG = Logger.getLogger(OutboxRelay.class);
    private static final Duration IDLE = Duration.ofSeconds(1);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(2);
    private static final int BATCH = 500;
    /** An arbitrary number that only this lock uses. */
    private static final long LOCK = 7_204_811_530_001L;

    private final DataSource database;
    private final Map<String, Object> kafka;
    private final Semaphore work = new Semaphore(0);
    private volatile boolean stopping;
    private @Nullable Thread thread;

    OutboxRelay(DataSource database, @Identifier("default-kafka-broker") Map<String, Object> kafka) {
        this.database = database;
        this.kafka = kafka;
    }

    void start(@Observes StartupEvent event) {
        thread = Thread.ofPlatform().name("outbox-relay").start(this::run);
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        stopping = true;
        wake();
        Thread running = thread;
        if (running != null) {
            running.join(Duration.ofSeconds(10));
        }
    }

    /** There may be something to relay. */
    void wake() {
        work.release();
    }

    @SuppressWarnings("IllegalCatch") // Whatever goes wrong, events go out afterwards: nobody else sends them.
    private void run() {
        try (KafkaProducer<String, byte[]> producer = producer()) {
            while (!stopping) {
                try {
                    if (relayBatch(producer) < BATCH) {
                        pause(IDLE);
                    }
                } catch (SQLException | ExecutionException | RuntimeException e) {
                    LOG.warnf("events wait in the outbox: %s", e.getMessage());
                    pause(AFTER_FAILURE);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private int relayBatch(KafkaProducer<String, byte[]> producer)
            throws SQLException, ExecutionException, InterruptedException {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                int relayed = locked(connection) ? relay(connection, producer) : 0;
                connection.commit();
                return relayed;
            } catch (SQLException | ExecutionException | RuntimeException e) {
                connection.rollback();
                throw e;
            }
        }
    }

    private static boolean locked(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("select pg_try_advisory_xact_lock(" + LOCK + ")")) {
            return result.next() && result.getBoolean(1);
        }
    }

    private static int relay(Connection connection, KafkaProducer<String, byte[]> producer)
            throws SQLException, ExecutionException, InterruptedException {
        List<Long> positions = new ArrayList<>();
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select position, topic, message_key, event from outbox"
                        + " order by position limit " + BATCH)) {
            while (rows.next()) {
                positions.add(rows.getLong(1));
                ProducerRecord<String, byte[]> message =
                        new ProducerRecord<>(rows.getString(2), rows.getString(3), rows.getBytes(4));
                message.headers().add("content-type", EventFormat.CONTENT_TYPE.getBytes(StandardCharsets.UTF_8));
                sent.add(producer.send(message));
            }
        }
        producer.flush();
        for (Future<RecordMetadata> acknowledgement : sent) {
            acknowledgement.get();
        }
        try (PreparedStatement delete = connection.prepareStatement("delete from outbox where position = any (?)")) {
            delete.setArray(1, connection.createArrayOf("bigint", positions.toArray()));
            delete.executeUpdate();
        }
        return positions.size();
    }

    private void pause(Duration longest) throws InterruptedException {
        if (work.tryAcquire(longest.toMillis(), TimeUnit.MILLISECONDS)) {
            work.drainPermits();
        }
    }

    private KafkaProducer<String, byte[]> producer() {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 30_000);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 10_000);
        settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 8L * 1024 * 1024);
        return new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
    }
}
