package dev.millrace.syncworker.warehouse;

import dev.millrace.kernel.RunId;
import org.jspecify.annotations.Nullable;

/**
 * What the destination remembers of a stream.
 *
 * @param definition see {@link LoadRequest#definition}
 * @param generation grows with every table that is built anew
 * @param building whether the rows are in a table of the generation, which has not taken the live table's place yet
 * @param state the connector's; null at the beginning
 * @param complete whether the run has finished this stream
 * @param rowsBefore what the table had when the run began
 * @param readAgain the number of the last wish to read again that was begun
 */
record Checkpoint(
        String definition,
        long generation,
        boolean building,
        RunId runId,
        long fencingToken,
        @Nullable String state,
        boolean complete,
        long rowsBefore,
        LoadTotals totals,
        int readAgain) {}
