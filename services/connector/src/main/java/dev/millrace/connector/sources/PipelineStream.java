package dev.millrace.connector.sources;

import dev.millrace.work.StreamSettings;
import dev.millrace.work.SyncMode;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a source's pipeline does with a stream.
 *
 * @param selected whether it is read
 * @param table its table in the warehouse; given by us, and kept
 * @param settings what else was set
 */
@RegisterForReflection(registerFullHierarchy = true)
public record PipelineStream(
        String name,
        boolean selected,
        SyncMode syncMode,
        List<String> primaryKey,
        @Nullable String cursorField,
        String table,
        StreamSettings settings) {

    // What was stored before there were settings has none.
    public PipelineStream(
            String name,
            boolean selected,
            SyncMode syncMode,
            List<String> primaryKey,
            @Nullable String cursorField,
            String table,
            @Nullable StreamSettings settings) {
        this.name = name;
        this.selected = selected;
        this.syncMode = syncMode;
        this.primaryKey = List.copyOf(primaryKey);
        this.cursorField = cursorField;
        this.table = table;
        this.settings = settings == null ? StreamSettings.DEFAULT : settings;
    }

    PipelineStream withSelected(boolean nowSelected) {
        return new PipelineStream(name, nowSelected, syncMode, primaryKey, cursorField, table, settings);
    }

    PipelineStream withSettings(StreamSettings changed) {
        return new PipelineStream(name, selected, syncMode, primaryKey, cursorField, table, changed);
    }
}
