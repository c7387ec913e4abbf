package dev.millrace.kernel;

import java.util.UUID;

/** Identifies a source that a tenant connected. */
public record SourceId(UUID value) {

    /** A new, time-ordered id. */
    public static SourceId create() {
        return new SourceId(TimeOrderedUuid.next());
    }

    /**
     * Reads an id as {@link #toString()} writes it.
     *
     * @throws IllegalArgumentException when the text is no UUID
     */
    public static SourceId fromString(String text) {
        return new SourceId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
