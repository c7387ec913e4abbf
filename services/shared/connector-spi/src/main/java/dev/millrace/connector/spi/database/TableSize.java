package dev.millrace.connector.spi.database;

/**
 * How large a table is, as far as its server knows without reading it.
 *
 * @param rows how many; negative when that is not known
 * @param bytes on its disk
 */
public record TableSize(long rows, long bytes) {

    private static final long USUAL_ROW_BYTES = 200;

    /** What a server knows may be old, and its two numbers of different ages. */
    private static final long LEAST_ROW_BYTES = 20;

    public TableSize {
        if (rows < 0) {
            rows = bytes / USUAL_ROW_BYTES;
        }
    }

    /** About how many rows take so many bytes; one at the least. */
    long rowsOf(long wanted) {
        double rowBytes = rows == 0 || bytes == 0 ? USUAL_ROW_BYTES : bytes / (double) rows;
        return Math.max(1, (long) (wanted / Math.max(LEAST_ROW_BYTES, rowBytes)));
    }
}
