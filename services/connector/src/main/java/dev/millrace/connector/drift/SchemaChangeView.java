package dev.millrace.connector.drift;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.millrace.events.SchemaChanged;
import dev.millrace.kernel.RunId;
import dev.millrace.work.SchemaChange;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A difference as the API shows it.
 *
 * @param field null when the whole stream is new
 * @param from the type it had; null when it is new
 * @param to the type it has; null when it is gone, or a whole stream
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
record SchemaChangeView(
        UUID id,
        Instant at,
        RunId runId,
        String stream,
        @Nullable String field,
        SchemaChange.Kind kind,
        @Nullable String from,
        @Nullable String to,
        SchemaChanged.State state) {

    static SchemaChangeView of(ObservedChange change) {
        return new SchemaChangeView(
                change.id,
                change.at,
                change.run(),
                change.stream,
                change.field,
                change.kind,
                change.from,
                change.to,
                change.state);
    }
}
