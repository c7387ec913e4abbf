package dev.millrace.connector.connecting;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.millrace.connector.sources.PipelineStream;
import dev.millrace.work.ColumnRule;
import dev.millrace.work.NestedData;
import dev.millrace.work.SchemaChanges;
import dev.millrace.work.SyncMode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a source's pipeline does with a stream, as the API shows it.
 *
 * @param table its table in the warehouse
 * @param lookback how far before its last cursor value an incremental read begins, as an ISO 8601 duration
 * @param schemaChanges what it does when its source gets other fields
 * @param columns what becomes of single columns before they leave the worker
 * @param nested what becomes of lists inside its JSON fields
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
record PipelineStreamView(
        String name,
        boolean selected,
        SyncMode syncMode,
        List<String> primaryKey,
        @Nullable String cursorField,
        String table,
        String lookback,
        SchemaChanges schemaChanges,
        List<ColumnRule> columns,
        NestedData nested) {

    static PipelineStreamView of(PipelineStream stream) {
        return new PipelineStreamView(
                stream.name(),
                stream.selected(),
                stream.syncMode(),
                stream.primaryKey(),
                stream.cursorField(),
                stream.table(),
                stream.settings().lookback().toString(),
                stream.settings().schemaChanges(),
                stream.settings().columns(),
                stream.settings().nested());
    }
}
