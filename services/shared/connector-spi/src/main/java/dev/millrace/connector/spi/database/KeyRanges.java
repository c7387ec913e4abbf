package dev.millrace.connector.spi.database;

import java.util.ArrayList;
import java.util.List;

/**
 * Cuts the keys of a table into ranges of about as many rows each, one behind another. How many keys that takes is learnt on the way:
 * keys have gaps, and what the server knows of a table's size is old.
 */
final class KeyRanges {

    /** Ranges that had between half and twice of what was wanted are left as they are. */
    private static final double TOLERANCE = 2;

    private static final double MOST_AT_ONCE = 8;

    private final long last;
    private final long wantedRows;
    private long at;
    private long width;

    /**
     * @param keys all of them
     * @param wantedRows how many a range should have
     */
    KeyRanges(KeyRange keys, long wantedRows) {
        this.at = keys.after();
        this.last = keys.to();
        this.wantedRows = wantedRows;
        // As if there were no gaps; one far key would make any guess by the whole span much too wide.
        this.width = wantedRows;
    }

    boolean hasNext() {
        return at < last;
    }

    /** What the next range begins behind. */
    long at() {
        return at;
    }

    /** Leaves out a gap: the next range begins with this key. */
    void skipTo(long key) {
        at = key - 1;
    }

    /** The next ranges; fewer where the keys end. */
    List<KeyRange> next(int most) {
        List<KeyRange> next = new ArrayList<>(most);
        while (next.size() < most && hasNext()) {
            // Of 64 bits without a sign: the keys may span more than half of all numbers.
            long to = Long.compareUnsigned(last - at, width) <= 0 ? last : at + width;
            next.add(new KeyRange(at, to));
            at = to;
        }
        return next;
    }

    /** Tells how many rows, and there were some, the last ranges had. */
    void had(long rows, int ranges) {
        double factor = wantedRows * (double) ranges / rows;
        if (factor > TOLERANCE || factor < 1 / TOLERANCE) {
            double bounded = Math.clamp(factor, 1 / MOST_AT_ONCE, MOST_AT_ONCE);
            // The greatest number where it would be more.
            width = Math.max(1, (long) (width * bounded));
        }
    }
}
