package dev.millrace.connector.runs;

import dev.millrace.connector.sources.Source;
import dev.millrace.connector.sources.Sources;
import dev.millrace.events.EventTypes;
import dev.millrace.events.JobData;
import dev.millrace.events.RunSnapshot;
import dev.millrace.events.Topics;
import dev.millrace.kernel.TenantId;
import dev.millrace.platform.DatabaseClock;
import dev.millrace.platform.outbox.Outbox;
import dev.millrace.work.RunKind;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;
import org.jspecify.annotations.Nullable;

/** Tells the rest of the platform about runs, and hands jobs to the workers. */
@ApplicationScoped
class RunEvents {

    private static final Logger LOG = Logger.getLogger(RunEvents.class);
    private static final String TENANT = "tenantId";
    private static final String RUN = "runId";

    private final Outbox outbox;
    private final DatabaseClock clock;

    RunEvents(Outbox outbox, DatabaseClock clock) {
        this.outbox = outbox;
        this.clock = clock;
    }

    /** Puts the run's job where a worker takes it. */
    void dispatch(Run run) {
        run.dispatchedAt = clock.now();
        outbox.publish(
                Topics.JOBS,
                switch (run.kind) {
                    case DISCOVER -> EventTypes.DISCOVER;
                    case SYNC -> EventTypes.SYNC;
                },
                TenantId.fromString(run.tenantId),
                run.runId(),
                new JobData(run.runId()));
    }

    /** Says what the run is now. */
    void tell(String type, Run run, Source source) {
        if (!type.equals(EventTypes.RUN_PROGRESSED)) {
            log(run);
        }
        TenantId tenant = TenantId.fromString(run.tenantId);
        boolean loaded = run.kind == RunKind.SYNC && run.state == RunSnapshot.State.SUCCEEDED;
        List<String> tables = loaded
                ? Sources.configuredStreams(source).stream()
                        // The pipeline may have got streams since the run began.
                        .filter(stream -> run.reads(stream.name()))
                        .map(stream -> source.schema + "." + stream.table())
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
                        source.sourceId(),
                        source.name,
                        source.connector,
                        source.schema,
                        RunSnapshot.Kind.valueOf(run.kind.name()),
                        run.state,
                        run.attempt,
                        null,
                        run.streams,
                        tables,
                        run.failure,
                        clock.now()));
    }

    /** A worker's call and a sweep name no run, so the line brings its ids along and leaves what the thread had. */
    private static void log(Run run) {
        Object tenantBefore = MDC.put(TENANT, run.tenantId);
        Object runBefore = MDC.put(RUN, run.runId().toString());
        try {
            LOG.infof("run %s: %s, attempt %d", run.state, run.kind, run.attempt);
        } finally {
            restore(TENANT, tenantBefore);
            restore(RUN, runBefore);
        }
    }

    private static void restore(String key, @Nullable Object before) {
        if (before == null) {
            MDC.remove(key);
        } else {
            MDC.put(key, before);
        }
    }
}
