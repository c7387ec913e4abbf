package dev.millrace.connector.rest.expression;

import java.util.Optional;

/**
 * A map of a context that has more to say than its keys: {@code stream_slice.extra_fields} is no key of the slice. What is an
 * attribute comes before a key of the same name when it is asked for with a dot.
 */
public interface HasAttributes {
    /** The attribute's value, in the types that contexts are made of. */
    Optional<Object> attribute(String name);
}
