package dev.millrace.connector.rest.expression;

import java.util.List;

/**
 * Items that are neither a list nor a tuple: the keys of a map, or what a filter such as {@code map} gives.
 *
 * @param kind the name that Python gives it
 * @param lazy whether it is one of those that only loops and filters may look into, which are never empty as a condition
 */
record Sequence(String kind, List<Object> items, boolean lazy) {
    static Sequence view(String kind, List<Object> items) {
        return new Sequence(kind, items, false);
    }

    static Sequence generator(List<Object> items) {
        return new Sequence("generator", items, true);
    }
}
