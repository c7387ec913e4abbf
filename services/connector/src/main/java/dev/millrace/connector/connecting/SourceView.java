package dev.millrace.connector.connecting;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.connector.runs.Run;
import dev.millrace.connector.runs.RunView;
import dev.millrace.connector.sources.Schedule;
import dev.millrace.connector.sources.Source;
import dev.millrace.connector.sources.Sources;
import dev.millrace.events.RunSnapshot;
import dev.millrace.kernel.SourceId;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A source as the API shows it.
 *
 * @param connectorVersion by which version it is read, with a connector of the workspace's own; null with one of the catalogue
 * @param configuration without its secrets
 * @param schema where its tables are in the warehouse
 * @param heldSchemaChanges how many changes of its tables wait to be accepted
 * @param failuresInARow how many scheduled syncs have failed one after another
 * @param pausedUntil when a schedule that failures have stretched is due again; null when it goes as it was set
 * @param pausedReason why the schedule stands still until somebody has done something; null when it does not
 * @param authorisable whether its permission is given in the browser
 * @param accessEndsAt when that permission ends; null where it does not, or nobody knows
 * @param note why it is not read at present though nothing is wrong with it
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
record SourceView(
        SourceId id,
        String connector,
        @Nullable Integer connectorVersion,
        String name,
        State state,
        JsonNode configuration,
        String schema,
        ScheduleView schedule,
        @Nullable RunView latestRun,
        int heldSchemaChanges,
        int failuresInARow,
        @Nullable Instant pausedUntil,
        @Nullable String pausedReason,
        @Nullable String note,
        boolean authorisable,
        @Nullable Instant accessEndsAt,
        Instant createdAt) {

    /** How far connecting it is. */
    enum State {
        /** It is being looked at for the first time. */
        CONNECTING,
        READY,
        /** Looking at it failed; the latest run says why. */
        FAILED
    }

    /** A schedule, and when it is due. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record ScheduleView(
            Schedule.Kind kind,
            @Nullable String interval,
            @Nullable String cron,
            String timeZone,
            @Nullable Instant nextAt) {

        static ScheduleView of(Source source) {
            Schedule schedule = source.schedule;
            return new ScheduleView(
                    schedule.kind(),
                    schedule.interval() == null ? null : schedule.interval().toString(),
                    schedule.cron(),
                    schedule.timeZone(),
                    source.nextRunAt);
        }
    }

    /**
     * Shows a source.
     *
     * @param connectorVersion its number; null with a connector of the catalogue
     * @param authorisable whether its connector says how a permission is asked for
     * @param unavailable the titles of connectors that no worker can run at present, by name
     */
    static SourceView of(
            Source source,
            @Nullable Integer connectorVersion,
            boolean authorisable,
            @Nullable Run latest,
            int heldSchemaChanges,
            Map<String, String> unavailable) {
        State state;
        if (source.catalog != null) {
            state = State.READY;
        } else if (latest == null || !latest.ended() || latest.state == RunSnapshot.State.SUCCEEDED) {
            state = State.CONNECTING;
        } else {
            state = State.FAILED;
        }
        return new SourceView(
                source.sourceId(),
                source.connector,
                connectorVersion,
                source.name,
                state,
                source.configuration,
                source.schema,
                ScheduleView.of(source),
                latest == null ? null : RunView.of(latest),
                heldSchemaChanges,
                source.failuresInARow,
                source.failuresInARow == 0 ? null : source.nextRunAt,
                source.pausedReason,
                note(unavailable.get(Sources.connectorToRun(source))),
                authorisable,
                source.accessEndsAt,
                source.createdAt);
    }

    private static @Nullable String note(@Nullable String unavailableTitle) {
        return unavailableTitle == null
                ? null
                : unavailableTitle
                        + " can't be read at present: nothing that can do it is running. What was loaded is still there, and scheduled runs go on by themselves when it is back. If this stays, tell support.";
    }
}
