package dev.millrace.connector.runs;

import dev.millrace.connector.drift.SchemaChangeLog;
import dev.millrace.connector.sources.Circuit;
import dev.millrace.connector.sources.Source;
import dev.millrace.connector.sources.Sources;
import dev.millrace.connector.spi.Catalog;
import dev.millrace.events.EventTypes;
import dev.millrace.events.RunSnapshot;
import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.ErrorKind;
import dev.millrace.kernel.MillraceException;
import dev.millrace.kernel.RunId;
import dev.millrace.kernel.SourceId;
import dev.millrace.kernel.TenantId;
import dev.millrace.platform.DatabaseClock;
import dev.millrace.platform.paging.Page;
import dev.millrace.platform.tenancy.DeletedTenants;
import dev.millrace.work.Completion;
import dev.millrace.work.Failure;
import dev.millrace.work.LogEntry;
import dev.millrace.work.ProgressReport;
import dev.millrace.work.RunKind;
import dev.millrace.work.StreamProgress;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The runs of the tenant that the current transaction sees, and every change of their state. */
@ApplicationScoped
public class Runs {

    private final Sources sources;
    private final SchemaChangeLog schemaChanges;
    private final RunEvents events;
    private final RunLog log;
    private final RunsConfiguration configuration;
    private final DeletedTenants deletedTenants;
    private final EntityManager entities;
    private final DatabaseClock clock;

    Runs(
            Sources sources,
            SchemaChangeLog schemaChanges,
            RunEvents events,
            RunLog log,
            RunsConfiguration configuration,
            DeletedTenants deletedTenants,
            EntityManager entities,
            DatabaseClock clock) {
        this.sources = sources;
        this.schemaChanges = schemaChanges;
        this.events = events;
        this.log = log;
        this.configuration = configuration;
        this.deletedTenants = deletedTenants;
        this.entities = entities;
        this.clock = clock;
    }

    /** Queues a run that somebody asked for; a source has one at a time. */
    public Run start(Source source, RunKind kind) {
        return start(source, kind, false);
    }

    /** Queues a sync that is due. */
    public Run startScheduled(Source source) {
        return start(source, RunKind.SYNC, true);
    }

    private Run start(Source source, RunKind kind, boolean scheduled) {
        if (active(source.sourceId()).isPresent()) {
            throw new MillraceException(
                    ErrorCode.CONFLICT, source.name + " is being read right now. Wait for that run, or cancel it.");
        }
        if (kind == RunKind.SYNC && Sources.configuredStreams(source).isEmpty()) {
            throw new MillraceException(ErrorCode.CONFLICT, source.name + " has no table that is chosen to be read.");
        }
        Run run = new Run();
        run.queuedAt = clock.now();
        run.id = latest(source.sourceId())
                .map(latest -> latest.runId().next(run.queuedAt))
                .orElseGet(() -> RunId.create(run.queuedAt))
                .value();
        run.sourceId = source.id;
        run.kind = kind;
        run.scheduled = scheduled;
        run.state = RunSnapshot.State.QUEUED;
        run.notBefore = run.queuedAt;
        run.streams = kind == RunKind.SYNC ? waiting(source) : List.of();
        run.persistAndFlush();
        events.dispatch(run);
        events.tell(EventTypes.RUN_QUEUED, run, source);
        return run;
    }

    /** A run. */
    public Run get(RunId id) {
        return Run.<Run>find("id", id.value()).firstResultOptional().orElseThrow(Runs::noSuchRun);
    }

    /** A run, kept from others until the transaction ends. */
    public Run lock(RunId id) {
        return Run.<Run>find("id", id.value())
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResultOptional()
                .orElseThrow(Runs::noSuchRun);
    }

    /** The run of a source that is queued or running. */
    public Optional<Run> active(SourceId source) {
        return Run.<Run>find(
                        "sourceId = ?1 and state in ?2",
                        source.value(),
                        List.of(RunSnapshot.State.QUEUED, RunSnapshot.State.RUNNING))
                .firstResultOptional();
    }

    /** The newest run of a source. */
    public Optional<Run> latest(SourceId source) {
        return Run.<Run>find("sourceId = ?1 order by id desc", source.value()).firstResultOptional();
    }

    /** The streams of a source of which some run has loaded rows, or has found that there are none. */
    public Set<String> loadedStreams(SourceId source) {
        List<?> names = entities.createNativeQuery("select distinct progress ->> 'stream' from runs,"
                        + " jsonb_array_elements(runs.streams) as progress where runs.source_id = :source and runs.kind = 'SYNC'"
                        + " and (progress ->> 'state' = 'SUCCEEDED' or cast(progress ->> 'rowsLoaded' as bigint) > 0)")
                .setParameter("source", source.value())
                .getResultList();
        return names.stream().map(String.class::cast).collect(Collectors.toUnmodifiableSet());
    }

    /** Runs, the newest first. */
    public Page<Run> list(@Nullable SourceId source, int size, @Nullable String cursor) {
        UUID before = cursor == null ? new UUID(-1L, -1L) : parse(cursor);
        List<Run> found = source == null
                ? Run.<Run>find("id < ?1 order by id desc", before)
                        .page(0, size + 1)
                        .list()
                : Run.<Run>find("sourceId = ?1 and id < ?2 order by id desc", source.value(), before)
                        .page(0, size + 1)
                        .list();
        return Page.of(found, size, run -> run.id.toString());
    }

    /** Gives the run to a worker as a new attempt, or says why not. */
    public Run claim(RunId id, String worker) {
        Run run = lock(id);
        Instant now = clock.now();
        // A run whose lease has lapsed is the sweeper's first: it counts the attempts, and knows who wants it
        // cancelled.
        if (run.state != RunSnapshot.State.QUEUED) {
            throw new MillraceException(ErrorCode.FENCED, "The run is " + run.state + ".");
        }
        if (run.notBefore.isAfter(now)) {
            throw new MillraceException(ErrorCode.FENCED, "The run waits until " + run.notBefore + ".");
        }
        if (deletedTenants.contains(TenantId.fromString(run.tenantId))) {
            throw new MillraceException(ErrorCode.FENCED, "The tenant was deleted.");
        }
        // Of two claims at once, the second counts what the first has taken.
        entities.createNativeQuery("select 1 from pg_advisory_xact_lock(hashtextextended(:tenant, 0))")
                .setParameter("tenant", run.tenantId)
                .getResultList();
        if (Run.count("state = ?1 and id <> ?2", RunSnapshot.State.RUNNING, run.id)
                >= configuration.concurrentPerTenant()) {
            throw new MillraceException(ErrorCode.FENCED, "The tenant has as many runs going as it may.");
        }
        run.state = RunSnapshot.State.RUNNING;
        run.attempt++;
        run.fencingToken = ((Number) entities.createNativeQuery("select nextval('fencing_tokens')")
                        .getSingleResult())
                .longValue();
        run.worker = worker;
        run.leaseUntil = now.plus(configuration.lease());
        run.startedAt = run.startedAt == null ? now : run.startedAt;
        run.progressedAt = now;
        events.tell(EventTypes.RUN_STARTED, run, sources.get(run.source()));
        return run;
    }

    /** Takes a worker's report and renews its lease. */
    public Run progress(RunId id, ProgressReport report) {
        Run run = lockHeldBy(id, report.fencingToken());
        Instant now = clock.now();
        boolean moved = !run.streams.equals(report.streams());
        run.streams = report.streams();
        run.leaseUntil = now.plus(configuration.lease());
        log.append(run, report.log());
        if (moved) {
            run.progressedAt = now;
            events.tell(EventTypes.RUN_PROGRESSED, run, sources.get(run.source()));
        }
        return run;
    }

    /** Takes an attempt's last word. */
    public Run complete(RunId id, Completion completion) {
        Run run = lockHeldBy(id, completion.fencingToken());
        Source source = sources.lock(run.source());
        log.append(run, completion.log());
        if (!completion.streams().isEmpty()) {
            run.streams = completion.streams();
        }
        Catalog found = completion.catalog();
        if (run.kind == RunKind.SYNC && found != null) {
            schemaChanges.lookedAt(source, run.runId(), run.kind, found, completion.schemaChanges());
        }
        switch (completion.outcome()) {
            case SUCCEEDED -> succeed(run, source, completion);
            case CANCELLED -> end(run, source, RunSnapshot.State.CANCELLED, null);
            case HANDED_BACK -> {
                run.attempt--;
                queueAgain(run, source, Duration.ZERO);
            }
            case FAILED -> {
                Failure failure = completion.failure();
                failOrTryAgain(
                        run,
                        source,
                        failure == null
                                ? Failure.of(ErrorCode.INTERNAL, "The run failed and its worker did not say why.")
                                : failure);
            }
        }
        return run;
    }

    /** A run that no worker holds any more, or whose source has gone silent: another attempt, or the end. */
    public void attemptLost(Run run, Failure reason) {
        Source source = sources.lock(run.source());
        log.append(run, List.of(new LogEntry(clock.now(), LogEntry.Level.WARN, null, reason.message())));
        if (run.cancelRequested) {
            end(run, source, RunSnapshot.State.CANCELLED, null);
        } else {
            failOrTryAgain(run, source, reason);
        }
    }

    /** Sends a queued run's job again: the first may have been lost. */
    public void dispatchAgain(Run run) {
        events.dispatch(run);
    }

    /** Asks a run to stop; one that no worker has yet stops at once. */
    public Run cancel(RunId id) {
        Run run = lock(id);
        if (run.ended()) {
            throw new MillraceException(ErrorCode.CONFLICT, "The run has ended already.");
        }
        run.cancelRequested = true;
        if (run.state == RunSnapshot.State.QUEUED) {
            end(run, sources.lock(run.source()), RunSnapshot.State.CANCELLED, null);
        }
        return run;
    }

    /** Asks all runs of the tenant to stop, and tells how many those are. */
    public int cancelAll() {
        List<Run> going = Run.list("state in ?1", List.of(RunSnapshot.State.QUEUED, RunSnapshot.State.RUNNING));
        going.forEach(run -> cancel(run.runId()));
        return going.size();
    }

    private void succeed(Run run, Source source, Completion completion) {
        if (run.kind == RunKind.SYNC) {
            end(run, source, RunSnapshot.State.SUCCEEDED, null);
            return;
        }
        if (completion.catalog() == null || completion.catalog().streams().isEmpty()) {
            end(
                    run,
                    source,
                    RunSnapshot.State.FAILED,
                    Failure.of(ErrorCode.SOURCE_EMPTY, source.name + " has nothing to read."));
            return;
        }
        schemaChanges.lookedAt(source, run.runId(), run.kind, completion.catalog(), List.of());
        end(run, source, RunSnapshot.State.SUCCEEDED, null);
        if (source.syncWhenReady) {
            source.syncWhenReady = false;
            Circuit.rearm(source, clock.now());
            entities.flush();
            start(source, RunKind.SYNC);
        }
    }

    private void failOrTryAgain(Run run, Source source, Failure failure) {
        if (run.cancelRequested) {
            end(run, source, RunSnapshot.State.CANCELLED, null);
        } else if (mayTryAgain(run, failure)) {
            run.failure = failure;
            queueAgain(run, source, pauseAfter(run.attempt));
        } else {
            end(run, source, RunSnapshot.State.FAILED, failure);
        }
    }

    /** How long a run waits at the most for its next attempt. */
    public Duration longestPause() {
        return pauseAfter(Math.max(1, configuration.attempts() - 1));
    }

    private Duration pauseAfter(int attempt) {
        return configuration.firstPause().multipliedBy(1L << (attempt - 1));
    }

    /** Somebody sits before a discovery: that a source does not answer is for them to mend now, not for us to wait out. */
    private boolean mayTryAgain(Run run, Failure failure) {
        boolean watched = run.kind == RunKind.DISCOVER && failure.kind() == ErrorKind.SOURCE;
        return failure.retryable() && !watched && run.attempt < configuration.attempts();
    }

    private void queueAgain(Run run, Source source, Duration pause) {
        run.state = RunSnapshot.State.QUEUED;
        run.worker = null;
        run.leaseUntil = null;
        run.notBefore = clock.now().plus(pause);
        if (pause.isZero()) {
            events.dispatch(run);
        } else {
            run.dispatchedAt = null;
        }
        events.tell(EventTypes.RUN_QUEUED, run, source);
    }

    private void end(Run run, Source source, RunSnapshot.State state, @Nullable Failure failure) {
        run.state = state;
        run.failure = failure;
        run.leaseUntil = null;
        run.finishedAt = clock.now();
        if (run.kind == RunKind.SYNC && state == RunSnapshot.State.SUCCEEDED) {
            Circuit.close(source, run.finishedAt);
        } else if (run.scheduled && failure != null) {
            Circuit.failed(source, failure, run.finishedAt);
        }
        String type = switch (state) {
            case SUCCEEDED -> EventTypes.RUN_SUCCEEDED;
            case FAILED -> EventTypes.RUN_FAILED;
            case CANCELLED -> EventTypes.RUN_CANCELLED;
            case QUEUED, RUNNING -> throw new IllegalArgumentException("not an end: " + state);
        };
        events.tell(type, run, source);
    }

    /** The run, kept from others until the transaction ends, if this attempt has it. */
    public Run requireHeldBy(RunId id, long fencingToken) {
        return lockHeldBy(id, fencingToken);
    }

    private Run lockHeldBy(RunId id, long fencingToken) {
        Run run = lock(id);
        if (run.state != RunSnapshot.State.RUNNING || run.fencingToken != fencingToken) {
            throw new MillraceException(ErrorCode.FENCED, "Another attempt owns the run, or it has ended.");
        }
        return run;
    }

    private static List<StreamProgress> waiting(Source source) {
        return Sources.configuredStreams(source).stream()
                .map(stream -> StreamProgress.waiting(stream.name(), null))
                .toList();
    }

    private static MillraceException noSuchRun() {
        return new MillraceException(ErrorCode.NOT_FOUND, "There is no such run.");
    }

    private static UUID parse(String cursor) {
        try {
            return UUID.fromString(cursor);
        } catch (IllegalArgumentException e) {
            throw new MillraceException(ErrorCode.INVALID_REQUEST, "The cursor is not one that a page gave.", e);
        }
    }
}
