package dev.millrace.connector.rest.expression;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code '%s of %05.1f' % ('a', 2)}. */
final class PercentFormat {
    private static final Pattern FIELD =
            Pattern.compile("%(?:\\(([^)]*)\\))?([-+ #0]*)(\\d{1,9})?(?:\\.(\\d{1,9}))?(.)?");

    private PercentFormat() {}

    static String apply(String format, @Nullable Object values) {
        List<Object> items = values instanceof Tuple(List<Object> given) ? given : Collections.singletonList(values);
        StringBuilder result = new StringBuilder();
        Matcher matcher = FIELD.matcher(format);
        int position = 0;
        int next = 0;
        while (matcher.find()) {
            result.append(format, position, matcher.start());
            position = matcher.end();
            String type = matcher.group(5) == null ? "" : matcher.group(5);
            if (type.equals("%")) {
                result.append('%');
                continue;
            }
            Object value;
            if (matcher.group(1) != null) {
                value = named(values, matcher.group(1));
            } else if (next < items.size()) {
                value = items.get(next++);
            } else {
                throw EvaluationException.type("not enough arguments for format string");
            }
            result.append(field(matcher, type, value));
            Limits.requireLength(result.length());
        }
        if (next < items.size() && values instanceof Tuple) {
            throw EvaluationException.type("not all arguments converted during string formatting");
        }
        boolean takesNoMore =
                values instanceof Tuple || values instanceof Map<?, ?> || values instanceof List<?> || next > 0;
        if (!takesNoMore) {
            throw EvaluationException.type("not all arguments converted during string formatting");
        }
        return result.append(format, position, format.length()).toString();
    }

    private static @Nullable Object named(@Nullable Object values, String name) {
        if (!(values instanceof Map<?, ?> map)) {
            throw EvaluationException.type("format requires a mapping");
        }
        if (!map.containsKey(name)) {
            throw new EvaluationException(ErrorKind.LOOKUP, "the format names a key that isn't there");
        }
        return Values.normal(map.get(name));
    }

    private static String field(Matcher matcher, String type, @Nullable Object value) {
        String flags = matcher.group(2);
        String width = matcher.group(3) == null ? "" : matcher.group(3);
        String precision = matcher.group(4) == null ? "" : "." + matcher.group(4);
        String align = flags.contains("-") ? "<" : flags.contains("0") && !isText(type) ? "0=" : ">";
        String sign = flags.contains("+") ? "+" : flags.contains(" ") ? " " : "";
        return switch (type) {
            case "s", "r", "a" ->
                FormatSpecification.parse(align + width + precision + "s")
                        .apply(type.equals("s") ? PythonText.str(value) : PythonText.repr(value));
            case "d", "i", "u" ->
                FormatSpecification.parse(align + sign + width + "d").apply(whole(value));
            case "e", "E", "f", "F", "g", "G" ->
                FormatSpecification.parse(align + sign + width + precision + type)
                        .apply(requireNumber(value));
            case "x", "X", "o" ->
                FormatSpecification.parse(align + sign + width + type).apply(requireInteger(value));
            case "c" ->
                FormatSpecification.parse(align + width + "s")
                        .apply(value instanceof String ? value : Character.toString(Values.requireInt(value)));
            default -> throw EvaluationException.value("unsupported format character '" + type + "'");
        };
    }

    private static boolean isText(String type) {
        return type.equals("s") || type.equals("r") || type.equals("c");
    }

    private static Object whole(@Nullable Object value) {
        return NumberFilters.integer(requireNumber(value));
    }

    private static Object requireInteger(@Nullable Object value) {
        if (value == null || !Numbers.isInteger(value)) {
            throw EvaluationException.type("an integer is required, not " + Values.typeName(value));
        }
        return value;
    }

    private static Object requireNumber(@Nullable Object value) {
        if (value == null || !Numbers.isNumber(value)) {
            throw EvaluationException.type("a real number is required, not " + Values.typeName(value));
        }
        return value;
    }
}
