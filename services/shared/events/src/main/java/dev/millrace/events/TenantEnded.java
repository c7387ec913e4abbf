package dev.millrace.events;

import dev.millrace.kernel.TenantId;

/** The data of {@code dev.millrace.tenant.ended}: nobody can take it back, and each service erases what it has of it. */
public record TenantEnded(TenantId tenantId) {}
