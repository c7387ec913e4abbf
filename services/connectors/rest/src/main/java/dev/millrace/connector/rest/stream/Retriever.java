package dev.millrace.connector.rest.stream;

import dev.millrace.connector.rest.slice.StreamSlice;
import java.util.Map;
import java.util.function.Consumer;

/** Reads a slice of a stream. */
interface Retriever {

    /** Gives the records of the slice, one after another; returns when there are no more. */
    void read(StreamSlice slice, Consumer<Map<String, Object>> records);
}
