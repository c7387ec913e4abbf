package dev.millrace.kernel;

import java.util.UUID;

/** Identifies a tenant, the customer's workspace. */
public record TenantId(UUID value) {

    /** A new, time-ordered id. */
    public static TenantId create() {
        return new TenantId(TimeOrderedUuid.next());
    }

    /**
     * Reads an id as {@link #toString()} writes it.
     *
     * @throws IllegalArgumentException when the text is no UUID
     */
    public static TenantId fromString(String text) {
        return new TenantId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
