package dev.millrace.connector.file;

/** Looks at the eight bytes of a long at once. What is found is marked by its byte's highest bit. */
final class EightBytes {

    private static final long LOW_BITS = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;

    /** Added to seven bits it gives an eighth where they are sixteen or more. */
    private static final long FROM_SIXTEEN = 0x7070707070707070L;

    private EightBytes() {}

    /** Eight times the same byte. */
    static long all(byte value) {
        return (value & 0xffL) * LOW_BITS;
    }

    /** Marks the bytes that are zero, and no other. */
    static long zeros(long word) {
        return ~(((word & ~HIGH_BITS) + ~HIGH_BITS) | word) & HIGH_BITS;
    }

    /** Marks the bytes that are less than sixteen, and no other. */
    static long belowSixteen(long word) {
        return ~(((word & ~HIGH_BITS) + FROM_SIXTEEN) | word) & HIGH_BITS;
    }

    /** Marks the lowest byte that is zero, as no borrow comes to it from below; marks above it may be wrong. */
    static long firstZero(long word) {
        return (word - LOW_BITS) & ~word & HIGH_BITS;
    }
}
