package dev.millrace.connector.rest.expression;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The operators of numbers, texts, lists and dates. */
final class Arithmetic {
    private Arithmetic() {}

    static Object apply(String operator, @Nullable Object left, @Nullable Object right) {
        if (left instanceof Undefined undefined) {
            throw undefined.raised();
        }
        if (right instanceof Undefined undefined && !(left instanceof String && operator.equals("%"))) {
            throw undefined.raised();
        }
        if (left != null && right != null) {
            Object result = Numbers.isNumber(left) && Numbers.isNumber(right)
                    ? ofNumbers(operator, left, right)
                    : ofOthers(operator, left, right);
            if (result != null) {
                return result;
            }
        }
        if (operator.equals("%") && left instanceof String format) {
            return PercentFormat.apply(format, right);
        }
        throw EvaluationException.type("unsupported operand type(s) for " + operator + ": '" + Values.typeName(left)
                + "' and '" + Values.typeName(right) + "'");
    }

    private static Object ofNumbers(String operator, Object left, Object right) {
        if (!Numbers.isInteger(left) || !Numbers.isInteger(right)) {
            return ofFloats(operator, Numbers.floating(left), Numbers.floating(right));
        }
        BigInteger a = Numbers.big(left);
        BigInteger b = Numbers.big(right);
        return switch (operator) {
            case "+" -> Numbers.narrow(a.add(b));
            case "-" -> Numbers.narrow(a.subtract(b));
            case "*" -> {
                Limits.requireBits((long) a.bitLength() + b.bitLength());
                yield Numbers.narrow(a.multiply(b));
            }
            case "/" -> {
                requireNotZero(b.signum() == 0);
                yield quotient(a, b);
            }
            case "//" -> {
                requireNotZero(b.signum() == 0);
                yield Numbers.narrow(floorDivide(a, b));
            }
            case "%" -> {
                requireNotZero(b.signum() == 0);
                yield Numbers.narrow(a.subtract(floorDivide(a, b).multiply(b)));
            }
            default -> power(a, b);
        };
    }

    /** Of large integers the exact quotient is rounded, not the quotient of rounded ones. */
    private static double quotient(BigInteger a, BigInteger b) {
        if (a.bitLength() <= 53 && b.bitLength() <= 53) {
            return a.doubleValue() / b.doubleValue();
        }
        double quotient = new BigDecimal(a)
                .divide(new BigDecimal(b), MathContext.DECIMAL128)
                .doubleValue();
        if (Double.isInfinite(quotient)) {
            throw new EvaluationException(ErrorKind.OVERFLOW, "the quotient is too large for a float");
        }
        return quotient;
    }

    private static BigInteger floorDivide(BigInteger a, BigInteger b) {
        BigInteger[] parts = a.divideAndRemainder(b);
        return parts[1].signum() != 0 && parts[1].signum() != b.signum() ? parts[0].subtract(BigInteger.ONE) : parts[0];
    }

    private static Object power(BigInteger base, BigInteger exponent) {
        if (exponent.signum() < 0) {
            requireNotZero(base.signum() == 0);
            return Math.pow(Numbers.floating(Numbers.narrow(base)), Numbers.floating(Numbers.narrow(exponent)));
        }
        if (base.bitLength() <= 1) {
            boolean odd = exponent.testBit(0);
            boolean one = exponent.signum() == 0 || base.equals(BigInteger.ONE);
            boolean minusOne = base.equals(BigInteger.ONE.negate());
            if (one || minusOne || base.signum() == 0) {
                return one ? 1L : minusOne ? (odd ? -1L : 1L) : 0L;
            }
        }
        Limits.requireBits(exponent.bitLength() > 31 ? -1 : base.bitLength() * exponent.longValue());
        return Numbers.narrow(base.pow(exponent.intValue()));
    }

    private static Object ofFloats(String operator, double a, double b) {
        return switch (operator) {
            case "+" -> a + b;
            case "-" -> a - b;
            case "*" -> a * b;
            case "/" -> {
                requireNotZero(b == 0);
                yield a / b;
            }
            case "//" -> {
                requireNotZero(b == 0);
                yield Math.floor((a - modulo(a, b)) / b + 0.25);
            }
            case "%" -> {
                requireNotZero(b == 0);
                yield modulo(a, b);
            }
            default -> {
                requireNotZero(a == 0 && b < 0);
                yield Math.pow(a, b);
            }
        };
    }

    /** The remainder has the sign of the divisor. */
    private static double modulo(double a, double b) {
        double remainder = a % b;
        if (remainder == 0) {
            return Math.copySign(0.0, b);
        }
        return (remainder < 0) != (b < 0) ? remainder + b : remainder;
    }

    private static void requireNotZero(boolean zero) {
        if (zero) {
            throw new EvaluationException(ErrorKind.ZERO_DIVISION, "division by zero");
        }
    }

    private static @Nullable Object ofOthers(String operator, Object left, Object right) {
        return switch (operator) {
            case "+" -> plus(left, right);
            case "-" -> minus(left, right);
            case "*" -> times(left, right);
            case "/" -> left instanceof Duration duration ? divided(duration, right) : null;
            case "//" ->
                left instanceof Duration a && right instanceof Duration b && !b.isZero()
                        ? (Object) a.dividedBy(b)
                        : null;
            default -> null;
        };
    }

    private static @Nullable Object plus(Object left, Object right) {
        if (left instanceof String a && right instanceof String b) {
            Limits.requireLength((long) a.length() + b.length());
            return a + b;
        }
        if (left instanceof List<?> a && right instanceof List<?> b) {
            return joined(a, b);
        }
        if (left instanceof Tuple(List<Object> a) && right instanceof Tuple(List<Object> b)) {
            return new Tuple(joined(a, b));
        }
        if (isDuration(left) && isDuration(right)) {
            return sum(left, right);
        }
        Object moved = moved(left, right, 1);
        return moved != null ? moved : moved(right, left, 1);
    }

    private static @Nullable Object minus(Object left, Object right) {
        if (left instanceof OffsetDateTime a && right instanceof OffsetDateTime b) {
            return Duration.between(b, a);
        }
        if (left instanceof LocalDateTime a && right instanceof LocalDateTime b) {
            return Duration.between(b, a);
        }
        if (left instanceof LocalDate a && right instanceof LocalDate b) {
            return Duration.ofDays(a.toEpochDay() - b.toEpochDay());
        }
        if (isDuration(left) && isDuration(right)) {
            return sum(left, negated(right));
        }
        return moved(left, right, -1);
    }

    private static boolean isDuration(Object value) {
        return value instanceof Duration || value instanceof IsoDuration;
    }

    static Object negated(Object duration) {
        return duration instanceof IsoDuration calendar ? calendar.negated() : ((Duration) duration).negated();
    }

    private static Object sum(Object left, Object right) {
        if (left instanceof Duration a && right instanceof Duration b) {
            return a.plus(b);
        }
        return calendar(left).plus(calendar(right));
    }

    private static IsoDuration calendar(Object duration) {
        return duration instanceof Duration exact ? new IsoDuration(0, exact) : (IsoDuration) duration;
    }

    private static @Nullable Object moved(Object moment, Object duration, int sign) {
        if (!isDuration(duration)) {
            return null;
        }
        IsoDuration by = sign < 0 ? calendar(duration).negated() : calendar(duration);
        try {
            return switch (moment) {
                case OffsetDateTime time -> time.plusMonths(by.months()).plus(by.rest());
                case LocalDateTime time -> time.plusMonths(by.months()).plus(by.rest());
                case LocalDate date ->
                    date.plusMonths(by.months())
                            .plusDays(Math.floorDiv(by.rest().toSeconds(), 86_400L));
                default -> null;
            };
        } catch (DateTimeException | ArithmeticException e) {
            throw new EvaluationException(ErrorKind.OVERFLOW, "date value out of range");
        }
    }

    private static @Nullable Object times(Object left, Object right) {
        if (Numbers.isInteger(left) && !Numbers.isNumber(right)) {
            return times(right, left);
        }
        if (left instanceof Duration duration && Numbers.isNumber(right)) {
            double seconds = Numbers.floating(right) * IsoDuration.seconds(duration);
            return IsoDuration.ofSeconds(seconds);
        }
        if (!Numbers.isInteger(right)) {
            return null;
        }
        int count = Math.max(0, Values.requireInt(right));
        if (left instanceof String text) {
            Limits.requireLength((long) text.length() * count);
            return text.repeat(count);
        }
        if (left instanceof List<?> list) {
            return repeated(list, count);
        }
        return left instanceof Tuple(List<Object> items) ? new Tuple(repeated(items, count)) : null;
    }

    private static List<Object> repeated(List<?> items, int count) {
        Limits.requireLength((long) items.size() * count);
        List<Object> result = new ArrayList<>();
        Collections.nCopies(items.isEmpty() ? 0 : count, items).forEach(result::addAll);
        return result;
    }

    private static List<Object> joined(List<?> left, List<?> right) {
        Limits.requireLength((long) left.size() + right.size());
        List<Object> result = new ArrayList<>(left);
        result.addAll(right);
        return result;
    }

    private static @Nullable Object divided(Duration duration, Object divisor) {
        double seconds = IsoDuration.seconds(duration);
        if (divisor instanceof Duration other) {
            requireNotZero(other.isZero());
            return seconds / IsoDuration.seconds(other);
        }
        if (!Numbers.isNumber(divisor)) {
            return null;
        }
        requireNotZero(Numbers.floating(divisor) == 0);
        return IsoDuration.ofSeconds(seconds / Numbers.floating(divisor));
    }
}
