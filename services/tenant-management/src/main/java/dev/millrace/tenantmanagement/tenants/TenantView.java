package dev.millrace.tenantmanagement.tenants;

import dev.millrace.kernel.Role;
import dev.millrace.kernel.TenantId;
import java.time.Instant;

/**
 * A tenant as the API shows it.
 *
 * @param role the caller's
 */
public record TenantView(TenantId id, String name, Role role, Instant createdAt) {

    static TenantView of(Tenant tenant, Role role) {
        return new TenantView(TenantId.fromString(tenant.id), tenant.name, role, tenant.createdAt);
    }
}
