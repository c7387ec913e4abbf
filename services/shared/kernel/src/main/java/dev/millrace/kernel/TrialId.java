package dev.millrace.kernel;

import java.util.UUID;

/** Identifies a trial of a manifest. */
public record TrialId(UUID value) {

    /** A new, time-ordered id. */
    public static TrialId create() {
        return new TrialId(TimeOrderedUuid.next());
    }

    /**
     * Reads an id as {@link #toString()} writes it.
     *
     * @throws IllegalArgumentException when the text is no UUID
     */
    public static TrialId fromString(String text) {
        return new TrialId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
