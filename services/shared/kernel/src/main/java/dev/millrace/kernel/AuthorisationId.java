package dev.millrace.kernel;

import java.util.UUID;

/** Identifies a permission that somebody is asked for. */
public record AuthorisationId(UUID value) {

    /** A new, time-ordered id. */
    public static AuthorisationId create() {
        return new AuthorisationId(TimeOrderedUuid.next());
    }

    /**
     * Reads an id as {@link #toString()} writes it.
     *
     * @throws IllegalArgumentException when the text is no UUID
     */
    public static AuthorisationId fromString(String text) {
        return new AuthorisationId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
