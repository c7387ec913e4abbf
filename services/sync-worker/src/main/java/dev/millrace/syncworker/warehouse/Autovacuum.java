package dev.millrace.syncworker.warehouse;

import dev.millrace.work.SyncMode;

/**
 * What the server's autovacuum is told about a stream's tables. It takes a lock that a load's {@code drop}, {@code truncate} and
 * {@code alter} wait for: a second each time, as the server ends an autovacuum only after its {@code deadlock_timeout}. And it
 * reads and writes the whole of a table that nobody reads yet, or that the next run throws away.
 */
final class Autovacuum {

    private static final String PAUSED = "autovacuum_enabled = false, toast.autovacuum_enabled = false";
    private static final String INSERTS_IGNORED =
            "autovacuum_vacuum_insert_threshold = -1, toast.autovacuum_vacuum_insert_threshold = -1";

    private Autovacuum() {}

    /** For a table that only a load uses. */
    static String paused() {
        return " with (" + PAUSED + ")";
    }

    /**
     * For a table that will be read. A table that each run replaces is analysed, and not vacuumed because of new rows.
     *
     * @param building whether the load fills it before anybody reads it
     */
    static String forTable(SyncMode mode, boolean building) {
        String replaced = mode == SyncMode.FULL_REFRESH_OVERWRITE ? INSERTS_IGNORED : "";
        if (!building) {
            return replaced.isEmpty() ? "" : " with (" + replaced + ")";
        }
        return " with (" + PAUSED + (replaced.isEmpty() ? "" : ", " + replaced) + ")";
    }

    /** Once people read what was built. */
    static String resumed(TableName table) {
        return "alter table " + table.quoted() + " reset (autovacuum_enabled, toast.autovacuum_enabled)";
    }

    /** For a table that was replaced by each run and is added to from now on. */
    static String heedingInserts(TableName table) {
        return "alter table " + table.quoted()
                + " reset (autovacuum_vacuum_insert_threshold, toast.autovacuum_vacuum_insert_threshold)";
    }
}
