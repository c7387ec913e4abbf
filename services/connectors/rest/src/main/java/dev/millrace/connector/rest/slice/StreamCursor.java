package dev.millrace.connector.rest.slice;

import dev.millrace.connector.rest.request.RequestParts;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;

/** Knows which slices of a stream are still to be read, and how far each has been. Used by one thread. */
public interface StreamCursor {

    /** Begins behind a state; called before {@link #slices}. */
    void startFrom(Map<String, Object> state);

    /** Begins so much earlier than the state says, for records that come late; called before {@link #slices}. */
    default void lookBack(Duration duration) {
        // Whoever reads everything has nothing to look back to.
    }

    /** Gives the slices to read, one after another; each is read when the consumer returns. */
    void slices(Consumer<StreamSlice> each);

    /** Puts into a request what names the slice. */
    void put(RequestParts parts, StreamSlice slice);

    /** Whether a record is newer than the state and not after the end. */
    boolean isWanted(Map<String, Object> record, StreamSlice slice);

    /** What is left of a slice behind the records that were seen of it. */
    default StreamSlice narrowed(StreamSlice slice) {
        return slice;
    }

    /** Sees a record of a slice. */
    void observe(Map<String, Object> record, StreamSlice slice);

    /** A slice has been read to its end. */
    void close(StreamSlice slice);

    /** All slices have been read. */
    void finish();

    /** How far it has been read, as {@link #startFrom} takes it. */
    Map<String, Object> state();
}
