package dev.millrace.kernel;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.UUID;

/**
 * UUID version 7 (RFC 9562, section 5.7): 48 bits of Unix milliseconds, then random bits, so that ids sort by time
 * and new rows land at the end of an index.
 */
public final class TimeOrderedUuid {

    private static final SecureRandom RANDOM = new SecureRandom();

    private TimeOrderedUuid() {}

    /** A new id at the present time. */
    public static UUID next() {
        return at(InstantSource.system());
    }

    /** The milliseconds since 1970 that an id begins with. */
    static long millis(UUID id) {
        return id.getMostSignificantBits() >>> 16;
    }

    static UUID at(InstantSource clock) {
        long high = (clock.millis() << 16) | 0x7000L | (RANDOM.nextLong() & 0x0FFFL);
        long low = 0x8000000000000000L | (RANDOM.nextLong() & 0x3FFFFFFFFFFFFFFFL);
        return new UUID(high, low);
    }
}
