package dev.millrace.kernel;

import java.util.UUID;

/** Identifies a member of a tenant. */
public record MemberId(UUID value) {

    /** A new, time-ordered id. */
    public static MemberId create() {
        return new MemberId(TimeOrderedUuid.next());
    }

    /**
     * Reads an id as {@link #toString()} writes it.
     *
     * @throws IllegalArgumentException when the text is no UUID
     */
    public static MemberId fromString(String text) {
        return new MemberId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
