package dev.millrace.kernel;

import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;

/** Identifies a run: one check, discovery, sync or transformation. */
public record RunId(UUID value) {

    /** A new id, ordered by the time of this machine. */
    public static RunId create() {
        return new RunId(TimeOrderedUuid.next());
    }

    /**
     * A new id, ordered by a time.
     *
     * @param now by the clock that all replicas share
     */
    public static RunId create(Instant now) {
        return new RunId(TimeOrderedUuid.at(InstantSource.fixed(now)));
    }

    /**
     * A new id that sorts behind this one, also when the clock has been turned back since.
     *
     * @param now by the clock that all replicas share
     */
    public RunId next(Instant now) {
        Instant after = Instant.ofEpochMilli(TimeOrderedUuid.millis(value) + 1);
        return create(now.isAfter(after) ? now : after);
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
