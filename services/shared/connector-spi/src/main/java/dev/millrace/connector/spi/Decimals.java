package dev.millrace.connector.spi;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** Judges whether a decimal number fits a column without losing a digit. */
final class Decimals {

    /** numeric ends at 16,383 digits after the point and 131,072 before (documentation, "Arbitrary Precision Numbers"). */
    private static final int MAX_SCALE = 16_383;

    private static final int MAX_INTEGER_DIGITS = 131_072;

    /** Every long has at most this many digits. */
    private static final int LONG_DIGITS = 19;

    private static final long EXACT_DOUBLE = 1L << 53;

    private Decimals() {}

    /** Whether {@code unscaled / 10^scale} surely fits; false may still fit after its trailing zeros are cut. */
    static boolean fits(long unscaled, int scale, LogicalType type) {
        if (type.precision() == 0) {
            return scale < LONG_DIGITS;
        }
        int digits = type.precision() - type.scale() + scale;
        return scale <= type.scale() && (digits >= LONG_DIGITS || Math.abs(unscaled) < powerOfTen(digits));
    }

    private static long powerOfTen(int exponent) {
        long power = 1;
        for (int i = 0; i < exponent; i++) {
            power *= 10;
        }
        return power;
    }

    /** The value in a form that fits the type; null when it would lose a digit. */
    static @Nullable BigDecimal fitting(BigDecimal value, LogicalType type) {
        int maxScale = type.precision() == 0 ? MAX_SCALE : type.scale();
        if (value.signum() == 0) {
            return value.scale() >= 0 && value.scale() <= maxScale ? value : BigDecimal.ZERO;
        }
        int maxIntegerDigits = type.precision() == 0 ? MAX_INTEGER_DIGITS : type.precision() - type.scale();
        // Judged before anything is expanded: 1e1000000000 would fill the memory.
        if ((long) value.precision() - value.scale() > maxIntegerDigits) {
            return null;
        }
        if (value.scale() <= maxScale) {
            return value;
        }
        BigDecimal stripped = value.stripTrailingZeros();
        return stripped.scale() <= maxScale ? stripped.setScale(maxScale, RoundingMode.UNNECESSARY) : null;
    }

    /** Whether a double is the same whole number: beyond 2^53 it skips some. */
    static boolean isDouble(long value) {
        return Math.abs(value) <= EXACT_DOUBLE;
    }

    /** Whether the nearest double is the same number, which it is when its shortest text is. */
    static boolean isDouble(BigDecimal value, double nearest) {
        return Double.isFinite(nearest) && BigDecimal.valueOf(nearest).compareTo(value) == 0;
    }
}
