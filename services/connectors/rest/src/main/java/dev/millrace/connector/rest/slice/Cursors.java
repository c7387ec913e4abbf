package dev.millrace.connector.rest.slice;

import dev.millrace.connector.rest.manifest.Component;
import dev.millrace.connector.rest.manifest.Tree;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Optional;

/** Makes the cursor of a stream. */
public final class Cursors {

    private Cursors() {}

    /** Of the component {@code incremental_sync}; one that reads everything where there is none. */
    public static StreamCursor of(Optional<Component> component, PartitionRouter router) {
        if (component.isEmpty()) {
            return new WholeCursor(router);
        }
        Component described = component.get();
        if (described.type().equals("IncrementingCountCursor")) {
            return new CountCursor(described);
        }
        DatetimeRange range = new DatetimeRange(described);
        return router.isSingle()
                ? new DatetimeCursor(range)
                : new PartitionedCursor(
                        range,
                        router,
                        described.flag("global_substream_cursor", false),
                        described.settings().clock());
    }

    /**
     * Whether a state ends before a time. One that no time can be read of does too, since nothing is known of it.
     *
     * @param partitioned whether the state is of a stream of many partitions
     */
    public static boolean isBefore(
            Component cursor, boolean partitioned, Map<String, Object> state, OffsetDateTime time) {
        if (!cursor.type().equals("DatetimeBasedCursor")) {
            return false;
        }
        DatetimeRange range = new DatetimeRange(cursor);
        return range.timeOf(partitioned ? Tree.mapOrEmpty(state.get("state")) : state)
                .map(known -> known.isBefore(time))
                .orElse(true);
    }
}
