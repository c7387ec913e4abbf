package dev.millrace.work;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far a stream is. The numbers are totals of the attempt so far.
 *
 * @param rowsRead rows that came out of the source
 * @param rowsLoaded rows committed in the destination
 * @param rowsSetAside rows that were not loaded
 * @param valuesSetAside values that did not fit their column, became null and are named in {@code _millrace_issues}
 * @param expectedRows how many rows there will be, roughly, when known
 * @param setAside why rows were not loaded; together as many as {@code rowsSetAside}
 */
public record StreamProgress(
        String stream,
        StreamState state,
        long rowsRead,
        long rowsLoaded,
        long rowsSetAside,
        long valuesSetAside,
        long bytesRead,
        @Nullable Long expectedRows,
        List<SetAside> setAside) {

    // What was stored before reasons were kept has none.
    public StreamProgress(
            String stream,
            StreamState state,
            long rowsRead,
            long rowsLoaded,
            long rowsSetAside,
            long valuesSetAside,
            long bytesRead,
            @Nullable Long expectedRows,
            @Nullable List<SetAside> setAside) {
        this.stream = stream;
        this.state = state;
        this.rowsRead = rowsRead;
        this.rowsLoaded = rowsLoaded;
        this.rowsSetAside = rowsSetAside;
        this.valuesSetAside = valuesSetAside;
        this.bytesRead = bytesRead;
        this.expectedRows = expectedRows;
        this.setAside = setAside == null ? List.of() : List.copyOf(setAside);
    }

    /** A stream of which nothing was read yet. */
    public static StreamProgress waiting(String stream, @Nullable Long expectedRows) {
        return new StreamProgress(stream, StreamState.WAITING, 0, 0, 0, 0, 0, expectedRows, List.of());
    }
}
