package dev.millrace.platform.tenancy;

import dev.millrace.kernel.Role;
import dev.millrace.kernel.TenantId;

/**
 * What a caller is in a tenant.
 *
 * @param member the member's id, or the API key's
 * @param name of the member or the key, for the audit log
 */
public record Membership(TenantId tenantId, String member, String name, Role role) {}
