package dev.millrace.events;

import dev.millrace.kernel.TenantId;

/**
 * The data of {@code dev.millrace.tenant.erased}.
 *
 * @param service which of them has nothing of the tenant any more: {@code connector}
 */
public record TenantErased(TenantId tenantId, String service) {}
