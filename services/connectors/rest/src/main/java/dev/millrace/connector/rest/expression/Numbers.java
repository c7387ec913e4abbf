package dev.millrace.connector.rest.expression;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** Numbers as Python has them: integers without an end, floats that are doubles, and booleans that count as 0 and 1. */
final class Numbers {
    private static final BigInteger MIN_LONG = BigInteger.valueOf(Long.MIN_VALUE);
    private static final BigInteger MAX_LONG = BigInteger.valueOf(Long.MAX_VALUE);

    private Numbers() {}

    static boolean isNumber(@Nullable Object value) {
        return value instanceof Long
                || value instanceof Double
                || value instanceof BigInteger
                || value instanceof Boolean;
    }

    static boolean isInteger(@Nullable Object value) {
        return value instanceof Long || value instanceof BigInteger || value instanceof Boolean;
    }

    static Object narrow(BigInteger value) {
        return value.compareTo(MIN_LONG) >= 0 && value.compareTo(MAX_LONG) <= 0 ? (Object) value.longValue() : value;
    }

    static BigInteger big(Object integer) {
        return switch (integer) {
            case BigInteger big -> big;
            case Boolean truth -> truth ? BigInteger.ONE : BigInteger.ZERO;
            default -> BigInteger.valueOf((Long) integer);
        };
    }

    static double floating(Object number) {
        return switch (number) {
            case Double floating -> floating;
            case Long integer -> integer;
            case Boolean truth -> truth ? 1 : 0;
            default -> {
                double floating = ((BigInteger) number).doubleValue();
                if (Double.isInfinite(floating)) {
                    throw new EvaluationException(ErrorKind.OVERFLOW, "an integer is too large for a float");
                }
                yield floating;
            }
        };
    }

    static int compare(Object left, Object right) {
        if (left instanceof Long a && right instanceof Long b) {
            return Long.compare(a, b);
        }
        if (isInteger(left) && isInteger(right)) {
            return big(left).compareTo(big(right));
        }
        if (infinite(left) || infinite(right)) {
            return Double.compare(floating(left), floating(right));
        }
        // An exact comparison: 2**53 + 1 isn't the float 2**53.
        return exact(left).compareTo(exact(right));
    }

    static boolean isNan(Object number) {
        return number instanceof Double floating && floating.isNaN();
    }

    private static boolean infinite(Object number) {
        return number instanceof Double floating && (floating.isInfinite() || floating.isNaN());
    }

    private static BigDecimal exact(Object number) {
        return number instanceof Double floating ? new BigDecimal(floating) : new BigDecimal(big(number));
    }

    /** The integer part, towards zero. */
    static Object truncate(double floating) {
        if (Double.isNaN(floating)) {
            throw EvaluationException.value("cannot convert float NaN to integer");
        }
        if (Double.isInfinite(floating)) {
            throw new EvaluationException(ErrorKind.OVERFLOW, "cannot convert float infinity to integer");
        }
        return narrow(new BigDecimal(floating).toBigInteger());
    }

    /** A float as Python's {@code repr} writes it: the shortest digits that read back the same, an exponent from 16 digits on. */
    static String text(double value) {
        if (Double.isNaN(value)) {
            return "nan";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "inf" : "-inf";
        }
        if (value == 0) {
            return 1 / value < 0 ? "-0.0" : "0.0";
        }
        BigDecimal shortest = new BigDecimal(Double.toString(Math.abs(value))).stripTrailingZeros();
        String digits = shortest.unscaledValue().toString();
        int exponent = digits.length() - shortest.scale() - 1;
        String sign = value < 0 ? "-" : "";
        if (exponent < -4 || exponent >= 16) {
            String fraction = digits.length() > 1 ? "." + digits.substring(1) : "";
            String power = (exponent < 0 ? "-" : "+") + (Math.abs(exponent) < 10 ? "0" : "") + Math.abs(exponent);
            return sign + digits.charAt(0) + fraction + "e" + power;
        }
        String plain = shortest.toPlainString();
        return sign + (plain.indexOf('.') < 0 ? plain + ".0" : plain);
    }
}
