package dev.millrace.events;

import dev.millrace.kernel.TenantId;

/** The data of {@code dev.millrace.tenant.restored}: an owner took back a tenant that was deleted. */
public record TenantRestored(TenantId tenantId) {}
