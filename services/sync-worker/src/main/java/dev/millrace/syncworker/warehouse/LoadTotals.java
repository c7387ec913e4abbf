package dev.millrace.syncworker.warehouse;

/**
 * Counts of one stream in one run.
 *
 * @param rowsLoaded as the destination counted them
 * @param rowsInserted how many rows the table has more; an upsert loads rows that it inserts, changes or finds unchanged
 */
public record LoadTotals(long rowsRead, long rowsLoaded, long rowsInserted, long rowsSetAside, long valuesSetAside) {

    /** Nothing. */
    public static final LoadTotals NONE = new LoadTotals(0, 0, 0, 0, 0);

    LoadTotals plus(LoadTotals other) {
        return new LoadTotals(
                rowsRead + other.rowsRead,
                rowsLoaded + other.rowsLoaded,
                rowsInserted + other.rowsInserted,
                rowsSetAside + other.rowsSetAside,
                valuesSetAside + other.valuesSetAside);
    }
}
