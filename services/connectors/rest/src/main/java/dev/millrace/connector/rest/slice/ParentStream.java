package dev.millrace.connector.rest.slice;

import java.util.Map;
import java.util.function.BiConsumer;

/** A stream whose records are partitions of another. */
public interface ParentStream {

    /** In a state: whatever field is the cursor of the stream. */
    String ANY_CURSOR = "*";

    /** Its name in the manifest. */
    String name();

    /** Reads it from its state on, with the slice of each record. */
    void read(BiConsumer<Map<String, Object>, StreamSlice> records);

    /** Begins behind a state that {@link #state} gave. */
    void startFrom(Map<String, Object> state);

    /** How far it has been read. */
    Map<String, Object> state();
}
