package dev.millrace.transform.runs;

import dev.millrace.events.EventTypes;
import dev.millrace.events.RunSnapshot;
import dev.millrace.events.Topics;
import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import dev.millrace.kernel.RunId;
import dev.millrace.kernel.SourceId;
import dev.millrace.kernel.TenantId;
import dev.millrace.platform.DatabaseClock;
import dev.millrace.platform.outbox.Outbox;
import dev.millrace.platform.tracing.TraceParent;
import dev.millrace.transform.projects.Project;
import dev.millrace.work.Failure;
import dev.millrace.work.StreamProgress;
import dev.millrace.work.StreamState;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The transform runs of the tenant that the current transaction sees, and every change of their state. */
@ApplicationScoped
class TransformRuns {

    private static final Duration LEASE = Duration.ofMinutes(2);
    /** Longer than transactions take that note a time while another is looked at. */
    private static final Duration MARGIN = Duration.ofMinutes(1);

    private static final String AHEAD = """
            update transform_runs
            set not_before = case when not_before > :pauseAhead then :now else not_before end,
                lease_until = case when lease_until > :leaseAhead then :lease else lease_until end
            where state in ('QUEUED', 'RUNNING') and (not_before > :pauseAhead or lease_until > :leaseAhead)
            """;

    private final Outbox outbox;
    private final TransformConfiguration configuration;
    private final DatabaseClock clock;

    TransformRuns(Outbox outbox, TransformConfiguration configuration, DatabaseClock clock) {
        this.outbox = outbox;
        this.configuration = configuration;
        this.clock = clock;
    }

    /** Queues a run after a sync; one of the same source that still waits does for both. */
    void start(RunSnapshot sync, Project project) {
        Optional<TransformRun> waiting = TransformRun.<TransformRun>find(
                        "sourceId = ?1 and state = ?2", sync.sourceId().value(), RunSnapshot.State.QUEUED)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResultOptional();
        if (waiting.isPresent()) {
            waiting.get().cause = sync;
            waiting.get().causedBy = sync.runId().value();
            waiting.get().traceParent = TraceParent.current();
            return;
        }
        TransformRun run = new TransformRun();
        run.queuedAt = clock.now();
        run.id = TransformRun.<TransformRun>find(
                        "sourceId = ?1 order by id desc", sync.sourceId().value())
                .firstResultOptional()
                .map(latest -> latest.runId().next(run.queuedAt))
                .orElseGet(() -> RunId.create(run.queuedAt))
                .value();
        run.sourceId = sync.sourceId().value();
        run.causedBy = sync.runId().value();
        run.project = project.name();
        run.state = RunSnapshot.State.QUEUED;
        run.cause = sync;
        run.models = project.models().stream()
                .map(model -> ModelRun.waiting(model.name()))
                .toList();
        run.traceParent = TraceParent.current();
        run.notBefore = run.queuedAt;
        run.persistAndFlush();
        tell(EventTypes.RUN_QUEUED, run);
    }

    /** Takes a waiting run, or one whose executor was lost; empty when somebody else has it. */
    Optional<TransformRun> claim(RunId id) {
        TransformRun run = lock(id);
        Instant now = clock.now();
        boolean lapsed =
                run.state == RunSnapshot.State.RUNNING && run.leaseUntil != null && run.leaseUntil.isBefore(now);
        boolean waits = run.state == RunSnapshot.State.QUEUED && !run.notBefore.isAfter(now);
        if (!waits && !lapsed) {
            return Optional.empty();
        }
        if (run.attempt >= configuration.attempts()) {
            finish(
                    run,
                    Failure.of(ErrorCode.WORKER_LOST, "Building the models stopped in the middle again and again."));
            return Optional.empty();
        }
        run.attempt++;
        run.state = RunSnapshot.State.RUNNING;
        run.leaseUntil = now.plus(LEASE);
        run.startedAt = run.startedAt == null ? now : run.startedAt;
        tell(EventTypes.RUN_STARTED, run);
        return Optional.of(run);
    }

    /** Notes how the models fare, and renews the lease. */
    void progress(RunId id, int attempt, List<ModelRun> models) {
        TransformRun run = lockHeldBy(id, attempt);
        run.models = models;
        run.leaseUntil = clock.now().plus(LEASE);
        tell(EventTypes.RUN_PROGRESSED, run);
    }

    /** The last word. */
    void complete(RunId id, int attempt, List<ModelRun> models, @Nullable Failure failure) {
        TransformRun run = lockHeldBy(id, attempt);
        run.models = models;
        finish(run, failure);
    }

    /** Queues the run again after a pause, or ends it with the failure when it was tried often enough. */
    void tryAgain(RunId id, int attempt, List<ModelRun> models, Failure failure) {
        TransformRun run = lockHeldBy(id, attempt);
        run.models = models;
        if (run.attempt >= configuration.attempts()) {
            finish(run, failure);
            return;
        }
        run.state = RunSnapshot.State.QUEUED;
        run.leaseUntil = null;
        run.failure = failure;
        run.notBefore = clock.now().plus(pauseAfter(run.attempt));
        tell(EventTypes.RUN_QUEUED, run);
    }

    private Duration pauseAfter(int attempt) {
        return configuration.firstPause().multipliedBy(1L << (attempt - 1));
    }

    /**
     * When the database's clock was ahead and has been turned back, what was noted meanwhile would hold everything up until that time comes again: across
     * tenants, such runs go by the present time. Gives how many.
     */
    int forgetTimesOfAClockThatWasAhead(EntityManager entities) {
        Instant now = clock.now();
        Instant ahead = now.plus(MARGIN);
        return entities.createNativeQuery(AHEAD)
                .setParameter("now", now)
                .setParameter("lease", now.plus(LEASE))
                .setParameter("leaseAhead", ahead.plus(LEASE))
                .setParameter("pauseAhead", ahead.plus(pauseAfter(Math.max(1, configuration.attempts() - 1))))
                .executeUpdate();
    }

    TransformRun get(RunId id) {
        return TransformRun.<TransformRun>find("id", id.value())
                .firstResultOptional()
                .orElseThrow(TransformRuns::noSuch);
    }

    List<TransformRun> list(@Nullable SourceId source, @Nullable RunId causedBy) {
        if (causedBy != null) {
            return TransformRun.list("causedBy = ?1 order by id desc", causedBy.value());
        }
        if (source != null) {
            return TransformRun.<TransformRun>find("sourceId = ?1 order by id desc", source.value())
                    .page(0, 50)
                    .list();
        }
        return TransformRun.<TransformRun>find("order by id desc").page(0, 50).list();
    }

    private void finish(TransformRun run, @Nullable Failure failure) {
        run.failure = failure;
        run.state = failure == null ? RunSnapshot.State.SUCCEEDED : RunSnapshot.State.FAILED;
        run.leaseUntil = null;
        run.finishedAt = clock.now();
        tell(failure == null ? EventTypes.RUN_SUCCEEDED : EventTypes.RUN_FAILED, run);
    }

    private TransformRun lockHeldBy(RunId id, int attempt) {
        TransformRun run = lock(id);
        if (run.state != RunSnapshot.State.RUNNING || run.attempt != attempt) {
            throw new MillraceException(ErrorCode.FENCED, "Another attempt owns the run, or it has ended.");
        }
        return run;
    }

    private static TransformRun lock(RunId id) {
        return TransformRun.<TransformRun>find("id", id.value())
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResultOptional()
                .orElseThrow(TransformRuns::noSuch);
    }

    private void tell(String type, TransformRun run) {
        TenantId tenant = TenantId.fromString(run.tenantId);
        RunSnapshot sync = run.cause;
        String schema = Models.schema(sync.schema());
        List<String> tables = run.state == RunSnapshot.State.SUCCEEDED
                ? run.models.stream()
                        .filter(model -> model.state() == ModelRun.State.SUCCEEDED)
                        .map(model -> schema + "." + model.name())
                        .toList()
                : List.of();
        outbox.publish(
                Topics.RUN_EVENTS,
                type,
                tenant,
                run.runId(),
                new RunSnapshot(
                        run.runId(),
                        tenant,
                        sync.sourceId(),
                        sync.sourceName(),
                        sync.connector(),
                        schema,
                        RunSnapshot.Kind.TRANSFORM,
                        run.state,
                        run.attempt,
                        new RunId(run.causedBy),
                        run.models.stream().map(TransformRuns::progressOf).toList(),
                        tables,
                        run.failure,
                        clock.now()));
    }

    private static StreamProgress progressOf(ModelRun model) {
        StreamState state = switch (model.state()) {
            case WAITING -> StreamState.WAITING;
            case RUNNING -> StreamState.RUNNING;
            case SUCCEEDED -> StreamState.SUCCEEDED;
            case FAILED, SKIPPED -> StreamState.FAILED;
        };
        long rows = model.rows() == null ? 0 : model.rows();
        return new StreamProgress(model.name(), state, rows, rows, 0, 0, 0, null, List.of());
    }

    private static MillraceException noSuch() {
        return new MillraceException(ErrorCode.NOT_FOUND, "There is no such transform run.");
    }
}
