package dev.millrace.syncworker.warehouse;

import java.util.List;

/**
 * A table whose rows are the elements of a list.
 *
 * @param oid the table's, by which it is known to be ours
 * @param elements what each element has
 */
record ListTable(ListPath path, String name, long oid, List<ListElement> elements) {

    ListTable {
        elements = List.copyOf(elements);
    }

    /** Whether it holds all that other elements have, without a loss. */
    boolean holds(List<ListElement> others) {
        return others.stream().allMatch(other -> elements.stream().anyMatch(element -> element.holds(other)));
    }
}
