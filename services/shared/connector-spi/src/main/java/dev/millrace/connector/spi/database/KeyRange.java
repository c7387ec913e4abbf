package dev.millrace.connector.spi.database;

/**
 * Rows whose key, a whole number, is greater than {@code after} and at most {@code to}.
 *
 * @param after the least number of 64 bits stands for no limit, so that it can be a key too
 */
public record KeyRange(long after, long to) {

    public KeyRange {
        if (to < after) {
            throw new IllegalArgumentException("a range that ends before it begins");
        }
    }

    /** All keys from the least to the greatest one that a table has, both included. */
    public static KeyRange including(long least, long greatest) {
        return new KeyRange(least == Long.MIN_VALUE ? least : least - 1, greatest);
    }

    /** The keys of these that are greater than another; maybe none. */
    public KeyRange behind(long key) {
        return new KeyRange(Math.clamp(key, after, to), to);
    }

    /** Whether {@link #after} is no limit. */
    boolean isFromTheLeast() {
        return after == Long.MIN_VALUE;
    }
}
