package dev.millrace.connector.scheduling;

import dev.millrace.connector.catalogue.Connectors;
import dev.millrace.connector.runs.Run;
import dev.millrace.connector.runs.Runs;
import dev.millrace.connector.runs.RunsConfiguration;
import dev.millrace.connector.sources.Circuit;
import dev.millrace.connector.sources.Source;
import dev.millrace.connector.sources.Sources;
import dev.millrace.events.RunSnapshot;
import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import dev.millrace.kernel.RunId;
import dev.millrace.kernel.SourceId;
import dev.millrace.kernel.TenantId;
import dev.millrace.platform.DatabaseClock;
import dev.millrace.platform.tenancy.DeletedTenants;
import dev.millrace.platform.tenancy.TenantScope;
import dev.millrace.work.Failure;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.jboss.logging.Logger;

/**
 * What happens by the clock: due schedules start runs, lapsed leases and silent runs are taken back, jobs that nobody
 * claimed are sent again. What no worker can run stays as it is, and goes on when one can. Every replica sweeps; a row
 * lock and another look at the row keep them from doing a thing twice.
 */
@ApplicationScoped
class Sweeper {

    private static final Logger LOG = Logger.getLogger(Sweeper.class);
    private static final int BATCH = 200;
    private static final String RUNNABLE = " and exists (select from connectors where connectors.name"
            + " = case when sources.own_version_id is null then sources.connector else '" + Connectors.OF_MANIFESTS
            + "' end"
            + " and connectors.announced_at > :believedSince)";

    /** Longer than transactions take that note a time while another is looked at. */
    private static final Duration MARGIN = Duration.ofMinutes(1);

    private static final String AHEAD = """
            update runs
            set not_before = case when not_before > :pauseAhead then :now else not_before end,
                lease_until = case when lease_until > :leaseAhead then :lease else lease_until end,
                progressed_at = least(progressed_at, :now),
                dispatched_at = least(dispatched_at, :now)
            where state in ('QUEUED', 'RUNNING')
              and (not_before > :pauseAhead or lease_until > :leaseAhead or progressed_at > :ahead or dispatched_at > :ahead)
            """;

    private final TenantScope scope;
    private final EntityManager entities;
    private final Runs runs;
    private final Sources sources;
    private final Connectors connectors;
    private final RunsConfiguration configuration;
    private final DatabaseClock clock;

    Sweeper(
            TenantScope scope,
            EntityManager entities,
            Runs runs,
            Sources sources,
            Connectors connectors,
            RunsConfiguration configuration,
            DatabaseClock clock) {
        this.scope = scope;
        this.entities = entities;
        this.runs = runs;
        this.sources = sources;
        this.connectors = connectors;
        this.configuration = configuration;
        this.clock = clock;
    }

    @Scheduled(every = "1s", concurrentExecution = ConcurrentExecution.SKIP)
    void startDueRuns() {
        Instant now = clock.now();
        forEach(
                "select tenant_id, id from sources where next_run_at <= :time and"
                        + DeletedTenants.ofLiving("sources.tenant_id") + RUNNABLE
                        + " order by next_run_at limit " + BATCH,
                Map.of("time", now, "believedSince", connectors.believedSince()),
                (tenant, id) -> startIfDue(new SourceId(id), now));
    }

    @Scheduled(every = "2s", concurrentExecution = ConcurrentExecution.SKIP)
    void takeBackLostRuns() {
        Instant now = clock.now();
        forEach(
                "select tenant_id, id from runs where state = 'RUNNING' and lease_until < :time limit " + BATCH,
                Map.of("time", now),
                (tenant, id) -> takeBackIfLapsed(new RunId(id), now));
        Instant silentSince = now.minus(configuration.silence());
        forEach(
                "select tenant_id, id from runs where state = 'RUNNING' and progressed_at < :time limit " + BATCH,
                Map.of("time", silentSince),
                (tenant, id) -> takeBackIfSilent(new RunId(id), silentSince));
    }

    @Scheduled(every = "1s", concurrentExecution = ConcurrentExecution.SKIP)
    void dispatchWaitingRuns() {
        Instant now = clock.now();
        Instant forgotten = now.minus(configuration.dispatchAgainAfter());
        forEach(
                "select runs.tenant_id, runs.id from runs join sources on sources.id = runs.source_id"
                        + " where state = 'QUEUED' and not_before <= :time"
                        + " and (dispatched_at is null or dispatched_at < :forgotten) and"
                        + DeletedTenants.ofLiving("runs.tenant_id") + RUNNABLE
                        + " order by queued_at limit " + BATCH,
                Map.of("time", now, "forgotten", forgotten, "believedSince", connectors.believedSince()),
                (tenant, id) -> dispatchIfWaiting(new RunId(id), forgotten));
    }

    /** When the database's clock was ahead and has been turned back, what was noted meanwhile would hold everything up until that time comes again. */
    @Scheduled(every = "5s", concurrentExecution = ConcurrentExecution.SKIP)
    void forgetTimesOfAClockThatWasAhead() {
        Instant now = clock.now();
        Instant ahead = now.plus(MARGIN);
        int runsAhead = scope.acrossTenants(() -> entities.createNativeQuery(AHEAD)
                .setParameter("now", now)
                .setParameter("ahead", ahead)
                .setParameter("lease", now.plus(configuration.lease()))
                .setParameter("leaseAhead", ahead.plus(configuration.lease()))
                .setParameter("pauseAhead", ahead.plus(runs.longestPause()))
                .executeUpdate());
        if (runsAhead > 0) {
            LOG.warnf("the database's clock was ahead: %d runs go by the present time", runsAhead);
        }
        forEach(
                "select tenant_id, id from sources where next_run_at is not null and schedule_set_at > :ahead limit "
                        + BATCH,
                Map.of("ahead", ahead),
                (tenant, id) -> Circuit.rearm(sources.lock(new SourceId(id)), now));
    }

    private void startIfDue(SourceId id, Instant now) {
        Source source = sources.lock(id);
        if (source.nextRunAt == null || source.nextRunAt.isAfter(now)) {
            return;
        }
        Circuit.rearm(source, now);
        if (runs.active(id).isEmpty() && !Sources.configuredStreams(source).isEmpty()) {
            runs.startScheduled(source);
        }
    }

    private void takeBackIfLapsed(RunId id, Instant now) {
        Run run = runs.lock(id);
        if (run.state == RunSnapshot.State.RUNNING && run.leaseUntil != null && run.leaseUntil.isBefore(now)) {
            LOG.warnf("run %s was lost by worker %s", id, run.worker);
            runs.attemptLost(
                    run,
                    Failure.of(
                            ErrorCode.WORKER_LOST,
                            "The worker of attempt %d stopped answering. What was committed stays; the run goes on from there."
                                    .formatted(run.attempt)));
        }
    }

    private void takeBackIfSilent(RunId id, Instant silentSince) {
        Run run = runs.lock(id);
        if (run.state == RunSnapshot.State.RUNNING
                && run.progressedAt != null
                && run.progressedAt.isBefore(silentSince)) {
            runs.attemptLost(
                    run,
                    Failure.of(
                            ErrorCode.SOURCE_TIMED_OUT,
                            "Nothing has come from the source for %d minutes. Check that it answers."
                                    .formatted(configuration.silence().toMinutes())));
        }
    }

    private void dispatchIfWaiting(RunId id, Instant forgotten) {
        Run run = runs.lock(id);
        boolean due = run.dispatchedAt == null || run.dispatchedAt.isBefore(forgotten);
        if (run.state == RunSnapshot.State.QUEUED && due) {
            runs.dispatchAgain(run);
        }
    }

    private void forEach(String query, Map<String, Instant> times, BiConsumer<TenantId, UUID> work) {
        List<?> found = scope.acrossTenants(() -> {
            Query due = entities.createNativeQuery(query);
            times.forEach(due::setParameter);
            return due.getResultList();
        });
        for (Object row : found) {
            TenantId tenant = TenantId.fromString((String) ((Object[]) row)[0]);
            UUID id = (UUID) ((Object[]) row)[1];
            try {
                scope.runWithin(tenant, () -> work.accept(tenant, id));
            } catch (MillraceException e) {
                // Gone or changed in between; the next sweep sees what is left.
                LOG.debugf("%s: %s", id, e.getMessage());
            }
        }
    }
}
