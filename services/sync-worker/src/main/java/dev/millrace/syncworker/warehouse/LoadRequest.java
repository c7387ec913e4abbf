package dev.millrace.syncworker.warehouse;

import dev.millrace.connector.spi.Stream;
import dev.millrace.kernel.RunId;
import dev.millrace.kernel.SourceId;
import dev.millrace.work.ConfiguredStream;

/**
 * What to load where.
 *
 * @param fencingToken of the claim; an attempt with a lower one is refused by the destination too
 * @param schema the source's schema in the warehouse
 * @param configured how the stream is kept
 * @param stream the stream as it was discovered
 */
public record LoadRequest(
        SourceId sourceId, RunId runId, long fencingToken, String schema, ConfiguredStream configured, Stream stream) {

    TableName table() {
        return new TableName(schema, configured.table());
    }

    /** What must stay the same for a checkpoint to be of use; another definition begins anew. */
    String definition() {
        return configured.syncMode() + " by " + configured.cursorField() + " key " + configured.primaryKey();
    }
}
