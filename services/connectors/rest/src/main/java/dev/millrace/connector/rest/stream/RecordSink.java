package dev.millrace.connector.rest.stream;

import java.util.Map;

/** Takes the records of a slice. */
@FunctionalInterface
interface RecordSink {

    /** Takes one; it belongs to the sink from then on. */
    void accept(Map<String, Object> record);

    /** All records of a page have been given. */
    default void pageEnd() {
        // Whoever takes them one by one has nothing left.
    }
}
