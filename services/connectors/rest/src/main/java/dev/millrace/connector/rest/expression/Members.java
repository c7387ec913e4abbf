package dev.millrace.connector.rest.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Attributes, items and slices. What is written with a dot is looked for as an attribute first, with brackets as an item first. */
final class Members {
    private Members() {}

    static @Nullable Object attribute(@Nullable Object target, String name) {
        if (target instanceof Undefined undefined) {
            throw undefined.raised();
        }
        if (target instanceof HasAttributes attributed) {
            Optional<Object> value = attributed.attribute(name);
            if (value.isPresent()) {
                return Values.normal(value.get());
            }
        }
        Object method = Methods.find(target, name);
        if (method != null) {
            return method;
        }
        if (target instanceof Map<?, ?> map && map.containsKey(name)) {
            return Values.normal(map.get(name));
        }
        return missing(target, name);
    }

    static @Nullable Object item(@Nullable Object target, @Nullable Object index) {
        if (target instanceof Undefined undefined) {
            throw undefined.raised();
        }
        if (target instanceof Map<?, ?> map && isHashable(index) && hasKey(map, index)) {
            return Values.normal(get(map, index));
        }
        if (Numbers.isInteger(index)
                && (target instanceof List<?> || target instanceof Tuple || target instanceof String)) {
            List<Object> items = Values.items(target);
            int position = Values.requireInt(index);
            int from = position < 0 ? position + items.size() : position;
            return from >= 0 && from < items.size() ? items.get(from) : missing(target, index);
        }
        if (index instanceof String name) {
            Object method = Methods.find(target, name);
            if (method != null) {
                return method;
            }
        }
        return missing(target, index);
    }

    private static Undefined missing(@Nullable Object target, @Nullable Object name) {
        if (target == null) {
            return new Undefined("None has nothing by a name");
        }
        String owner = Values.typeName(target) + " object";
        return new Undefined(
                name instanceof String text
                        ? "'" + owner + "' has no attribute '" + text + "'"
                        : owner + " has no element " + PythonText.repr(name));
    }

    private static boolean isHashable(@Nullable Object key) {
        return !(key instanceof List<?>) && !(key instanceof Map<?, ?>);
    }

    static boolean hasKey(Map<?, ?> map, @Nullable Object key) {
        if (!isHashable(key)) {
            throw EvaluationException.type("unhashable type: '" + Values.typeName(key) + "'");
        }
        if (key instanceof String) {
            return map.containsKey(key);
        }
        return map.keySet().stream().anyMatch(candidate -> Comparisons.equal(candidate, key));
    }

    static @Nullable Object get(Map<?, ?> map, @Nullable Object key) {
        if (key instanceof String) {
            return map.get(key);
        }
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            if (Comparisons.equal(entry.getKey(), key)) {
                return entry.getValue();
            }
        }
        return null;
    }

    static Object slice(@Nullable Object target, @Nullable Object start, @Nullable Object stop, @Nullable Object step) {
        if (target instanceof Undefined undefined) {
            throw undefined.raised();
        }
        if (!(target instanceof String || target instanceof List<?> || target instanceof Tuple)) {
            throw EvaluationException.type("'" + Values.typeName(target) + "' object is not subscriptable");
        }
        List<Object> items = Values.items(target);
        int stride = step == null ? 1 : Values.requireInt(step);
        if (stride == 0) {
            throw EvaluationException.value("slice step cannot be zero");
        }
        int size = items.size();
        int first = bound(start, stride > 0 ? 0 : size - 1, size, stride);
        int last = bound(stop, stride > 0 ? size : -1, size, stride);
        List<Object> picked = new ArrayList<>();
        for (long i = first; stride > 0 ? i < last : i > last; i += stride) {
            picked.add(items.get((int) i));
        }
        return switch (target) {
            case String ignored -> {
                StringBuilder text = new StringBuilder();
                picked.forEach(text::append);
                yield text.toString();
            }
            case Tuple ignored -> new Tuple(picked);
            default -> new LocalList(picked);
        };
    }

    private static int bound(@Nullable Object given, int otherwise, int size, int stride) {
        if (given == null) {
            return otherwise;
        }
        long bound = Values.requireInt(given);
        if (bound < 0) {
            bound += size;
        }
        long lowest = stride > 0 ? 0 : -1;
        long highest = stride > 0 ? size : size - 1L;
        return (int) Math.clamp(bound, lowest, highest);
    }
}
