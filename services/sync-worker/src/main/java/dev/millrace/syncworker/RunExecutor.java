package dev.millrace.syncworker;

import dev.millrace.connector.spi.AddressRange;
import dev.millrace.connector.spi.EgressGuard;
import dev.millrace.kernel.RunId;
import dev.millrace.work.ClaimedRun;
import dev.millrace.work.Completion.Outcome;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;
import org.jspecify.annotations.Nullable;

/** Does runs, each on a virtual thread, only so many at a time. */
@ApplicationScoped
class RunExecutor {

    private static final Logger LOG = Logger.getLogger(RunExecutor.class);

    private final Sources sources;
    private final ControlPlane controlPlane;
    private final SyncWorkerConfiguration configuration;
    private final MeterRegistry meters;
    private final EgressGuard egress;
    private final Semaphore free;
    private final Map<RunId, RunExecution> running = new ConcurrentHashMap<>();

    RunExecutor(
            Sources sources, ControlPlane controlPlane, SyncWorkerConfiguration configuration, MeterRegistry meters) {
        this.sources = sources;
        this.controlPlane = controlPlane;
        this.configuration = configuration;
        this.meters = meters;
        this.free = new Semaphore(configuration.concurrency());
        this.egress = new EgressGuard(configuration.egressAllow().orElse(List.of()).stream()
                .filter(range -> !range.isBlank())
                .map(AddressRange::parse)
                .toList());
        meters.gaugeMapSize("millrace.runs.running", List.of(), running);
    }

    /** Waits for a free place. Who gets one has to call {@link #start} or {@link #leave}. */
    boolean enter(Duration patience) throws InterruptedException {
        return free.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Gives a place back that was not needed. */
    void leave() {
        free.release();
    }

    /** Starts a claimed run. */
    void start(ClaimedRun run, @Nullable String traceId) {
        Thread.ofVirtual().name("run-" + run.runId()).start(() -> execute(run, traceId));
    }

    private void execute(ClaimedRun run, @Nullable String traceId) {
        MDC.put("tenantId", run.tenantId().toString());
        MDC.put("runId", run.runId().toString());
        if (traceId != null) {
            MDC.put("traceId", traceId);
        }
        Timer.Sample began = Timer.start(meters);
        try {
            RunExecution execution = new RunExecution(run, sources, controlPlane, egress, configuration);
            running.put(run.runId(), execution);
            Outcome outcome = execution.execute();
            began.stop(meters.timer(
                    "millrace.runs",
                    "kind",
                    run.kind().name(),
                    "connector",
                    run.connector(),
                    "outcome",
                    outcome.name()));
        } finally {
            running.remove(run.runId());
            free.release();
            MDC.clear();
        }
    }

    /** Asks all runs to stop at their next checkpoint, and waits for them. */
    void handBackAll(Duration patience) {
        running.values().forEach(RunExecution::handBack);
        long deadline = System.nanoTime() + patience.toNanos();
        try {
            while (!running.isEmpty() && System.nanoTime() < deadline) {
                Thread.sleep(50);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (!running.isEmpty()) {
            LOG.warnf("%d runs did not reach a checkpoint; their leases will lapse", running.size());
        }
    }
}
