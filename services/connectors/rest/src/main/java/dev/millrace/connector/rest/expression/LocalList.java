package dev.millrace.connector.rest.expression;

import java.util.ArrayList;
import java.util.Collection;

/** A list that an expression made itself and may therefore change; those of its context it may only read. */
final class LocalList extends ArrayList<Object> {
    private static final long serialVersionUID = 1L;

    LocalList() {}

    LocalList(Collection<?> items) {
        super(items);
    }
}
