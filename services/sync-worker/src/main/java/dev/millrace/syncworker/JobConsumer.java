package dev.millrace.syncworker;

import dev.millrace.events.AuthorisationJobData;
import dev.millrace.events.DeadLetterHeaders;
import dev.millrace.events.EventFormat;
import dev.millrace.events.EventTypes;
import dev.millrace.events.JobData;
import dev.millrace.events.MillraceEvent;
import dev.millrace.events.Topics;
import dev.millrace.events.TrialJobData;
import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import dev.millrace.syncworker.Places.Place;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.clients.consumer.ShareConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Takes jobs as a member of a Kafka share group, one at a time and only while there is a place for it, so that a busy
 * worker holds up nobody. A job is acknowledged as soon as its run is claimed, or can't be: from there on PostgreSQL
 * knows about it, and Kafka need not.
 */
@ApplicationScoped
class JobConsumer {

    private static final Logger LOG = Logger.getLogger(JobConsumer.class);
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final RunExecutor executor;
    private final ControlPlane controlPlane;
    private final ShortJobs shortJobs;
    private final SyncWorkerConfiguration configuration;
    private final Map<String, Object> kafka;
    private final Thread thread = Thread.ofPlatform().name("jobs").unstarted(this::run);
    private volatile boolean stopped;
    private volatile boolean consuming;
    private volatile @Nullable ShareConsumer<String, byte[]> consumer;

    JobConsumer(
            RunExecutor executor,
            ControlPlane controlPlane,
            ShortJobs shortJobs,
            SyncWorkerConfiguration configuration,
            @Identifier("default-kafka-broker") Map<String, Object> kafka) {
        this.executor = executor;
        this.controlPlane = controlPlane;
        this.shortJobs = shortJobs;
        this.configuration = configuration;
        this.kafka = Map.copyOf(kafka);
    }

    void onStart(@Observes StartupEvent event) {
        thread.start();
    }

    void onStop(@Observes ShutdownEvent event) throws InterruptedException {
        stopped = true;
        ShareConsumer<String, byte[]> open = consumer;
        if (open != null) {
            open.wakeup();
        }
        thread.join(Duration.ofSeconds(5));
        executor.handBackAll(configuration.stopWithin());
    }

    boolean isConsuming() {
        return consuming;
    }

    private void run() {
        while (!stopped) {
            try {
                configureGroup();
                consume();
            } catch (WakeupException expected) {
                LOG.info("no more jobs are taken");
            } catch (KafkaException | ExecutionException e) {
                LOG.warnf("jobs can't be taken, trying again: %s", e.getMessage());
                sleep();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } finally {
                consuming = false;
            }
        }
    }

    /** The group's default is to begin with the newest job, which would lose those that came before its first worker. */
    private void configureGroup() throws ExecutionException, InterruptedException {
        ConfigResource group = new ConfigResource(ConfigResource.Type.GROUP, configuration.shareGroup());
        Collection<AlterConfigOp> settings = List.of(
                set("share.auto.offset.reset", "earliest"),
                set(
                        "share.record.lock.duration.ms",
                        Long.toString(configuration.jobLock().toMillis())));
        try (Admin admin = Admin.create(with(Map.of(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000)))) {
            admin.incrementalAlterConfigs(Map.of(group, settings)).all().get();
        }
    }

    private static AlterConfigOp set(String name, String value) {
        return new AlterConfigOp(new ConfigEntry(name, value), AlterConfigOp.OpType.SET);
    }

    private Map<String, Object> with(Map<String, Object> own) {
        Map<String, Object> all = new HashMap<>(kafka);
        all.putAll(own);
        return all;
    }

    private void consume() throws ExecutionException, InterruptedException {
        Map<String, Object> settings = with(Map.of(
                ConsumerConfig.GROUP_ID_CONFIG,
                configuration.shareGroup(),
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                1,
                "share.acknowledgement.mode",
                "explicit",
                // The default mode lets one member hold every job of a partition.
                "share.acquire.mode",
                "record_limit"));
        try (KafkaShareConsumer<String, byte[]> open =
                new KafkaShareConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            consumer = open;
            open.subscribe(List.of(Topics.JOBS));
            while (!stopped) {
                Optional<Place> place = executor.enter(POLL);
                if (place.isEmpty()) {
                    continue;
                }
                boolean started = false;
                try {
                    started = takeOne(open, place.get());
                    consuming = true;
                } finally {
                    if (!started) {
                        place.get().close();
                    }
                }
            }
        } finally {
            consumer = null;
        }
    }

    private boolean takeOne(ShareConsumer<String, byte[]> open, Place place)
            throws ExecutionException, InterruptedException {
        for (ConsumerRecord<String, byte[]> job : open.poll(POLL)) {
            Optional<MillraceEvent> event = read(job);
            if (event.isEmpty()) {
                open.acknowledge(job, AcknowledgeType.REJECT);
                open.commitSync();
                continue;
            }
            Optional<Runnable> claimed;
            Context trace = RunTrace.contextOf(event.get().traceParent());
            try (Scope current = trace.makeCurrent()) {
                claimed = claim(event.get(), trace, place);
            } catch (MillraceException e) {
                LOG.warnf("job put back: %s", e.getMessage());
                open.acknowledge(job, AcknowledgeType.RELEASE);
                open.commitSync();
                continue;
            }
            open.acknowledge(job, AcknowledgeType.ACCEPT);
            if (claimed.isPresent()) {
                // Before the acknowledgement arrives: should that fail, the run is claimed all the same.
                claimed.get().run();
                open.commitSync();
                return true;
            }
            open.commitSync();
        }
        return false;
    }

    /** What is to be done with a job that is ours from now on. */
    private Optional<Runnable> claim(MillraceEvent event, Context trace, Place place) throws InterruptedException {
        if (event.type().equals(EventTypes.TRY)) {
            TrialJobData job = event.dataAs(TrialJobData.class);
            return claim(() -> shortJobs.claim(job.trialId()))
                    .map(claimed -> () -> executor.start(claimed, shortJobs, trace, place));
        }
        if (event.type().equals(EventTypes.AUTHORISE)) {
            AuthorisationJobData job = event.dataAs(AuthorisationJobData.class);
            return claim(() -> shortJobs.claim(job.authorisationId()))
                    .map(claimed -> () -> executor.start(claimed, shortJobs, trace, place));
        }
        JobData job = event.dataAs(JobData.class);
        return claim(() -> controlPlane.claim(job.runId())).map(claimed -> () -> executor.start(claimed, trace, place));
    }

    /** Tries for as long as the job stays ours: Kafka would drop a job that is put back too often. */
    private <T> Optional<T> claim(Supplier<Optional<T>> claim) throws InterruptedException {
        long deadline = System.nanoTime() + configuration.jobLock().toNanos() * 2 / 3;
        while (true) {
            try {
                return claim.get();
            } catch (MillraceException e) {
                if (e.code() != ErrorCode.PLATFORM_UNAVAILABLE || stopped || System.nanoTime() > deadline) {
                    throw e;
                }
                LOG.warnf("job not claimed yet: %s", e.getMessage());
            }
            Thread.sleep(PAUSE);
        }
    }

    private Optional<MillraceEvent> read(ConsumerRecord<String, byte[]> job)
            throws ExecutionException, InterruptedException {
        try {
            MillraceEvent event = EventFormat.read(job.value());
            if (event.type().equals(EventTypes.DISCOVER) || event.type().equals(EventTypes.SYNC)) {
                event.dataAs(JobData.class);
                return Optional.of(event);
            }
            if (event.type().equals(EventTypes.TRY)) {
                event.dataAs(TrialJobData.class);
                return Optional.of(event);
            }
            if (event.type().equals(EventTypes.AUTHORISE)) {
                event.dataAs(AuthorisationJobData.class);
                return Optional.of(event);
            }
            LOG.errorf("job of unknown type %s goes to the dead letters", event.type());
            bury(job, "no job is of the type " + event.type());
        } catch (IllegalArgumentException e) {
            LOG.errorf("unreadable job at offset %d goes to the dead letters: %s", job.offset(), e.getMessage());
            bury(job, String.valueOf(e.getMessage()));
        }
        return Optional.empty();
    }

    private void bury(ConsumerRecord<String, byte[]> job, String reason)
            throws ExecutionException, InterruptedException {
        ProducerRecord<String, byte[]> letter =
                new ProducerRecord<>(Topics.deadLetters(Topics.JOBS), job.key(), job.value());
        job.headers().forEach(letter.headers()::add);
        header(letter, DeadLetterHeaders.CONSUMER, configuration.shareGroup());
        header(letter, DeadLetterHeaders.ORIGIN, job.topic() + "-" + job.partition() + "@" + job.offset());
        header(letter, DeadLetterHeaders.REASON, reason);
        try (KafkaProducer<String, byte[]> producer =
                new KafkaProducer<>(with(Map.of()), new StringSerializer(), new ByteArraySerializer())) {
            producer.send(letter).get();
        }
    }

    private static void header(ProducerRecord<String, byte[]> message, String name, String value) {
        message.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
    }

    private void sleep() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
