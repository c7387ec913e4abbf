package dev.millrace.work;

import org.jspecify.annotations.Nullable;

/**
 * How far a stream is. The numbers are totals of the attempt so far.
 *
 * @param rowsRead rows that came out of the source
 * @param rowsLoaded rows committed in the destination
 * @param rowsSetAside rows that were not loaded, each with a reason in the log
 * @param valuesSetAside values that did not fit their column, became null and are named in {@code _millrace_issues}
 * @param expectedRows how many rows there will be, roughly, when known
 */
public record StreamProgress(
        String stream,
        StreamState state,
        long rowsRead,
        long rowsLoaded,
        long rowsSetAside,
        long valuesSetAside,
        long bytesRead,
        @Nullable Long expectedRows) {}
