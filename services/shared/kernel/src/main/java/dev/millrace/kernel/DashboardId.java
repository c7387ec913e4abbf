package dev.millrace.kernel;

import java.util.UUID;

/** Identifies a dashboard. */
public record DashboardId(UUID value) {

    /** A new, time-ordered id. */
    public static DashboardId create() {
        return new DashboardId(TimeOrderedUuid.next());
    }

    /**
     * Reads an id as {@link #toString()} writes it.
     *
     * @throws IllegalArgumentException when the text is no UUID
     */
    public static DashboardId fromString(String text) {
        return new DashboardId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
