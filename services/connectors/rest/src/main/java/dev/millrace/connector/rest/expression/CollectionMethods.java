package dev.millrace.connector.rest.expression;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The methods of dictionaries, lists, tuples and sets. */
final class CollectionMethods {
    private CollectionMethods() {}

    static @Nullable Callable ofMap(Map<?, ?> map, String name) {
        return switch (name) {
            case "get" ->
                method(name, arguments -> {
                    Object key = arguments.required(0, "key");
                    return Members.hasKey(map, key)
                            ? Values.normal(Members.get(map, key))
                            : arguments.optional(1, "default", null);
                });
            case "keys" -> method(name, arguments -> Sequence.view("dict_keys", Values.items(map)));
            case "values" -> method(name, arguments -> Sequence.view("dict_values", values(map)));
            case "items" -> method(name, arguments -> Sequence.view("dict_items", entries(map)));
            case "copy" -> method(name, arguments -> new LocalMap(map));
            case "update" ->
                method(name, arguments -> {
                    local(map).putAll(arguments.named());
                    if (!arguments.positional().isEmpty()) {
                        local(map).putAll(entriesOf(arguments.required(0, "entries")));
                    }
                    return null;
                });
            case "setdefault" ->
                method(name, arguments -> {
                    Object key = arguments.required(0, "key");
                    if (!Members.hasKey(map, key)) {
                        local(map).put(key, arguments.optional(1, "default", null));
                    }
                    return Values.normal(Members.get(map, key));
                });
            case "pop" ->
                method(name, arguments -> {
                    Object key = arguments.required(0, "key");
                    if (!Members.hasKey(map, key) && !arguments.has(1, "default")) {
                        throw new EvaluationException(ErrorKind.LOOKUP, "pop() of a key that isn't there");
                    }
                    return Members.hasKey(map, key) ? local(map).remove(key) : arguments.optional(1, "default", null);
                });
            default -> null;
        };
    }

    static @Nullable Callable ofList(List<?> list, String name) {
        return switch (name) {
            case "append" ->
                method(name, arguments -> {
                    local(list).add(arguments.required(0, "object"));
                    return null;
                });
            case "extend" ->
                method(name, arguments -> {
                    local(list).addAll(Values.items(arguments.required(0, "iterable")));
                    return null;
                });
            case "insert" ->
                method(name, arguments -> {
                    int index = arguments.integer(0, "index", 0);
                    int from = Math.clamp(index < 0 ? index + (long) list.size() : index, 0, list.size());
                    local(list).add(from, arguments.required(1, "object"));
                    return null;
                });
            case "pop" ->
                method(name, arguments -> {
                    int index = arguments.integer(0, "index", -1);
                    int from = index < 0 ? index + list.size() : index;
                    if (from < 0 || from >= list.size()) {
                        throw new EvaluationException(ErrorKind.LOOKUP, "pop index out of range");
                    }
                    return local(list).remove(from);
                });
            case "reverse" ->
                method(name, arguments -> {
                    Collections.reverse(local(list));
                    return null;
                });
            case "sort" ->
                method(name, arguments -> {
                    local(list).sort(Comparisons::order);
                    return null;
                });
            case "copy" -> method(name, arguments -> new LocalList(list));
            default -> ofSequence(list, name);
        };
    }

    static @Nullable Callable ofSequence(List<?> items, String name) {
        return switch (name) {
            case "count" ->
                method(name, arguments -> {
                    Object item = arguments.required(0, "value");
                    return items.stream()
                            .filter(candidate -> Comparisons.equal(candidate, item))
                            .count();
                });
            case "index" ->
                method(name, arguments -> {
                    Object item = arguments.required(0, "value");
                    for (int i = 0; i < items.size(); i++) {
                        if (Comparisons.equal(items.get(i), item)) {
                            return (long) i;
                        }
                    }
                    throw EvaluationException.value("index() of an item that is not in the list");
                });
            default -> null;
        };
    }

    static @Nullable Callable ofSet(Set<?> set, String name) {
        return name.equals("copy") ? method(name, arguments -> set) : null;
    }

    /** The pairs of a map as tuples. */
    static List<Object> entries(Map<?, ?> map) {
        List<Object> entries = new ArrayList<>(map.size());
        map.forEach((key, value) -> {
            List<Object> pair = new ArrayList<>(2);
            pair.add(Values.normal(key));
            pair.add(Values.normal(value));
            entries.add(new Tuple(pair));
        });
        return entries;
    }

    /** A map of a map, or of pairs. */
    static Map<?, ?> entriesOf(@Nullable Object source) {
        if (source instanceof Map<?, ?> map) {
            return map;
        }
        LocalMap map = new LocalMap();
        for (Object pair : Values.items(source)) {
            List<Object> parts = Values.items(pair);
            if (parts.size() != 2) {
                throw EvaluationException.value("a dictionary is made of pairs");
            }
            map.put(parts.getFirst(), parts.getLast());
        }
        return map;
    }

    private static List<Object> values(Map<?, ?> map) {
        List<Object> values = new ArrayList<>(map.size());
        map.values().forEach(value -> values.add(Values.normal(value)));
        return values;
    }

    private static Callable method(String name, Function<Arguments, @Nullable Object> body) {
        return Callable.method(name, body);
    }

    private static LocalList local(List<?> list) {
        if (list instanceof LocalList own) {
            return own;
        }
        throw EvaluationException.type("a list from outside of the expression can't be changed");
    }

    private static LocalMap local(Map<?, ?> map) {
        if (map instanceof LocalMap own) {
            return own;
        }
        throw EvaluationException.type("a dictionary from outside of the expression can't be changed");
    }
}
