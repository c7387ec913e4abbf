package dev.millrace.connector.sources;

import dev.millrace.work.ColumnRule;
import dev.millrace.work.NestedData;
import dev.millrace.work.SchemaChanges;
import dev.millrace.work.StreamSettings;
import dev.millrace.work.SyncMode;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a stream is to be read from now on. A setting that is null stays as it is. */
public record StreamChange(
        String name,
        boolean selected,
        SyncMode syncMode,
        List<String> primaryKey,
        @Nullable String cursorField,
        @Nullable Duration lookback,
        @Nullable SchemaChanges schemaChanges,
        @Nullable List<ColumnRule> columns,
        @Nullable NestedData nested) {

    public StreamChange {
        primaryKey = List.copyOf(primaryKey);
    }

    /** The stream after the change, whether it makes sense or not. */
    PipelineStream of(PipelineStream present) {
        StreamSettings kept = present.settings();
        StreamSettings settings = new StreamSettings(
                lookback == null ? kept.lookback() : lookback,
                schemaChanges == null ? kept.schemaChanges() : schemaChanges,
                columns == null ? kept.columns() : columns,
                kept.epoch(),
                kept.readAgain(),
                nested == null ? kept.nested() : nested);
        return new PipelineStream(
                present.name(), selected, syncMode, primaryKey, cursorField, present.table(), settings);
    }
}
