package dev.millrace.syncworker;

import dev.millrace.connector.spi.Catalog;
import dev.millrace.connector.spi.EgressGuard;
import dev.millrace.connector.spi.Source;
import dev.millrace.connector.spi.SourceContext;
import dev.millrace.connector.spi.SourceSession;
import dev.millrace.events.MillraceJson;
import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import dev.millrace.syncworker.Places.Place;
import dev.millrace.syncworker.warehouse.WarehouseConnections;
import dev.millrace.work.ClaimedRun;
import dev.millrace.work.Completion;
import dev.millrace.work.Completion.Outcome;
import dev.millrace.work.Failure;
import dev.millrace.work.RunKind;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** One attempt at one run, from its claim to its last word. */
final class RunExecution {

    private static final Logger LOG = Logger.getLogger(RunExecution.class);
    private static final Duration COMPLETION_PAUSE = Duration.ofMillis(500);
    private static final int RUNS_THAT_REPORT_AT_THEIR_PACE = 200;

    private final ClaimedRun run;
    private final Sources sources;
    private final ControlPlane controlPlane;
    private final WarehouseConnections warehouses;
    private final EgressGuard egress;
    private final UploadCache uploads;
    private final WorkerFolder folders;
    private final SyncWorkerConfiguration configuration;
    private final Place place;
    private final RunReport report = new RunReport();
    private final StopSignal stop = new StopSignal();

    RunExecution(
            ClaimedRun run,
            Sources sources,
            ControlPlane controlPlane,
            WarehouseConnections warehouses,
            EgressGuard egress,
            UploadCache uploads,
            WorkerFolder folders,
            SyncWorkerConfiguration configuration,
            Place place) {
        this.run = run;
        this.sources = sources;
        this.controlPlane = controlPlane;
        this.warehouses = warehouses;
        this.egress = egress;
        this.uploads = uploads;
        this.folders = folders;
        this.configuration = configuration;
        this.place = place;
    }

    /** Asks it to stop at the next checkpoint, so that another worker goes on. */
    void handBack() {
        stop.give(StopSignal.Reason.HAND_BACK);
    }

    /** Does the run. Whatever happens is told to the control plane; nothing is thrown. */
    Outcome execute() {
        LOG.infof("run started: %s, attempt %d", run.kind(), run.attempt());
        Completion completion;
        try (ProgressReporter ignored = new ProgressReporter(controlPlane, run, report, stop, this::progressInterval)) {
            completion = work();
        }
        if (stop.reason() == StopSignal.Reason.FENCED) {
            LOG.warn("run left to another attempt");
            return completion.outcome();
        }
        complete(completion);
        LOG.infof("run ended: %s", completion.outcome());
        return completion.outcome();
    }

    /** The more runs there are, the more seldom each reports, but often enough for its lease. */
    private Duration progressInterval() {
        Duration wanted =
                configuration.progressInterval().multipliedBy(1 + place.occupied() / RUNS_THAT_REPORT_AT_THEIR_PACE);
        Duration atMost = run.lease().dividedBy(3);
        return wanted.compareTo(atMost) < 0 ? wanted : atMost;
    }

    private Completion work() {
        try {
            Path folder = folders.create("run");
            Source source = sources.of(run);
            try (SourceSession session = open(source, folder)) {
                stop.onGiven(() -> {
                    if (stop.isAtOnce() || run.kind() == RunKind.DISCOVER) {
                        session.cancel();
                    }
                });
                return switch (run.kind()) {
                    case DISCOVER -> discover(source, session);
                    case SYNC -> sync(source, session);
                };
            } finally {
                WorkerFolder.delete(folder);
            }
        } catch (RunStoppedException e) {
            return stopped();
        } catch (MillraceException e) {
            if (e.code() == ErrorCode.FENCED) {
                stop.give(StopSignal.Reason.FENCED);
            }
            return stop.isGiven() ? stopped() : failed(e);
        } catch (IOException e) {
            return failed(new MillraceException(
                    ErrorCode.STORAGE_FULL, "The worker has no room for temporary files. Ask the operator.", e));
        } catch (RuntimeException e) {
            return stop.isGiven()
                    ? stopped()
                    : failed(new MillraceException(
                            ErrorCode.INTERNAL,
                            "Something went wrong inside Millrace ("
                                    + e.getClass().getSimpleName() + "). Tell the operator the run's id: " + run.runId()
                                    + ".",
                            e));
        }
    }

    private SourceSession open(Source source, Path folder) {
        SourceSession session = source.open(new SourceContext(
                MillraceJson.text(run.configuration()),
                egress,
                new RunUploads(
                        controlPlane,
                        run,
                        folder,
                        uploads,
                        configuration.largestUploads().asLongValue()),
                folder,
                InstantSource.system(),
                report,
                new RunCredentials(controlPlane, run)));
        return run.kind() == RunKind.SYNC ? PreparedSession.of(session, run.streams()) : session;
    }

    private Completion discover(Source source, SourceSession session) {
        report.info("Connecting.");
        session.check();
        if (stop.isGiven()) {
            throw new RunStoppedException();
        }
        report.info("Looking for what there is to read.");
        Catalog catalog =
                FoundCatalog.of(source, run.catalog(), session.discover()).catalog();
        int streams = catalog.streams().size();
        report.info("Found " + streams + (streams == 1 ? " stream." : " streams."));
        return completion(Outcome.SUCCEEDED, catalog, null);
    }

    private Completion sync(Source source, SourceSession session) {
        SyncExecution.Result result = new SyncExecution(run, source, session, report, stop, place)
                .execute(warehouses, controlPlane.warehouse(run.tenantId()));
        MillraceException failure = result.failure();
        return new Completion(
                run.fencingToken(),
                failure == null ? Outcome.SUCCEEDED : Outcome.FAILED,
                report.streams(),
                List.of(),
                result.catalog(),
                result.schemaChanges(),
                failure == null ? null : Failure.of(failure));
    }

    private Completion stopped() {
        return completion(
                stop.reason() == StopSignal.Reason.CANCEL ? Outcome.CANCELLED : Outcome.HANDED_BACK, null, null);
    }

    private Completion failed(MillraceException exception) {
        LOG.warnf(exception, "run failed: %s", exception.code().code());
        report.error(exception.getMessage());
        report.failRunningStream();
        return completion(Outcome.FAILED, null, Failure.of(exception));
    }

    private Completion completion(Outcome outcome, @Nullable Catalog catalog, @Nullable Failure failure) {
        return new Completion(run.fencingToken(), outcome, report.streams(), List.of(), catalog, List.of(), failure);
    }

    /** Says the last word, again and again while the lease may hold. */
    private void complete(Completion completion) {
        Completion last = new Completion(
                completion.fencingToken(),
                completion.outcome(),
                report.streams(),
                report.takeLines(),
                completion.catalog(),
                completion.schemaChanges(),
                completion.failure());
        long deadline = System.nanoTime() + run.lease().toNanos();
        while (true) {
            try {
                controlPlane.complete(run.runId(), last);
                return;
            } catch (MillraceException e) {
                if (e.code() != ErrorCode.PLATFORM_UNAVAILABLE || System.nanoTime() > deadline) {
                    LOG.warnf("completion not told: %s", e.getMessage());
                    return;
                }
            }
            try {
                Thread.sleep(COMPLETION_PAUSE);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
