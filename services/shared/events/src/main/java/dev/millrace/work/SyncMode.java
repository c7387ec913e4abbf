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
    INCREMENTAL_UPSERT
}
