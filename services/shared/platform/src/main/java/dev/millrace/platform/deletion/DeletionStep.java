package dev.millrace.platform.deletion;

import dev.millrace.kernel.TenantId;

/**
 * What a service has to do for a deleted tenant besides keeping still and erasing the rows of its database. Each method runs in a
 * transaction that sees the tenant's rows; it may run again after it was done, and after it was done in part.
 */
public interface DeletionStep {

    /** The tenant was deleted, and may be taken back: what runs for it is stopped. */
    default void stop(TenantId tenant) {}

    /** The tenant can't be taken back: what the service keeps outside its database goes. The rows go afterwards. */
    default void erase(TenantId tenant) {}
}
