package dev.millrace.connector.rest.slice;

import dev.millrace.connector.rest.request.RequestParts;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Says of which partitions a stream consists. */
public interface PartitionRouter {

    /** One partition, which needs nothing in its requests. */
    PartitionRouter SINGLE = new PartitionRouter() {
        @Override
        public void slices(Consumer<StreamSlice> each) {
            each.accept(StreamSlice.WHOLE);
        }

        @Override
        public boolean isSingle() {
            return true;
        }

        @Override
        public void put(RequestParts parts, StreamSlice slice) {
            // Nothing to tell apart.
        }
    };

    /** Gives the partitions, one after another; each is done with when the consumer returns. */
    void slices(Consumer<StreamSlice> each);

    /** Whether there is one partition only, which needs no name. */
    default boolean isSingle() {
        return false;
    }

    /** Puts into a request what names the partition. */
    void put(RequestParts parts, StreamSlice slice);

    /** How far the streams have been read that partitions come from; empty for routers that never have such. */
    default Optional<Map<String, Object>> parentState() {
        return Optional.empty();
    }

    /** Goes on where those streams were left. */
    default void startFrom(Map<String, Object> state) {
        // Routers without parents have no state.
    }
}
