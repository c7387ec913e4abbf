package dev.millrace.work;

/** How a stream is read and how its rows are kept. */
public enum SyncMode {
    /** Everything is read; the new rows replace the old ones at once. */
    FULL_REFRESH_OVERWRITE,
    /** Everything is read and added to what is there. */
    FULL_REFRESH_APPEND,
    /** What is new since the last checkpoint is read and added. */
    INCREMENTAL_APPEND,
    /** What is new since the last checkpoint is read; rows of the same primary key are replaced. */
    INCREMENTAL_UPSERT,
    /**
     * What is new since the last checkpoint is read; a row that changed keeps its earlier versions, each with the time it
     * was valid (a slowly changing dimension of type 2).
     */
    INCREMENTAL_HISTORY;

    /** Whether only what is new is read. */
    public boolean isIncremental() {
        return switch (this) {
            case FULL_REFRESH_OVERWRITE, FULL_REFRESH_APPEND -> false;
            case INCREMENTAL_APPEND, INCREMENTAL_UPSERT, INCREMENTAL_HISTORY -> true;
        };
    }

    /** Whether rows are told apart by their primary key. */
    public boolean needsKey() {
        return this == INCREMENTAL_UPSERT || this == INCREMENTAL_HISTORY;
    }
}
