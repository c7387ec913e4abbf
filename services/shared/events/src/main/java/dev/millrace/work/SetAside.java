package dev.millrace.work;

/**
 * Rows that were not loaded for the same reason.
 *
 * @param reason for the tenant to read; no value of a row
 */
public record SetAside(String reason, long rows) {

    /** More reasons than this of one stream are not told apart. */
    public static final int MOST_REASONS = 20;
}
