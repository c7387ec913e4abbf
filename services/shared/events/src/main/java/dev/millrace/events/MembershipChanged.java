package dev.millrace.events;

import dev.millrace.kernel.MemberId;
import dev.millrace.kernel.Role;
import dev.millrace.kernel.TenantId;
import org.jspecify.annotations.Nullable;

/**
 * The data of {@code dev.millrace.membership.changed}.
 *
 * @param role the new role; null when the member is gone
 */
public record MembershipChanged(
        TenantId tenantId, MemberId memberId, @Nullable Role role) {}
