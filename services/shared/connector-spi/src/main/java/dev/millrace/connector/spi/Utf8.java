package dev.millrace.connector.spi;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Judges bytes as UTF-8 (RFC 3629) without making text of them. */
final class Utf8 {

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long LOW_BITS = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;

    private Utf8() {}

    /** Whether the bytes are well-formed and none of them is zero. */
    static boolean isValidWithoutZero(byte[] bytes, int from, int to) {
        int i = from;
        for (; i <= to - Long.BYTES; i += Long.BYTES) {
            if (!isPlain((long) LONG.get(bytes, i))) {
                break;
            }
        }
        // Of the rest together with some before it.
        if (to - i < Long.BYTES && to - from >= Long.BYTES && isPlain((long) LONG.get(bytes, to - Long.BYTES))) {
            return true;
        }
        for (int k = i; k < to; k++) {
            if (bytes[k] == 0) {
                return false;
            }
        }
        return isValid(bytes, i, to);
    }

    /** Of eight bytes from 1 to 127 neither has the high bit, nor gets it when one is taken away. */
    private static boolean isPlain(long word) {
        return ((word | (word - LOW_BITS)) & HIGH_BITS) == 0;
    }

    /** Whether the bytes are well-formed: no lone surrogate, nothing overlong, nothing above U+10FFFF. */
    static boolean isValid(byte[] bytes, int from, int to) {
        int i = from;
        while (i < to) {
            int first = bytes[i];
            if (first >= 0) {
                i++;
                continue;
            }
            int length = sequenceLength(first & 0xff);
            if (length == 0 || i + length > to) {
                return false;
            }
            int codePoint = first & (0x7f >> length);
            for (int k = 1; k < length; k++) {
                int next = bytes[i + k];
                if ((next & 0xc0) != 0x80) {
                    return false;
                }
                codePoint = (codePoint << 6) | (next & 0x3f);
            }
            if (!isScalar(codePoint, length)) {
                return false;
            }
            i += length;
        }
        return true;
    }

    private static int sequenceLength(int first) {
        if (first >= 0xc2 && first <= 0xdf) {
            return 2;
        }
        if (first >= 0xe0 && first <= 0xef) {
            return 3;
        }
        return first >= 0xf0 && first <= 0xf4 ? 4 : 0;
    }

    private static boolean isScalar(int codePoint, int length) {
        return switch (length) {
            case 3 -> codePoint >= 0x800 && (codePoint < 0xd800 || codePoint > 0xdfff);
            case 4 -> codePoint >= 0x10000 && codePoint <= 0x10ffff;
            default -> true;
        };
    }

    /** Whether text can be written as UTF-8: no surrogate without its partner. */
    static boolean isWellFormed(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c)) {
                if (i + 1 >= text.length() || !Character.isLowSurrogate(text.charAt(i + 1))) {
                    return false;
                }
                i++;
            } else if (Character.isLowSurrogate(c)) {
                return false;
            }
        }
        return true;
    }
}
