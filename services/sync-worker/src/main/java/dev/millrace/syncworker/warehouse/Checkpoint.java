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
 * @param undone a transaction whose rows in the table of the generation do not count, because the one beside it was not committed; null
 *     for none
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
        int readAgain,
        @Nullable String undone) {

    /** The one before it, where a transaction has left rows that do not count. */
    Checkpoint before(@Nullable String otherState, LoadTotals otherTotals, String undoneTransaction) {
        return new Checkpoint(
                definition,
                generation,
                building,
                runId,
                fencingToken,
                otherState,
                complete,
                rowsBefore,
                otherTotals,
                readAgain,
                undoneTransaction);
    }

    /** One that no attempt can go on from: the next begins anew. */
    Checkpoint asDeadEnd() {
        return new Checkpoint(
                "", generation, building, runId, fencingToken, null, false, rowsBefore, totals, readAgain, null);
    }
}
