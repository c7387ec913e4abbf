package dev.millrace.events;

import dev.millrace.kernel.SourceId;
import dev.millrace.work.SchemaChange;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The data of {@code dev.millrace.schema.changed}: a source has other fields or streams than before, or somebody accepted that. */
public record SchemaChanged(SourceId sourceId, String sourceName, List<Change> changes) {

    public SchemaChanged {
        changes = List.copyOf(changes);
    }

    /**
     * One difference.
     *
     * @param field null when it is the whole stream
     * @param from the type it had; null when it is new
     * @param to the type it has; null when it is gone, or a whole stream
     */
    public record Change(
            String stream,
            @Nullable String field,
            SchemaChange.Kind kind,
            @Nullable String from,
            @Nullable String to,
            State state) {}

    /** What became of a difference. */
    public enum State {
        /** The pipeline has taken it over. */
        FOLLOWED,
        /** It waits until somebody accepts it. */
        HELD,
        /** Somebody has accepted it. */
        ACCEPTED
    }
}
