package dev.millrace.events;

import dev.millrace.kernel.RunId;
import dev.millrace.kernel.SourceId;
import dev.millrace.kernel.TenantId;
import dev.millrace.work.Failure;
import dev.millrace.work.StreamProgress;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The data of every {@code dev.millrace.run.*} event: the run as it is then.
 *
 * @param schema the schema of the warehouse that the run writes
 * @param sourceName as its owner calls the source
 * @param causedBy the run that led to this one, for a transformation
 * @param streams a sync's streams, or a transformation's models
 * @param tables {@code schema.table} of what the run wrote, when it has succeeded
 */
public record RunSnapshot(
        RunId runId,
        TenantId tenantId,
        SourceId sourceId,
        String sourceName,
        String connector,
        String schema,
        Kind kind,
        State state,
        int attempt,
        @Nullable RunId causedBy,
        List<StreamProgress> streams,
        List<String> tables,
        @Nullable Failure failure,
        Instant at) {

    /** What the run does. */
    public enum Kind {
        DISCOVER,
        SYNC,
        TRANSFORM
    }

    /** Where it is. */
    public enum State {
        QUEUED,
        RUNNING,
        SUCCEEDED,
        FAILED,
        CANCELLED
    }

    public RunSnapshot {
        streams = List.copyOf(streams);
        tables = List.copyOf(tables);
    }
}
