package dev.millrace.kernel;

import java.util.UUID;

/** Identifies an API key of a tenant; it is not the key. */
public record ApiKeyId(UUID value) {

    /** A new, time-ordered id. */
    public static ApiKeyId create() {
        return new ApiKeyId(TimeOrderedUuid.next());
    }

    /**
     * Reads an id as {@link #toString()} writes it.
     *
     * @throws IllegalArgumentException when the text is no UUID
     */
    public static ApiKeyId fromString(String text) {
        return new ApiKeyId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
