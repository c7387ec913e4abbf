package dev.millrace.connector.rest.expression;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How a value is laid out: Python's <a href="https://docs.python.org/3/library/string.html#formatspec">format specification</a>, such as {@code
 * 05.2f} or {@code >10}.
 */
record FormatSpecification(String fill, char align, char sign, boolean grouped, int width, int precision, char type) {
    private static final Pattern FORM =
            Pattern.compile("(?:(.)?([<>=^]))?([-+ ])?(#)?(0)?(\\d{1,9})?(,)?(?:\\.(\\d{1,9}))?([bcdeEfFgGnosxX%])?");
    private static final int MAX_PRECISION = 1000;

    static FormatSpecification parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw EvaluationException.value("a format specification can't be read");
        }
        boolean zero = matcher.group(5) != null;
        String fill = matcher.group(1) != null ? matcher.group(1) : zero && matcher.group(2) == null ? "0" : " ";
        char align = matcher.group(2) != null ? matcher.group(2).charAt(0) : zero ? '=' : ' ';
        FormatSpecification specification = new FormatSpecification(
                fill,
                align,
                matcher.group(3) != null ? matcher.group(3).charAt(0) : '-',
                matcher.group(7) != null,
                matcher.group(6) == null ? 0 : Integer.parseInt(matcher.group(6)),
                matcher.group(8) == null ? -1 : Integer.parseInt(matcher.group(8)),
                matcher.group(9) == null ? ' ' : matcher.group(9).charAt(0));
        Limits.requireLength(specification.width);
        if (specification.precision > MAX_PRECISION && "eEfFgG%".indexOf(specification.type) >= 0) {
            throw new EvaluationException(ErrorKind.LIMIT, "a precision is too large");
        }
        return specification;
    }

    String apply(@Nullable Object value) {
        boolean isText = type == 's' || (type == ' ' && (value == null || !Numbers.isNumber(value)));
        if (isText) {
            if (grouped || sign != '-') {
                throw EvaluationException.value("a sign and a comma are for numbers");
            }
            String text = PythonText.str(value);
            String cut = precision >= 0 && precision < text.length() ? text.substring(0, precision) : text;
            return aligned("", cut, align == ' ' || align == '=' ? '<' : align);
        }
        if (value == null || !Numbers.isNumber(value)) {
            throw EvaluationException.value(
                    "the format code '" + type + "' is none for an object of type '" + Values.typeName(value) + "'");
        }
        boolean negative = Numbers.compare(value, 0L) < 0;
        String digits = "dbxXoc".indexOf(type) >= 0 || ((type == ' ' || type == 'n') && Numbers.isInteger(value))
                ? integer(value)
                : floating(Math.abs(Numbers.floating(value)));
        String prefix = negative ? "-" : sign == '-' ? "" : String.valueOf(sign);
        return aligned(prefix, grouped ? grouped(digits) : digits, align == ' ' ? '>' : align);
    }

    private String integer(Object value) {
        if (!Numbers.isInteger(value)) {
            throw EvaluationException.value("the format code '" + type + "' is none for an object of type 'float'");
        }
        BigInteger integer = Numbers.big(value).abs();
        return switch (type) {
            case 'b' -> integer.toString(2);
            case 'o' -> integer.toString(8);
            case 'x' -> integer.toString(16);
            case 'X' -> integer.toString(16).toUpperCase(Locale.ROOT);
            case 'c' -> Character.toString(Values.requireInt(value));
            default -> integer.toString();
        };
    }

    private String floating(double value) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            return Double.isNaN(value) ? "nan" : "inf";
        }
        int digits = precision < 0 ? 6 : precision;
        return switch (type) {
            case 'f', 'F' -> fixed(value, digits);
            case '%' -> fixed(value * 100, digits) + "%";
            case 'e' -> scientific(value, digits);
            case 'E' -> scientific(value, digits).toUpperCase(Locale.ROOT);
            case ' ' -> precision < 0 ? Numbers.text(value) : general(value, digits);
            default -> general(value, digits);
        };
    }

    private static String fixed(double value, int digits) {
        return new BigDecimal(value).setScale(digits, RoundingMode.HALF_EVEN).toPlainString();
    }

    private static String scientific(double value, int digits) {
        BigDecimal rounded = new BigDecimal(value).round(new MathContext(digits + 1, RoundingMode.HALF_EVEN));
        int exponent = value == 0 ? 0 : rounded.precision() - rounded.scale() - 1;
        String all = rounded.unscaledValue() + "0".repeat(digits + 1);
        String fraction = digits == 0 ? "" : "." + all.substring(1, digits + 1);
        return all.charAt(0) + fraction + String.format(Locale.ROOT, "e%+03d", exponent);
    }

    private static String general(double value, int precision) {
        int digits = Math.max(1, precision);
        if (value == 0) {
            return "0";
        }
        BigDecimal rounded = new BigDecimal(value).round(new MathContext(digits, RoundingMode.HALF_EVEN));
        int exponent = rounded.precision() - rounded.scale() - 1;
        if (exponent >= -4 && exponent < digits) {
            String plain = rounded.stripTrailingZeros().toPlainString();
            return plain;
        }
        String unscaled = rounded.stripTrailingZeros().unscaledValue().toString();
        String fraction = unscaled.length() > 1 ? "." + unscaled.substring(1) : "";
        return unscaled.charAt(0) + fraction + String.format(Locale.ROOT, "e%+03d", exponent);
    }

    private static String grouped(String digits) {
        int end = 0;
        while (end < digits.length() && Character.isDigit(digits.charAt(end))) {
            end++;
        }
        StringBuilder result = new StringBuilder(digits);
        for (int position = end - 3; position > 0; position -= 3) {
            result.insert(position, ',');
        }
        return result.toString();
    }

    private String aligned(String prefix, String body, char how) {
        int missing = width - prefix.length() - body.codePointCount(0, body.length());
        if (missing <= 0) {
            return prefix + body;
        }
        return switch (how) {
            case '<' -> prefix + body + fill.repeat(missing);
            case '^' -> fill.repeat(missing / 2) + prefix + body + fill.repeat(missing - missing / 2);
            case '=' -> prefix + fill.repeat(missing) + body;
            default -> fill.repeat(missing) + prefix + body;
        };
    }
}
