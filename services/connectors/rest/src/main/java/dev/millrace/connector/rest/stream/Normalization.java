package dev.millrace.connector.rest.stream;

import java.util.Map;

/** Gives the values of a record the types that its schema says. */
@FunctionalInterface
interface Normalization {

    /** Leaves records as they are. */
    Normalization NONE = record -> {};

    void apply(Map<String, Object> record);
}
