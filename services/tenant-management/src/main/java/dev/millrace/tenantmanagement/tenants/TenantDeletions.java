package dev.millrace.tenantmanagement.tenants;

import dev.millrace.events.AuditRecord;
import dev.millrace.events.EventTypes;
import dev.millrace.events.TenantDeleted;
import dev.millrace.events.TenantRestored;
import dev.millrace.events.Topics;
import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import dev.millrace.kernel.Role;
import dev.millrace.kernel.TenantId;
import dev.millrace.platform.outbox.Outbox;
import dev.millrace.platform.tenancy.Caller;
import dev.millrace.platform.tenancy.Membership;
import dev.millrace.platform.tenancy.TenantScope;
import dev.millrace.tenantmanagement.members.Member;
import dev.millrace.tenantmanagement.members.Members;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Deletes tenants, and takes them back. From the moment of its deletion a tenant is nobody's: its members, keys and services are
 * answered as if there were none.
 */
@ApplicationScoped
public class TenantDeletions {

    /** Even what is to be erased at once waits so long: requests that were let in before have come to their end by then. */
    private static final Duration SETTLED = Duration.ofSeconds(10);

    private final TenantScope scope;
    private final Members members;
    private final Outbox outbox;
    private final DeletionConfiguration configuration;
    private final InstantSource clock;

    TenantDeletions(
            TenantScope scope,
            Members members,
            Outbox outbox,
            DeletionConfiguration configuration,
            InstantSource clock) {
        this.scope = scope;
        this.members = members;
        this.outbox = outbox;
        this.configuration = configuration;
        this.clock = clock;
    }

    /** Deletes the tenant that the current transaction sees, if its name was given rightly. */
    @Transactional(Transactional.TxType.MANDATORY)
    DeletedTenantView delete(Membership owner, String name) {
        TenantId id = owner.tenantId();
        Tenant tenant = Tenant.<Tenant>findByIdOptional(id.toString(), LockModeType.PESSIMISTIC_WRITE)
                .orElseThrow(TenantDeletions::noSuchTenant);
        if (contains(id)) {
            throw noSuchTenant();
        }
        if (!tenant.name.equals(name.strip())) {
            throw new MillraceException(
                    ErrorCode.INVALID_REQUEST,
                    "That is not the workspace's name. To delete it, give the name as it is: %s."
                            .formatted(tenant.name));
        }
        Instant now = clock.instant();
        Duration kept = configuration.kept().compareTo(SETTLED) > 0 ? configuration.kept() : SETTLED;
        TenantDeletion deletion = new TenantDeletion();
        deletion.id = tenant.id;
        deletion.deletedAt = now;
        deletion.deletedBy = owner.member();
        deletion.endsAt = now.plus(kept);
        deletion.waitingFor = List.of();
        deletion.persist();
        outbox.publish(Topics.TENANT_EVENTS, EventTypes.TENANT_DELETED, id, null, new TenantDeleted(id));
        audit(id, owner.name(), "workspace-deleted", tenant.name);
        return DeletedTenantView.of(tenant, owner.role(), deletion);
    }

    /** Gives a deleted tenant back to its members. */
    public TenantView restore(Caller.Person person, TenantId id) {
        return scope.within(id, () -> {
            Member member = members.ofSubject(person.subject()).orElseThrow(TenantDeletions::notDeleted);
            TenantDeletion deletion =
                    lock(id).filter(found -> found.endedAt == null).orElseThrow(TenantDeletions::notDeleted);
            Tenant tenant = Tenant.<Tenant>findByIdOptional(deletion.id).orElseThrow(TenantDeletions::notDeleted);
            if (member.role != Role.OWNER) {
                throw new MillraceException(
                        ErrorCode.NOT_ALLOWED, "Only an owner can restore %s. Ask one of them.".formatted(tenant.name));
            }
            deletion.delete();
            outbox.publish(Topics.TENANT_EVENTS, EventTypes.TENANT_RESTORED, id, null, new TenantRestored(id));
            audit(id, member.name, "workspace-restored", tenant.name);
            return TenantView.of(tenant, member.role);
        });
    }

    /** How long a deleted tenant can be taken back, in whole days. */
    public long restorableDays() {
        return configuration.kept().toDays();
    }

    /** Whether the tenant was deleted, by a transaction that sees it. */
    @Transactional(Transactional.TxType.MANDATORY)
    public boolean contains(TenantId id) {
        return TenantDeletion.count("id", id.toString()) > 0;
    }

    /** Those of the tenants that were deleted. */
    public Set<String> among(Collection<String> tenants) {
        return scope.acrossTenants(() -> TenantDeletion.<TenantDeletion>list("id in ?1", tenants)).stream()
                .map(deletion -> deletion.id)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The deleted tenants of a person that can still be taken back, the newest deletion first. */
    public List<DeletedTenantView> of(Caller.Person person) {
        Map<String, Role> memberships = members.everywhere(person.subject()).stream()
                .collect(Collectors.toMap(member -> member.tenantId, member -> member.role));
        return scope.acrossTenants(() -> {
            List<DeletedTenantView> views = new ArrayList<>();
            for (TenantDeletion deletion : TenantDeletion.<TenantDeletion>list(
                    "id in ?1 and endedAt is null order by deletedAt desc", memberships.keySet())) {
                Role role = Objects.requireNonNull(memberships.get(deletion.id), "it was asked for");
                Tenant.<Tenant>findByIdOptional(deletion.id)
                        .ifPresent(tenant -> views.add(DeletedTenantView.of(tenant, role, deletion)));
            }
            return List.copyOf(views);
        });
    }

    /** The deletion of a tenant that the current transaction sees, kept from others until it ends. */
    static Optional<TenantDeletion> lock(TenantId id) {
        return TenantDeletion.findByIdOptional(id.toString(), LockModeType.PESSIMISTIC_WRITE);
    }

    private void audit(TenantId id, String actor, String action, String object) {
        outbox.publish(
                Topics.AUDIT_EVENTS, EventTypes.AUDITED, id, null, new AuditRecord(actor, action, object, Map.of()));
    }

    private static MillraceException noSuchTenant() {
        return new MillraceException(ErrorCode.NOT_FOUND, "There is no such workspace, or you are not a member of it.");
    }

    private static MillraceException notDeleted() {
        return new MillraceException(
                ErrorCode.NOT_FOUND,
                "There is no deleted workspace of yours by this id. It may be back already, or erased for good.");
    }
}
