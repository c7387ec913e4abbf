package dev.millrace.events;

import dev.millrace.kernel.TenantId;

/** The data of {@code dev.millrace.tenant.created}. */
public record TenantCreated(TenantId tenantId, String name) {}
