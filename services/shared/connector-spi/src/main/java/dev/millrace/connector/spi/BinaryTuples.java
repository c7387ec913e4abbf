package dev.millrace.connector.spi;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A growing buffer that is written in PostgreSQL's binary formats (documentation of COPY, "Binary Format"; the layout
 * of a value is that of the type's receive function). Of huge rows, long values are not copied but lent: they are sent from
 * where they stand.
 */
final class BinaryTuples {

    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private static final long[] POWERS_OF_TEN = new long[19];

    /** Groups of four digits in a long, with one more for the alignment to the decimal point. */
    private static final int LONG_GROUPS = 6;

    /** From this on a copy of a row is a lot. */
    static final int HUGE_BYTES = 4 * 1024 * 1024;

    /** Shorter values are copied even into a huge row. */
    private static final int LEAST_LENT_BYTES = 4 * 1024;

    private static final short NUMERIC_NEGATIVE = 0x4000;
    private static final BigInteger GROUP = BigInteger.valueOf(10_000);

    static {
        POWERS_OF_TEN[0] = 1;
        for (int i = 1; i < POWERS_OF_TEN.length; i++) {
            POWERS_OF_TEN[i] = POWERS_OF_TEN[i - 1] * 10;
        }
    }

    private static final byte[] NONE = new byte[0];

    private final short[] groups = new short[LONG_GROUPS];
    private final boolean lends;
    private final List<TupleBytes.Lent> lent = new ArrayList<>();
    private byte[] bytes = NONE;
    private int position;
    private long lentBytes;

    /** @param lends whether long values may be lent; where they are changed once they are written, they may not */
    BinaryTuples(boolean lends) {
        this.lends = lends;
    }

    byte[] bytes() {
        return bytes;
    }

    /** Gives the bytes away, and keeps none: they may be huge, and their next owner is another thread. */
    TupleBytes detach() {
        TupleBytes detached = new TupleBytes(bytes, position, lent);
        replace(NONE);
        return detached;
    }

    /** How many bytes are written, those that are lent not counted. */
    int position() {
        return position;
    }

    /** How many bytes are written. */
    long length() {
        return position + lentBytes;
    }

    /** Goes back to where a row began, if it was not the first that lends anything. */
    void moveTo(int newPosition) {
        position = newPosition;
        lent.clear();
        lentBytes = 0;
    }

    void replace(byte[] newBytes) {
        bytes = newBytes;
        moveTo(0);
    }

    private boolean isLent(int length) {
        return length >= LEAST_LENT_BYTES && lends && length() + length >= HUGE_BYTES;
    }

    private void lend(byte[] source, int offset, int length) {
        lent.add(new TupleBytes.Lent(position, source, offset, length));
        lentBytes += length;
    }

    private void room(int count) {
        if (bytes.length - position < count) {
            // Twice as long, but for huge rows, of which a copy is a lot: there is room for some more values behind the
            // long one.
            long wanted = bytes.length < HUGE_BYTES && count < HUGE_BYTES
                    ? Math.max((long) bytes.length * 2, (long) position + count)
                    : (long) position + count + HUGE_BYTES;
            // The largest array that a JVM is sure to give.
            bytes = Arrays.copyOf(bytes, (int) Math.min(wanted, Integer.MAX_VALUE - 16));
        }
    }

    void fieldCount(int count) {
        room(2);
        SHORT.set(bytes, position, (short) count);
        position += 2;
    }

    void nullValue() {
        room(4);
        INT.set(bytes, position, -1);
        position += 4;
    }

    void oneByte(int value) {
        room(5);
        INT.set(bytes, position, 1);
        bytes[position + 4] = (byte) value;
        position += 5;
    }

    void int4(int value) {
        room(8);
        INT.set(bytes, position, 4);
        INT.set(bytes, position + 4, value);
        position += 8;
    }

    void int8(long value) {
        room(12);
        INT.set(bytes, position, 8);
        LONG.set(bytes, position + 4, value);
        position += 12;
    }

    void uuid(long high, long low) {
        room(20);
        INT.set(bytes, position, 16);
        LONG.set(bytes, position + 4, high);
        LONG.set(bytes, position + 12, low);
        position += 20;
    }

    void value(byte[] source, int offset, int length) {
        if (isLent(length)) {
            room(4);
            INT.set(bytes, position, length);
            position += 4;
            lend(source, offset, length);
            return;
        }
        room(4 + length);
        INT.set(bytes, position, length);
        System.arraycopy(source, offset, bytes, position + 4, length);
        position += 4 + length;
    }

    /** A value of jsonb: a version byte before the text. */
    void jsonb(byte[] source, int offset, int length) {
        room(5);
        INT.set(bytes, position, length + 1);
        bytes[position + 4] = 1;
        position += 5;
        if (isLent(length)) {
            lend(source, offset, length);
        } else {
            copy(source, offset, length);
        }
    }

    /** Bytes as they are, without a length: a whole tuple, which nobody writes to afterwards. */
    void raw(byte[] source, int offset, int length) {
        if (lends && length >= BufferPool.BATCH_BYTES) {
            lend(source, offset, length);
        } else {
            copy(source, offset, length);
        }
    }

    private void copy(byte[] source, int offset, int length) {
        room(length);
        System.arraycopy(source, offset, bytes, position, length);
        position += length;
    }

    /**
     * A value of numeric: groups of four decimal digits, aligned to the decimal point. The unscaled value is any long
     * but the smallest, the scale 0 to 18.
     */
    void numeric(long unscaled, int scale) {
        long rest = Math.abs(unscaled);
        int padding = (4 - (scale & 3)) & 3;
        int fractionGroups = (scale + padding) >> 2;
        int count = 0;
        if (padding != 0) {
            long unit = POWERS_OF_TEN[4 - padding];
            groups[count++] = (short) (rest % unit * POWERS_OF_TEN[padding]);
            rest /= unit;
        }
        while (rest != 0) {
            groups[count++] = (short) (rest % 10_000);
            rest /= 10_000;
        }
        int low = 0;
        while (low < count && groups[low] == 0) {
            low++;
        }
        int high = count;
        while (high > low && groups[high - 1] == 0) {
            high--;
        }
        int length = high - low;
        int weight = length == 0 ? 0 : high - fractionGroups - 1;
        numericHeader(length, weight, unscaled < 0, scale);
        for (int i = high - 1; i >= low; i--) {
            SHORT.set(bytes, position, groups[i]);
            position += 2;
        }
    }

    /** A value of numeric of any size. */
    void numeric(BigDecimal value) {
        BigDecimal whole = value.scale() < 0 ? value.setScale(0) : value;
        int scale = whole.scale();
        if (scale <= 18 && whole.unscaledValue().bitLength() < 63) {
            numeric(whole.unscaledValue().longValue(), scale);
            return;
        }
        int padding = (4 - (scale & 3)) & 3;
        int fractionGroups = (scale + padding) >> 2;
        BigInteger rest = whole.unscaledValue().abs().multiply(BigInteger.TEN.pow(padding));
        short[] all = new short[rest.bitLength() / 13 + 1];
        int count = 0;
        while (rest.signum() != 0) {
            BigInteger[] parts = rest.divideAndRemainder(GROUP);
            all[count++] = parts[1].shortValue();
            rest = parts[0];
        }
        int low = 0;
        while (low < count && all[low] == 0) {
            low++;
        }
        int length = count - low;
        int weight = length == 0 ? 0 : count - fractionGroups - 1;
        numericHeader(length, weight, whole.signum() < 0, scale);
        for (int i = count - 1; i >= low; i--) {
            SHORT.set(bytes, position, all[i]);
            position += 2;
        }
    }

    private void numericHeader(int length, int weight, boolean negative, int scale) {
        room(12 + 2 * length);
        INT.set(bytes, position, 8 + 2 * length);
        SHORT.set(bytes, position + 4, (short) length);
        SHORT.set(bytes, position + 6, (short) weight);
        SHORT.set(bytes, position + 8, negative && length > 0 ? NUMERIC_NEGATIVE : (short) 0);
        SHORT.set(bytes, position + 10, (short) scale);
        position += 12;
    }
}
