package dev.millrace.connector.rest.expression;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Filters of lists, maps and other things with items. */
final class SequenceFilters {
    private SequenceFilters() {}

    static void addTo(Map<String, Filters.Filter> filters) {
        filters.put("default", SequenceFilters::orDefault);
        filters.put("d", SequenceFilters::orDefault);
        filters.put("length", (value, arguments) -> Values.length(value));
        filters.put("count", (value, arguments) -> Values.length(value));
        filters.put("first", (value, arguments) -> {
            List<Object> items = Values.items(value);
            return items.isEmpty() ? new Undefined("No first item, sequence was empty.") : items.getFirst();
        });
        filters.put("last", (value, arguments) -> {
            List<Object> items = Values.items(value);
            return items.isEmpty() ? new Undefined("No last item, sequence was empty.") : items.getLast();
        });
        filters.put("list", (value, arguments) -> new LocalList(Values.items(value)));
        filters.put("join", SequenceFilters::joined);
        filters.put("reverse", (value, arguments) -> {
            List<Object> items = new ArrayList<>(Values.items(value));
            Collections.reverse(items);
            return value instanceof String ? concatenated(items) : Sequence.generator(items);
        });
        filters.put("sort", SequenceFilters::sorted);
        filters.put("dictsort", SequenceFilters::sortedEntries);
        filters.put(
                "items",
                (value, arguments) -> value instanceof Undefined
                        ? Sequence.generator(List.of())
                        : Sequence.generator(CollectionMethods.entries(requireMap(value))));
        filters.put("sum", SequenceFilters::sum);
        filters.put("batch", SequenceFilters::batches);
        filters.put("slice", SequenceFilters::slices);
        filters.put("attr", (value, arguments) -> {
            String name = arguments.text(0, "name");
            Object attribute = value instanceof Map<?, ?> ? Methods.find(value, name) : Members.attribute(value, name);
            return attribute == null ? new Undefined("there is no attribute '" + name + "'") : attribute;
        });
    }

    private static @Nullable Object orDefault(@Nullable Object value, Arguments arguments) {
        boolean missing =
                value instanceof Undefined || (arguments.condition(1, "boolean", false) && !Values.isTrue(value));
        return missing ? arguments.optional(0, "default_value", "") : value;
    }

    private static String concatenated(List<Object> items) {
        StringBuilder text = new StringBuilder();
        items.forEach(text::append);
        return text.toString();
    }

    private static String joined(@Nullable Object value, Arguments arguments) {
        String separator = PythonText.str(arguments.optional(0, "d", ""));
        Object attribute = arguments.optional(1, "attribute", null);
        StringBuilder text = new StringBuilder();
        boolean first = true;
        for (Object item : Values.items(value)) {
            text.append(first ? "" : separator);
            first = false;
            text.append(PythonText.str(
                    attribute == null ? item : ItemPath.of(attribute).in(item)));
            Limits.requireLength(text.length());
        }
        return text.toString();
    }

    private static LocalList sorted(@Nullable Object value, Arguments arguments) {
        boolean reverse = arguments.condition(0, "reverse", false);
        boolean caseSensitive = arguments.condition(1, "case_sensitive", false);
        Object attribute = arguments.optional(2, "attribute", null);
        Comparator<Object> order = Comparator.comparing(
                item -> attribute == null
                        ? List.of(new Object[] {key(item, caseSensitive)})
                        : ItemPath.all(attribute).stream()
                                .map(path -> key(path.in(item), caseSensitive))
                                .toList(),
                Comparisons::order);
        LocalList items = new LocalList(Values.items(value));
        items.sort(reverse ? order.reversed() : order);
        return items;
    }

    /** What sorting, grouping and such go by. */
    static Object key(@Nullable Object value, boolean caseSensitive) {
        if (value == null) {
            throw EvaluationException.type("'<' not supported between instances of 'NoneType' and 'NoneType'");
        }
        return caseSensitive || !(value instanceof String text) ? value : text.toLowerCase(Locale.ROOT);
    }

    private static LocalList sortedEntries(@Nullable Object value, Arguments arguments) {
        boolean caseSensitive = arguments.condition(0, "case_sensitive", false);
        int position = arguments.text(1, "by", "key").equals("value") ? 1 : 0;
        Comparator<Object> order = Comparator.comparing(
                entry -> key(((Tuple) entry).items().get(position), caseSensitive), Comparisons::order);
        LocalList entries = new LocalList(CollectionMethods.entries(requireMap(value)));
        entries.sort(arguments.condition(2, "reverse", false) ? order.reversed() : order);
        return entries;
    }

    private static Map<?, ?> requireMap(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            return map;
        }
        throw EvaluationException.type("Can only get item pairs from a mapping.");
    }

    private static @Nullable Object sum(@Nullable Object value, Arguments arguments) {
        Object attribute = arguments.optional(0, "attribute", null);
        Object sum = arguments.optional(1, "start", 0L);
        for (Object item : Values.items(value)) {
            sum = Arithmetic.apply(
                    "+", sum, attribute == null ? item : ItemPath.of(attribute).in(item));
        }
        return sum;
    }

    private static Sequence batches(@Nullable Object value, Arguments arguments) {
        int size = Math.max(1, Values.requireInt(arguments.required(0, "linecount")));
        Object fill = arguments.optional(1, "fill_with", null);
        List<Object> items = Values.items(value);
        List<Object> batches = new ArrayList<>();
        for (int start = 0; start < items.size(); start += size) {
            LocalList batch = new LocalList(items.subList(start, Math.min(items.size(), start + size)));
            Limits.requireLength(fill == null ? 0 : size);
            while (fill != null && batch.size() < size) {
                batch.add(fill);
            }
            batches.add(batch);
        }
        return Sequence.generator(batches);
    }

    private static Sequence slices(@Nullable Object value, Arguments arguments) {
        int count = Values.requireInt(arguments.required(0, "slices"));
        Object fill = arguments.optional(1, "fill_with", null);
        List<Object> items = Values.items(value);
        if (count < 1) {
            throw new EvaluationException(ErrorKind.ZERO_DIVISION, "slice() needs at least one slice");
        }
        Limits.requireLength(count);
        int each = items.size() / count;
        int longer = items.size() % count;
        List<Object> slices = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < count; i++) {
            int end = start + each + (i < longer ? 1 : 0);
            LocalList slice = new LocalList(items.subList(start, end));
            if (fill != null && i >= longer) {
                slice.add(fill);
            }
            slices.add(slice);
            start = end;
        }
        return Sequence.generator(slices);
    }
}
