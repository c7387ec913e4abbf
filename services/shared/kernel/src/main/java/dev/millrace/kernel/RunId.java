package dev.millrace.kernel;

import java.util.UUID;

/** Identifies a run: one check, discovery, sync or transformation. */
public record RunId(UUID value) {

    /** A new, time-ordered id. */
    public static RunId create() {
        return new RunId(TimeOrderedUuid.next());
    }

    /**
     * Reads an id as {@link #toString()} writes it.
     *
     * @throws IllegalArgumentException when the text is no UUID
     */
    public static RunId fromString(String text) {
        return new RunId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
