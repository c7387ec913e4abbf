package dev.millrace.connector.rest.manifest;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Maps with text as keys, lists and plain values: what a manifest, a configuration and an answer are made of. A null in
 * them is a null that somebody wrote.
 */
public final class Tree {

    private Tree() {}

    /** A map of which every key is text. */
    @SuppressWarnings("unchecked")
    public static Map<String, Object> asMap(Map<?, ?> map) {
        return (Map<String, Object>) map;
    }

    /** The value as a map; empty when it is something else. */
    public static Map<String, Object> mapOrEmpty(@Nullable Object value) {
        return value instanceof Map<?, ?> map ? asMap(map) : Map.of();
    }

    /** The value as a list: a list as it is, null as an empty one, everything else alone in one. */
    public static List<Object> listOf(@Nullable Object value) {
        return switch (value) {
            case null -> List.of();
            case List<?> list -> list(list, item -> item);
            default -> List.of(value);
        };
    }

    /** A new list of what a function makes of the items, nulls included. */
    @SuppressWarnings("NullAway") // A list of a manifest may hold a null that somebody wrote.
    public static <T extends @Nullable Object> List<Object> list(
            List<T> items, Function<? super T, ? extends @Nullable Object> each) {
        List<Object> made = new ArrayList<>(items.size());
        for (T item : items) {
            made.add(each.apply(item));
        }
        return made;
    }

    /** Puts a value that may be null. */
    @SuppressWarnings("NullAway") // As above.
    public static void put(Map<String, Object> map, String key, @Nullable Object value) {
        map.put(key, value);
    }

    /** A copy that shares no map and no list with the original. */
    public static @Nullable Object copyOf(@Nullable Object value) {
        return switch (value) {
            case Map<?, ?> map -> copy(asMap(map));
            case List<?> list -> list(list, Tree::copyOf);
            case null -> null;
            default -> value;
        };
    }

    /** A copy that shares no map and no list with the original. */
    public static Map<String, Object> copy(Map<String, Object> map) {
        Map<String, Object> made = new LinkedHashMap<>();
        map.forEach((key, value) -> put(made, key, copyOf(value)));
        return made;
    }
}
