package dev.millrace.console.events;

import dev.millrace.kernel.TenantId;

/**
 * Something that happened to a tenant's run.
 *
 * @param json {@code {"type": …, "data": …}}, as the browser gets it
 */
record LiveEvent(TenantId tenant, String json) {}
