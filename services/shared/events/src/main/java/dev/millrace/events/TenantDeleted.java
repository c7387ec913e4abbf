package dev.millrace.events;

import dev.millrace.kernel.TenantId;

/** The data of {@code dev.millrace.tenant.deleted}: nobody gets in and nothing starts; an owner may still take it back. */
public record TenantDeleted(TenantId tenantId) {}
