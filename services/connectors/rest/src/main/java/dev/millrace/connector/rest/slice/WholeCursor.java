package dev.millrace.connector.rest.slice;

import dev.millrace.connector.rest.request.RequestParts;
import java.util.Map;
import java.util.function.Consumer;

/** Reads everything each time. */
public final class WholeCursor implements StreamCursor {

    /** The state of a stream that has no cursor, under the name that the format gives it. */
    public static final Map<String, Object> STATE = Map.of("__ab_no_cursor_state_message", true);

    private final PartitionRouter router;

    /** Of all partitions. */
    public WholeCursor(PartitionRouter router) {
        this.router = router;
    }

    @Override
    public void startFrom(Map<String, Object> state) {
        router.startFrom(state);
    }

    @Override
    public void slices(Consumer<StreamSlice> each) {
        router.slices(each);
    }

    @Override
    public void put(RequestParts parts, StreamSlice slice) {
        router.put(parts, slice);
    }

    @Override
    public boolean isWanted(Map<String, Object> record, StreamSlice slice) {
        return true;
    }

    @Override
    public void observe(Map<String, Object> record, StreamSlice slice) {
        // Nothing to remember.
    }

    @Override
    public void close(StreamSlice slice) {
        // Nothing to remember.
    }

    @Override
    public void finish() {
        // Nothing to remember.
    }

    @Override
    public Map<String, Object> state() {
        return STATE;
    }
}
