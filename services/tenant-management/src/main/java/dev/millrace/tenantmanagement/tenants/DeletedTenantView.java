package dev.millrace.tenantmanagement.tenants;

import dev.millrace.kernel.Role;
import dev.millrace.kernel.TenantId;
import java.time.Instant;

/**
 * A deleted tenant, as its members see it until it ends.
 *
 * @param role the caller's; an owner can take it back
 * @param endsAt until then it can be taken back
 */
public record DeletedTenantView(TenantId id, String name, Role role, Instant deletedAt, Instant endsAt) {

    static DeletedTenantView of(Tenant tenant, Role role, TenantDeletion deletion) {
        return new DeletedTenantView(
                TenantId.fromString(tenant.id), tenant.name, role, deletion.deletedAt, deletion.endsAt);
    }
}
