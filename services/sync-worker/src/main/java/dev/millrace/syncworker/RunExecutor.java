package dev.millrace.syncworker;

import dev.millrace.connector.spi.AddressRange;
import dev.millrace.connector.spi.EgressGuard;
import dev.millrace.kernel.RunId;
import dev.millrace.kernel.TenantId;
import dev.millrace.syncworker.Places.Place;
import dev.millrace.syncworker.warehouse.WarehouseConnections;
import dev.millrace.work.ClaimedAuthorisation;
import dev.millrace.work.ClaimedRun;
import dev.millrace.work.ClaimedTrial;
import dev.millrace.work.Completion.Outcome;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;

/** Does runs, each on a virtual thread, only so many at a time. */
@ApplicationScoped
class RunExecutor {

    private static final Logger LOG = Logger.getLogger(RunExecutor.class);

    private final Sources sources;
    private final ControlPlane controlPlane;
    private final UploadCache uploads;
    private final WorkerFolder folders;
    private final SyncWorkerConfiguration configuration;
    private final MeterRegistry meters;
    private final EgressGuard egress;
    private final Places places;
    private final WarehouseConnections warehouses;
    private final Map<RunId, RunExecution> running = new ConcurrentHashMap<>();

    RunExecutor(
            Sources sources,
            ControlPlane controlPlane,
            UploadCache uploads,
            WorkerFolder folders,
            SyncWorkerConfiguration configuration,
            MeterRegistry meters) {
        this.sources = sources;
        this.controlPlane = controlPlane;
        this.uploads = uploads;
        this.folders = folders;
        this.configuration = configuration;
        this.meters = meters;
        this.places = new Places(configuration.concurrency(), configuration.mostRuns());
        // A large load takes two.
        this.warehouses = new WarehouseConnections(
                2 * configuration.concurrency() + configuration.keptConnections(), configuration.keptConnections());
        this.egress = new EgressGuard(configuration.egressAllow().orElse(List.of()).stream()
                .filter(range -> !range.isBlank())
                .map(AddressRange::parse)
                .toList());
        meters.gaugeMapSize("millrace.runs.running", List.of(), running);
    }

    /** Waits for a free place. Who gets one has to {@link #start} a run there, or to close it. */
    Optional<Place> enter(Duration patience) throws InterruptedException {
        return places.enter(patience);
    }

    /** Starts a claimed run in the trace that it was queued in. */
    void start(ClaimedRun run, Context trace, Place place) {
        Thread.ofVirtual().name("run-" + run.runId()).start(() -> execute(run, trace, place));
    }

    /** Starts a claimed trial of a manifest in the trace that it was asked for in. */
    void start(ClaimedTrial trial, ShortJobs jobs, Context trace, Place place) {
        start(
                "trial-" + trial.trialId(),
                trial.tenantId(),
                trace,
                place,
                () -> new TrialExecution(trial, jobs, egress).execute());
    }

    /** Starts a claimed exchange of a code in the trace that it was asked for in. */
    void start(ClaimedAuthorisation authorisation, ShortJobs jobs, Context trace, Place place) {
        start(
                "authorisation-" + authorisation.authorisationId(),
                authorisation.tenantId(),
                trace,
                place,
                () -> new AuthorisationExecution(authorisation, jobs, egress).execute());
    }

    private static void start(String name, TenantId tenant, Context trace, Place place, Runnable work) {
        Thread.ofVirtual().name(name).start(() -> {
            MDC.put("tenantId", tenant.toString());
            try (Scope current = trace.makeCurrent()) {
                work.run();
            } finally {
                place.close();
                MDC.clear();
            }
        });
    }

    private void execute(ClaimedRun run, Context trace, Place place) {
        MDC.put("tenantId", run.tenantId().toString());
        MDC.put("runId", run.runId().toString());
        Timer.Sample began = Timer.start(meters);
        try {
            RunExecution execution = new RunExecution(
                    run, sources, controlPlane, warehouses, egress, uploads, folders, configuration, place);
            running.put(run.runId(), execution);
            Outcome outcome = RunTrace.attempt(run, trace, execution::execute);
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
            place.close();
            MDC.clear();
        }
    }

    @PreDestroy
    void close() {
        warehouses.close();
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
