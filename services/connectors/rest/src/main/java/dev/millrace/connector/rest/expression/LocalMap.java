package dev.millrace.connector.rest.expression;

import java.util.LinkedHashMap;
import java.util.Map;

/** A map that an expression made itself and may therefore change; those of its context it may only read. */
final class LocalMap extends LinkedHashMap<Object, Object> {
    private static final long serialVersionUID = 1L;

    LocalMap() {}

    LocalMap(Map<?, ?> entries) {
        super(entries);
    }
}
