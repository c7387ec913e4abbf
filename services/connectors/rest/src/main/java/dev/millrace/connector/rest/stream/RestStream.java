package dev.millrace.connector.rest.stream;

import dev.millrace.connector.rest.slice.ParentStream;
import dev.millrace.connector.rest.slice.StreamSlice;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/** A stream of an API. Reads from its state on; used by one thread. */
public interface RestStream extends ParentStream {

    /** The JSON Schema of its records. */
    Map<String, Object> schema();

    /** The paths of the fields that identify a record; empty when there is none. */
    List<List<String>> primaryKey();

    /** The field of its cursor, when it is read incrementally. */
    Optional<String> cursorField();

    /** Begins so much earlier than the state says, for records that come late. */
    void lookBack(Duration duration);

    /** Only these fields are wanted, so that others need not be asked for; called before {@link #read}. */
    default void select(Set<String> fields) {
        // Whoever can't ask for some of them asks for all.
    }

    /** Whether a file belongs to each record. */
    default boolean hasFiles() {
        return false;
    }

    /** Takes the files of the records, each before its record; called before {@link #read}. */
    default void takeFiles(RecordFile.Taker files) {
        // There are none.
    }

    /** Told when a slice has been read to its end, so that the state may be kept. */
    void read(BiConsumer<Map<String, Object>, StreamSlice> records, Runnable sliceEnd);

    @Override
    default void read(BiConsumer<Map<String, Object>, StreamSlice> records) {
        read(records, () -> {});
    }
}
