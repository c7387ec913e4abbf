package dev.millrace.connector.rest.expression;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Filters that pick, change or group items by another filter, a test or an attribute. */
final class SelectionFilters {
    private SelectionFilters() {}

    static void addTo(Map<String, Filters.Filter> filters) {
        filters.put("map", SelectionFilters::mapped);
        filters.put("select", (value, arguments) -> picked(value, test(arguments, 0, item -> item), true));
        filters.put("reject", (value, arguments) -> picked(value, test(arguments, 0, item -> item), false));
        filters.put("selectattr", (value, arguments) -> picked(value, attributeTest(arguments), true));
        filters.put("rejectattr", (value, arguments) -> picked(value, attributeTest(arguments), false));
        filters.put("unique", SelectionFilters::unique);
        filters.put("groupby", SelectionFilters::grouped);
        filters.put("min", (value, arguments) -> extreme(value, arguments, -1));
        filters.put("max", (value, arguments) -> extreme(value, arguments, 1));
    }

    private static Sequence mapped(@Nullable Object value, Arguments arguments) {
        List<Object> results = new ArrayList<>();
        if (arguments.positional().isEmpty() && arguments.named().containsKey("attribute")) {
            ItemPath path = ItemPath.of(arguments.named().get("attribute"));
            Object otherwise = arguments.named().get("default");
            Values.items(value).forEach(item -> results.add(path.in(item, otherwise)));
        } else {
            String filter = arguments.text(0, "filter");
            Arguments rest = new Arguments(filter, arguments.from(1).positional(), arguments.named());
            if (!Filters.isKnown(filter)) {
                throw new EvaluationException(ErrorKind.RUNTIME, "there is no filter named '" + filter + "'");
            }
            Values.items(value).forEach(item -> results.add(Filters.apply(filter, item, rest)));
        }
        return Sequence.generator(results);
    }

    private static Predicate<Object> attributeTest(Arguments arguments) {
        ItemPath path = ItemPath.of(arguments.required(0, "attribute"));
        return test(arguments, 1, path::in);
    }

    private static Predicate<Object> test(
            Arguments arguments, int from, Function<@Nullable Object, @Nullable Object> part) {
        if (arguments.positional().size() <= from) {
            return item -> Values.isTrue(part.apply(item));
        }
        String test = arguments.text(from, "test");
        Arguments rest = new Arguments(test, arguments.from(from + 1).positional(), arguments.named());
        return item -> ValueTests.holds(test, part.apply(item), rest);
    }

    private static Sequence picked(@Nullable Object value, Predicate<Object> test, boolean wanted) {
        List<Object> results = new ArrayList<>();
        for (Object item : Values.items(value)) {
            if (test.test(item) == wanted) {
                results.add(item);
            }
        }
        return Sequence.generator(results);
    }

    private static Sequence unique(@Nullable Object value, Arguments arguments) {
        boolean caseSensitive = arguments.condition(0, "case_sensitive", false);
        Map<Object, Object> firsts = new LinkedHashMap<>();
        for (Object item : Values.items(value)) {
            Object key = part(item, arguments.optional(1, "attribute", null));
            firsts.putIfAbsent(key == null ? new Undefined("") : SequenceFilters.key(key, caseSensitive), item);
        }
        return Sequence.generator(new ArrayList<>(firsts.values()));
    }

    private static @Nullable Object part(@Nullable Object item, @Nullable Object attribute) {
        return attribute == null ? item : ItemPath.of(attribute).in(item);
    }

    private static LocalList grouped(@Nullable Object value, Arguments arguments) {
        ItemPath path = ItemPath.of(arguments.required(0, "attribute"));
        Object otherwise = arguments.optional(1, "default", null);
        boolean caseSensitive = arguments.condition(2, "case_sensitive", false);
        Map<Object, LocalList> groups = new LinkedHashMap<>();
        Map<Object, Object> names = new LinkedHashMap<>();
        for (Object item : Values.items(value)) {
            Object name = path.in(item, otherwise);
            Object key = SequenceFilters.key(name, caseSensitive);
            groups.computeIfAbsent(key, first -> new LocalList()).add(item);
            names.putIfAbsent(key, name);
        }
        List<Object> keys = new ArrayList<>(groups.keySet());
        keys.sort(Comparisons::order);
        LocalList result = new LocalList();
        keys.forEach(key -> result.add(new Tuple(List.of(names.get(key), groups.get(key)))));
        return result;
    }

    private static @Nullable Object extreme(@Nullable Object value, Arguments arguments, int sign) {
        boolean caseSensitive = arguments.condition(0, "case_sensitive", false);
        Object attribute = arguments.optional(1, "attribute", null);
        List<Object> items = Values.items(value);
        if (items.isEmpty()) {
            return new Undefined("No aggregated item, sequence was empty.");
        }
        Object best = items.getFirst();
        for (Object item : items.subList(1, items.size())) {
            Object key = SequenceFilters.key(part(item, attribute), caseSensitive);
            Object bestKey = SequenceFilters.key(part(best, attribute), caseSensitive);
            best = Comparisons.order(key, bestKey) * sign > 0 ? item : best;
        }
        return best;
    }
}
