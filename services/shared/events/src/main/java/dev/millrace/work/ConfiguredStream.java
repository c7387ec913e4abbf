package dev.millrace.work;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A stream that a sync reads.
 *
 * @param name the stream's name in the source's catalog
 * @param syncMode how it is read and kept
 * @param primaryKey fields that identify a row; not empty for an upsert
 * @param cursorField the field that tells what is new; not null for an incremental mode
 * @param table the table's name in the destination schema
 * @param settings what else was set
 */
public record ConfiguredStream(
        String name,
        SyncMode syncMode,
        List<String> primaryKey,
        @Nullable String cursorField,
        String table,
        StreamSettings settings) {

    // A control plane of an earlier version sets nothing else.
    public ConfiguredStream(
            String name,
            SyncMode syncMode,
            List<String> primaryKey,
            @Nullable String cursorField,
            String table,
            @Nullable StreamSettings settings) {
        this.name = name;
        this.syncMode = syncMode;
        this.primaryKey = List.copyOf(primaryKey);
        this.cursorField = cursorField;
        this.table = table;
        this.settings = settings == null ? StreamSettings.DEFAULT : settings;
    }

    /** A stream of which nothing else was set. */
    public static ConfiguredStream of(
            String name, SyncMode syncMode, List<String> primaryKey, @Nullable String cursorField, String table) {
        return new ConfiguredStream(name, syncMode, primaryKey, cursorField, table, StreamSettings.DEFAULT);
    }
}
