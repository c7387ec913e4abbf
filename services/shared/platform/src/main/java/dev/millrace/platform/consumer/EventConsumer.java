package dev.millrace.platform.consumer;

import dev.millrace.events.DeadLetterHeaders;
import dev.millrace.events.EventFormat;
import dev.millrace.events.MillraceEvent;
import dev.millrace.events.Topics;
import dev.millrace.kernel.RunId;
import dev.millrace.platform.tracing.TraceParent;
import io.micrometer.core.instrument.Metrics;
import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Scope;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;
import org.jspecify.annotations.Nullable;

/**
 * One thread that reads a topic for one handler. An event that fails is tried again with growing pauses and then put with
 * the dead letters, with the reason in its headers; while the database is away, or Kafka, the consumer waits and keeps
 * its place.
 */
final class EventConsumer {

    private static final Logger LOG = Logger.getLogger(EventConsumer.class);
    private static final int TRIES = 5;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration DATABASE_AWAY = Duration.ofSeconds(2);
    private static final Duration POLL = Duration.ofSeconds(1);
    /** Longer than all the tries of a full poll together. */
    private static final int LONGEST_BETWEEN_POLLS_MILLIS = 30 * 60 * 1000;

    private final EventHandler handler;
    private final String group;
    private final Map<String, Object> kafka;
    private final Deliveries deliveries;
    private final Thread thread;
    private volatile boolean stopping;
    private volatile @Nullable KafkaConsumer<byte[], byte[]> consumer;

    EventConsumer(EventHandler handler, String group, Map<String, Object> kafka, Deliveries deliveries) {
        this.handler = handler;
        this.group = group;
        this.kafka = kafka;
        this.deliveries = deliveries;
        this.thread = Thread.ofPlatform().name("events-" + handler.name()).unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    void askToStop() {
        stopping = true;
        KafkaConsumer<byte[], byte[]> reading = consumer;
        if (reading != null) {
            reading.wakeup();
        }
    }

    void awaitStop() throws InterruptedException {
        if (!thread.join(Duration.ofSeconds(5))) {
            thread.interrupt();
            thread.join();
        }
    }

    private void run() {
        while (!stopping) {
            try (KafkaConsumer<byte[], byte[]> reading = newConsumer()) {
                consumer = reading;
                reading.subscribe(List.of(handler.topic()));
                readUntilStopped(reading);
            } catch (WakeupException e) {
                LOG.debugf("%s stops", group);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (KafkaException | ExecutionException e) {
                LOG.warnf(e, "consumer %s starts again", group);
                if (!sleep(DATABASE_AWAY)) {
                    return;
                }
            }
        }
    }

    private void readUntilStopped(KafkaConsumer<byte[], byte[]> reading)
            throws InterruptedException, ExecutionException {
        while (!stopping) {
            for (ConsumerRecord<byte[], byte[]> message : reading.poll(POLL)) {
                handle(message);
                if (stopping) {
                    // What was polled and not handled is read again after the restart.
                    return;
                }
            }
            reading.commitSync();
        }
    }

    private void handle(ConsumerRecord<byte[], byte[]> message) throws InterruptedException, ExecutionException {
        if (message.value() == null) {
            return;
        }
        MillraceEvent event;
        try {
            event = EventFormat.read(message.value());
        } catch (IllegalArgumentException e) {
            deadLetter(message, e);
            return;
        }
        if (!handler.types().contains(event.type())) {
            return;
        }
        MDC.put("tenantId", event.tenantId().toString());
        RunId run = event.runId();
        if (run != null) {
            MDC.put("runId", run.toString());
        }
        Span span = GlobalOpenTelemetry.getTracer("dev.millrace.platform")
                .spanBuilder(handler.topic() + " process")
                .setSpanKind(SpanKind.CONSUMER)
                .setParent(TraceParent.contextOf(event.traceParent()))
                .startSpan();
        try (Scope inSpan = span.makeCurrent()) {
            deliver(message, event);
        } finally {
            span.end();
            MDC.remove("tenantId");
            MDC.remove("runId");
        }
    }

    @SuppressWarnings("IllegalCatch") // A handler may fail in any way; each ends in another try or a dead letter.
    private void deliver(ConsumerRecord<byte[], byte[]> message, MillraceEvent event)
            throws InterruptedException, ExecutionException {
        Duration pause = FIRST_PAUSE;
        for (int attempt = 1; ; ) {
            try {
                deliveries.deliver(group, event, handler);
                return;
            } catch (RuntimeException e) {
                if (!deliveries.databaseAnswers()) {
                    LOG.warnf("%s waits for the database", group);
                    Thread.sleep(DATABASE_AWAY);
                    continue;
                }
                if (attempt == TRIES) {
                    deadLetter(message, e);
                    return;
                }
                LOG.warnf(e, "%s failed on event %s, attempt %d", group, event.id(), attempt);
                Thread.sleep(pause);
                pause = pause.multipliedBy(3);
                attempt++;
            }
        }
    }

    private void deadLetter(ConsumerRecord<byte[], byte[]> message, RuntimeException reason)
            throws InterruptedException, ExecutionException {
        LOG.errorf(
                reason,
                "event at %s-%d@%d goes to the dead letters of %s",
                message.topic(),
                message.partition(),
                message.offset(),
                group);
        ProducerRecord<byte[], byte[]> letter =
                new ProducerRecord<>(Topics.deadLetters(message.topic()), message.key(), message.value());
        message.headers().forEach(letter.headers()::add);
        header(letter, DeadLetterHeaders.CONSUMER, group);
        header(letter, DeadLetterHeaders.ORIGIN, message.topic() + "-" + message.partition() + "@" + message.offset());
        header(letter, DeadLetterHeaders.REASON, String.valueOf(reason.getMessage()));
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(letter).get();
        }
        Metrics.counter("millrace.dead.letters", "consumer", group).increment();
    }

    private static void header(ProducerRecord<byte[], byte[]> message, String name, String value) {
        message.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
    }

    private KafkaConsumer<byte[], byte[]> newConsumer() {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, group);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 50);
        settings.put(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG, LONGEST_BETWEEN_POLLS_MILLIS);
        return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private static boolean sleep(Duration pause) {
        try {
            Thread.sleep(pause);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
