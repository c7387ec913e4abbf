package dev.millrace.platform.tenancy;

import dev.millrace.kernel.TenantId;
import java.util.Optional;

/** Resolves what a caller is in a tenant. */
public interface Memberships {

    /**
     * The caller's membership.
     *
     * @return empty when the tenant does not exist or the caller is no member of it, which look the same
     */
    Optional<Membership> find(TenantId tenant, Caller caller);

    /** The tenant that an API key belongs to; empty when the key is unknown, revoked or expired. */
    Optional<Membership> ofApiKey(Caller.KeyHolder key);
}
