package dev.millrace.connector.rest.stream;

import dev.millrace.connector.rest.slice.StreamSlice;

/** Reads a slice of a stream. */
interface Retriever {

    /** Gives the records of the slice, one after another; returns when there are no more. */
    void read(StreamSlice slice, RecordSink records);
}
