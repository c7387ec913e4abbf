package dev.millrace.connector.rest.expression;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Filters that make numbers. */
final class NumberFilters {
    private static final Pattern FLOAT = Pattern.compile(
            "[+-]?(?:\\d(?:_?\\d)*+\\.?(?:\\d(?:_?\\d)*+)?|\\.\\d(?:_?\\d)*+)(?:[eE][+-]?\\d(?:_?\\d)*+)?");
    private static final Pattern INTEGER = Pattern.compile("[+-]?[\\p{Nd}a-zA-Z](?:_?[\\p{Nd}a-zA-Z])*+");
    private static final Set<String> INFINITIES = Set.of("inf", "+inf", "infinity", "+infinity");

    private NumberFilters() {}

    static void addTo(Map<String, Filters.Filter> filters) {
        filters.put("int", (value, arguments) -> {
            try {
                return value instanceof String text ? integer(text, arguments.integer(1, "base", 10)) : integer(value);
            } catch (EvaluationException e) {
                return viaFloat(value, arguments.optional(0, "default", 0L), e);
            }
        });
        filters.put("float", (value, arguments) -> {
            try {
                return floating(value);
            } catch (EvaluationException e) {
                return otherwise(arguments.optional(0, "default", 0.0), e);
            }
        });
        filters.put("abs", (value, arguments) -> absolute(value));
        filters.put("round", NumberFilters::rounded);
        filters.put(
                "filesizeformat",
                (value, arguments) -> fileSize(floating(value), arguments.condition(0, "binary", false)));
    }

    private static @Nullable Object viaFloat(
            @Nullable Object value, @Nullable Object otherwise, EvaluationException e) {
        if (!isConversion(e)) {
            throw e;
        }
        try {
            return Numbers.truncate(floating(value));
        } catch (EvaluationException again) {
            return otherwise;
        }
    }

    private static @Nullable Object otherwise(@Nullable Object otherwise, EvaluationException e) {
        if (!isConversion(e)) {
            throw e;
        }
        return otherwise;
    }

    private static boolean isConversion(EvaluationException e) {
        return e.kind() == ErrorKind.TYPE || e.kind() == ErrorKind.VALUE;
    }

    /** What Python's {@code int} makes of a text. */
    static Object integer(String text, int base) {
        String prefix = base == 16 ? "0[xX]" : base == 8 ? "0[oO]" : base == 2 ? "0[bB]" : "$";
        String digits = text.strip().replaceFirst("^([+-]?)" + prefix, "$1");
        if (INTEGER.matcher(digits).matches() && digits.length() <= 4300 && base >= 2 && base <= 36) {
            try {
                return Numbers.narrow(new BigInteger(digits.replace("_", ""), base));
            } catch (NumberFormatException ignored) {
                // Told below, together with all else that is no number.
            }
        }
        throw EvaluationException.value("invalid literal for int() with base " + base);
    }

    static Object integer(@Nullable Object value) {
        return switch (value) {
            case Boolean truth -> truth ? 1L : 0L;
            case Long number -> number;
            case BigInteger number -> number;
            case Double number -> Numbers.truncate(number);
            case String text -> integer(text, 10);
            case Undefined undefined -> throw undefined.raised();
            case null, default ->
                throw EvaluationException.type(
                        "int() needs a string or a number, not '" + Values.typeName(value) + "'");
        };
    }

    /** What Python's {@code float} makes of a value. */
    static double floating(@Nullable Object value) {
        if (value instanceof Undefined undefined) {
            throw undefined.raised();
        }
        if (value != null && Numbers.isNumber(value)) {
            return Numbers.floating(value);
        }
        if (!(value instanceof String text)) {
            throw EvaluationException.type("float() needs a string or a number, not '" + Values.typeName(value) + "'");
        }
        String digits = text.strip().toLowerCase(Locale.ROOT);
        if (FLOAT.matcher(digits).matches()) {
            return Double.parseDouble(digits.replace("_", ""));
        }
        if (INFINITIES.contains(digits)) {
            return Double.POSITIVE_INFINITY;
        }
        return switch (digits) {
            case "-inf", "-infinity" -> Double.NEGATIVE_INFINITY;
            case "nan", "+nan", "-nan" -> Double.NaN;
            default -> throw EvaluationException.value("could not convert a string to a float");
        };
    }

    private static Object absolute(@Nullable Object value) {
        return switch (value) {
            case Double number -> Math.abs(number);
            case Long number -> Numbers.narrow(BigInteger.valueOf(number).abs());
            case BigInteger number -> number.abs();
            case Boolean truth -> truth ? 1L : 0L;
            case Duration duration -> duration.abs();
            case null, default ->
                throw EvaluationException.type("bad operand type for abs(): '" + Values.typeName(value) + "'");
        };
    }

    private static Object rounded(@Nullable Object value, Arguments arguments) {
        int precision = arguments.integer(0, "precision", 0);
        String method = arguments.text(1, "method", "common");
        if (value == null || !Numbers.isNumber(value)) {
            throw EvaluationException.type("type " + Values.typeName(value) + " can't be rounded");
        }
        if (Math.abs(precision) > 300) {
            throw new EvaluationException(ErrorKind.LIMIT, "round() takes a precision of 300 at the most");
        }
        RoundingMode mode = switch (method) {
            case "common" -> RoundingMode.HALF_EVEN;
            case "ceil" -> RoundingMode.CEILING;
            case "floor" -> RoundingMode.FLOOR;
            default -> throw EvaluationException.value("method must be common, ceil or floor");
        };
        if (mode == RoundingMode.HALF_EVEN) {
            return Numbers.isInteger(value)
                    ? Numbers.narrow(new BigDecimal(Numbers.big(value))
                            .setScale(Math.min(precision, 0), mode)
                            .toBigInteger())
                    : round(Numbers.floating(value), precision, mode);
        }
        double factor = Math.pow(10, precision);
        double scaled = Numbers.floating(value) * factor;
        return (mode == RoundingMode.CEILING ? Math.ceil(scaled) : Math.floor(scaled)) / factor;
    }

    static double round(double value, int precision, RoundingMode mode) {
        return Double.isNaN(value) || Double.isInfinite(value)
                ? value
                : Math.copySign(new BigDecimal(value).setScale(precision, mode).doubleValue(), value);
    }

    private static String fileSize(double bytes, boolean binary) {
        int base = binary ? 1024 : 1000;
        String[] units = binary
                ? new String[] {"KiB", "MiB", "GiB", "TiB", "PiB", "EiB", "ZiB", "YiB"}
                : new String[] {"kB", "MB", "GB", "TB", "PB", "EB", "ZB", "YB"};
        if (bytes == 1) {
            return "1 Byte";
        }
        if (bytes < base) {
            return (long) bytes + " Bytes";
        }
        double unit = base;
        int index = 0;
        while (index < units.length - 1 && bytes >= unit * base) {
            unit *= base;
            index++;
        }
        return String.format(Locale.ROOT, "%.1f %s", bytes / unit, units[index]);
    }
}
