package dev.millrace.tenantmanagement.access;

import dev.millrace.kernel.TenantId;
import dev.millrace.platform.tenancy.Caller;
import dev.millrace.platform.tenancy.Membership;
import dev.millrace.platform.tenancy.Memberships;
import dev.millrace.platform.tenancy.TenantScope;
import dev.millrace.tenantmanagement.keys.ApiKeys;
import dev.millrace.tenantmanagement.members.Member;
import dev.millrace.tenantmanagement.members.Members;
import dev.millrace.tenantmanagement.tenants.TenantDeletions;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Memberships from this service's own database; the other services ask it. */
@ApplicationScoped
class LocalMemberships implements Memberships {

    private final TenantScope scope;
    private final Members members;
    private final ApiKeys keys;
    private final TenantDeletions deletions;

    LocalMemberships(TenantScope scope, Members members, ApiKeys keys, TenantDeletions deletions) {
        this.scope = scope;
        this.members = members;
        this.keys = keys;
        this.deletions = deletions;
    }

    @Override
    public Optional<Membership> find(TenantId tenant, Caller caller) {
        return switch (caller) {
            case Caller.Person person -> ofSubject(tenant, person.subject());
            case Caller.KeyHolder key ->
                ofApiKey(key).filter(membership -> membership.tenantId().equals(tenant));
        };
    }

    Optional<Membership> ofSubject(TenantId tenant, String subject) {
        return scope.within(
                        tenant,
                        () -> deletions.contains(tenant) ? Optional.<Member>empty() : members.ofSubject(subject))
                .map(member -> new Membership(tenant, member.id.toString(), member.name, member.role));
    }

    @Override
    public Optional<Membership> ofApiKey(Caller.KeyHolder key) {
        return keys.find(key.apiKey())
                .filter(found -> !scope.within(found.tenantId(), () -> deletions.contains(found.tenantId())));
    }
}
