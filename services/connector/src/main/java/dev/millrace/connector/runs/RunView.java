package dev.millrace.connector.runs;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.millrace.events.RunSnapshot;
import dev.millrace.kernel.RunId;
import dev.millrace.kernel.SourceId;
import dev.millrace.work.Failure;
import dev.millrace.work.RunKind;
import dev.millrace.work.StreamProgress;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A run as the API shows it. The numbers are sums over its streams. */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record RunView(
        RunId id,
        SourceId sourceId,
        RunKind kind,
        RunSnapshot.State state,
        int attempt,
        boolean cancelRequested,
        Instant queuedAt,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt,
        long rowsRead,
        long rowsLoaded,
        long rowsSetAside,
        List<StreamProgress> streams,
        @Nullable Failure failure) {

    /** The run as it is now. */
    public static RunView of(Run run) {
        return new RunView(
                run.runId(),
                run.source(),
                run.kind,
                run.state,
                run.attempt,
                run.cancelRequested,
                run.queuedAt,
                run.startedAt,
                run.finishedAt,
                run.total(StreamProgress::rowsRead),
                run.total(StreamProgress::rowsLoaded),
                run.total(StreamProgress::rowsSetAside),
                run.streams,
                run.failure);
    }
}
