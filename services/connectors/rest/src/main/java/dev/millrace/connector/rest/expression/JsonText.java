package dev.millrace.connector.rest.expression;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON as Python's {@code json.dumps} writes it: ASCII, with a blank after each comma and colon. */
final class JsonText {
    private final StringBuilder out = new StringBuilder();
    private final boolean sorted;
    private final int indent;

    private JsonText(boolean sorted, int indent) {
        this.sorted = sorted;
        this.indent = indent;
    }

    static String of(@Nullable Object value) {
        return of(value, false, -1);
    }

    /** @param indent blanks per level, or a negative number for one line */
    static String of(@Nullable Object value, boolean sorted, int indent) {
        JsonText text = new JsonText(sorted, indent);
        text.write(value, 1);
        return text.out.toString();
    }

    private void write(@Nullable Object given, int level) {
        Object value = Values.normal(given);
        switch (value) {
            case null -> out.append("null");
            case Boolean truth -> out.append(truth);
            case Long number -> out.append(number);
            case BigInteger number -> out.append(number);
            case Double number -> out.append(number(number));
            case String text -> string(text);
            case List<?> list -> array(list, level);
            case Tuple tuple -> array(tuple.items(), level);
            case Map<?, ?> map -> object(map, level);
            default ->
                throw EvaluationException.type(
                        "Object of type " + Values.typeName(value) + " is not JSON serializable");
        }
        Limits.requireLength(out.length());
    }

    private static String number(double number) {
        return Double.isNaN(number)
                ? "NaN"
                : Double.isInfinite(number) ? (number > 0 ? "Infinity" : "-Infinity") : Numbers.text(number);
    }

    private void array(List<?> items, int level) {
        if (items.isEmpty()) {
            out.append("[]");
            return;
        }
        out.append('[');
        for (Iterator<?> iterator = items.iterator(); iterator.hasNext(); ) {
            line(level);
            write(iterator.next(), level + 1);
            comma(iterator.hasNext());
        }
        line(level - 1);
        out.append(']');
    }

    private void object(Map<?, ?> map, int level) {
        if (map.isEmpty()) {
            out.append("{}");
            return;
        }
        List<Map.Entry<?, ?>> entries = new ArrayList<>(map.entrySet());
        if (sorted) {
            entries.sort((left, right) -> Comparisons.order(left.getKey(), right.getKey()));
        }
        out.append('{');
        for (Iterator<Map.Entry<?, ?>> iterator = entries.iterator(); iterator.hasNext(); ) {
            Map.Entry<?, ?> entry = iterator.next();
            line(level);
            string(key(entry.getKey()));
            out.append(": ");
            write(entry.getValue(), level + 1);
            comma(iterator.hasNext());
        }
        line(level - 1);
        out.append('}');
    }

    private static String key(@Nullable Object key) {
        if (key instanceof Tuple) {
            throw EvaluationException.type("keys must be str, int, float, bool or None, not tuple");
        }
        return key instanceof String text ? text : of(key);
    }

    private void line(int level) {
        if (indent >= 0) {
            out.append('\n').repeat(' ', indent * level);
        }
    }

    private void comma(boolean more) {
        if (more) {
            out.append(indent >= 0 ? "," : ", ");
        }
    }

    private void string(String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            switch (character) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                case '\f' -> out.append("\\f");
                case '\b' -> out.append("\\b");
                default -> {
                    if (character < ' ' || character > '~') {
                        out.append(String.format(Locale.ROOT, "\\u%04x", (int) character));
                    } else {
                        out.append(character);
                    }
                }
            }
        }
        out.append('"');
    }
}
