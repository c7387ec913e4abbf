package dev.millrace.syncworker.warehouse;

import java.util.ArrayList;
import java.util.List;

/**
 * Where a list is: in a column of a stream's table, or in an element of such a list.
 *
 * @param column the column of the stream's table
 * @param keys the members that lead on from the elements of one list to the next one
 */
record ListPath(String column, List<String> keys) {

    ListPath {
        keys = List.copyOf(keys);
    }

    /** The list in a member of this one's elements. */
    ListPath below(String key) {
        List<String> longer = new ArrayList<>(keys);
        longer.add(key);
        return new ListPath(column, longer);
    }

    int depth() {
        return keys.size() + 1;
    }

    /** Its parts in order, the column first. */
    List<String> parts() {
        List<String> parts = new ArrayList<>(List.of(column));
        parts.addAll(keys);
        return parts;
    }

    /** The element of the innermost list, as {@link #from} names it. */
    String element() {
        return "e" + depth() + ".v";
    }

    /** One row for each element, {@code e1.v} and {@code e1.n} being the outermost list's element and its place, and so on. */
    String from(String table) {
        StringBuilder sql = new StringBuilder(table).append(" as p");
        String list = "p." + Identifiers.quote(column);
        for (int level = 1; level <= depth(); level++) {
            sql.append(" cross join lateral jsonb_array_elements(case jsonb_typeof(")
                    .append(list)
                    .append(") when 'array' then ")
                    .append(list)
                    .append(" else '[]' end) with ordinality as e")
                    .append(level)
                    .append("(v, n)");
            if (level < depth()) {
                list = "(e" + level + ".v -> " + Identifiers.literal(keys.get(level - 1)) + ")";
            }
        }
        return sql.toString();
    }

    /** The places of the element and of those that it is in: {@code array[e1.n, e2.n]}. */
    String places() {
        StringBuilder sql = new StringBuilder("array[");
        for (int level = 1; level <= depth(); level++) {
            sql.append(level == 1 ? "e" : ", e").append(level).append(".n");
        }
        return sql.append(']').toString();
    }
}
