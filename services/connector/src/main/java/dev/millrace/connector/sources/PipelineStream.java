package dev.millrace.connector.sources;

import dev.millrace.work.SyncMode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a source's pipeline does with a stream.
 *
 * @param selected whether it is read
 * @param table its table in the warehouse; given by us, and kept
 */
public record PipelineStream(
        String name,
        boolean selected,
        SyncMode syncMode,
        List<String> primaryKey,
        @Nullable String cursorField,
        String table) {

    public PipelineStream {
        primaryKey = List.copyOf(primaryKey);
    }
}
