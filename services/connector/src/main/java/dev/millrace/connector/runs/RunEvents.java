package dev.millrace.connector.runs;

import dev.millrace.connector.sources.Source;
import dev.millrace.connector.sources.Sources;
import dev.millrace.events.EventTypes;
import dev.millrace.events.JobData;
import dev.millrace.events.RunSnapshot;
import dev.millrace.events.Topics;
import dev.millrace.kernel.TenantId;
import dev.millrace.platform.outbox.Outbox;
import dev.millrace.work.RunKind;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;

/** Tells the rest of the platform about runs, and hands jobs to the workers. */
@ApplicationScoped
class RunEvents {

    private final Outbox outbox;

    RunEvents(Outbox outbox) {
        this.outbox = outbox;
    }

    /** Puts the run's job where a worker takes it. */
    void dispatch(Run run) {
        run.dispatchedAt = Instant.now();
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
        TenantId tenant = TenantId.fromString(run.tenantId);
        boolean loaded = run.kind == RunKind.SYNC && run.state == RunSnapshot.State.SUCCEEDED;
        List<String> tables = loaded
                ? Sources.configuredStreams(source).stream()
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
                        Instant.now()));
    }
}
