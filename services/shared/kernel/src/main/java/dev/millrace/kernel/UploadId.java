package dev.millrace.kernel;

import java.util.UUID;

/** Identifies an uploaded file. */
public record UploadId(UUID value) {

    /** A new, time-ordered id. */
    public static UploadId create() {
        return new UploadId(TimeOrderedUuid.next());
    }

    /**
     * Reads an id as {@link #toString()} writes it.
     *
     * @throws IllegalArgumentException when the text is no UUID
     */
    public static UploadId fromString(String text) {
        return new UploadId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
