package dev.millrace.syncworker.warehouse;

import dev.millrace.connector.spi.Stream;
import dev.millrace.kernel.RunId;
import dev.millrace.kernel.SourceId;
import dev.millrace.work.ColumnRule;
import dev.millrace.work.ConfiguredStream;
import dev.millrace.work.StreamSettings;
import java.util.Comparator;
import java.util.stream.Collectors;

/**
 * What to load where.
 *
 * @param fencingToken of the claim, greater than that of every claim before, of whatever run; an attempt with a lower one
 *     is refused by the destination too
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
        StreamSettings settings = configured.settings();
        String rules = settings.columns().stream()
                .sorted(Comparator.comparing(ColumnRule::field))
                .map(rule -> " " + rule.treatment() + " " + rule.length() + " " + rule.field())
                .collect(Collectors.joining());
        return configured.syncMode() + " by " + configured.cursorField() + " key " + configured.primaryKey() + rules
                + (settings.epoch() == 0 ? "" : " epoch " + settings.epoch());
    }

    /** Which wish to read again is the last one; 0 when there was none. */
    int readAgain() {
        StreamSettings.ReadAgain wish = configured.settings().readAgain();
        return wish == null ? 0 : wish.number();
    }
}
