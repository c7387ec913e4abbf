package dev.millrace.work;

import org.jspecify.annotations.Nullable;

/**
 * How a source differs from what was discovered before.
 *
 * @param stream the stream that changed
 * @param field the field; null when it is the whole stream
 * @param from the type it had; null when it is new
 * @param to the type it has; null when it is gone
 * @param followed whether the sync took it over; what is gone stays in the warehouse in every case
 */
public record SchemaChange(
        String stream,
        @Nullable String field,
        Kind kind,
        @Nullable String from,
        @Nullable String to,
        boolean followed) {

    /** What happened. */
    public enum Kind {
        ADDED,
        REMOVED,
        TYPE_CHANGED
    }
}
