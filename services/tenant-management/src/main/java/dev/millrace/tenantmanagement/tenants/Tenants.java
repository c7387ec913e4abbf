package dev.millrace.tenantmanagement.tenants;

import dev.millrace.events.AuditRecord;
import dev.millrace.events.EventTypes;
import dev.millrace.events.TenantCreated;
import dev.millrace.events.Topics;
import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import dev.millrace.kernel.Role;
import dev.millrace.kernel.TenantId;
import dev.millrace.platform.outbox.Outbox;
import dev.millrace.platform.tenancy.Caller;
import dev.millrace.platform.tenancy.TenantScope;
import dev.millrace.tenantmanagement.members.Member;
import dev.millrace.tenantmanagement.members.Members;
import dev.millrace.tenantmanagement.warehouses.Warehouses;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Creates tenants and finds those of a person. */
@ApplicationScoped
public class Tenants {

    /** A person of more would hardly be one; it keeps a script from filling the warehouse server. */
    private static final int MOST_OWNED = 20;

    private final TenantScope scope;
    private final Members members;
    private final Warehouses warehouses;
    private final TenantDeletions deletions;
    private final Outbox outbox;

    Tenants(TenantScope scope, Members members, Warehouses warehouses, TenantDeletions deletions, Outbox outbox) {
        this.scope = scope;
        this.members = members;
        this.warehouses = warehouses;
        this.deletions = deletions;
        this.outbox = outbox;
    }

    /** Creates a tenant with a warehouse, in a transaction that sees the new tenant; the person becomes its owner. */
    @Transactional(Transactional.TxType.MANDATORY)
    public TenantView create(TenantId id, Caller.Person person, String name) {
        if (!person.emailVerified()) {
            throw new MillraceException(
                    ErrorCode.NOT_ALLOWED, "Confirm your e-mail address first: open the link that we sent to it.");
        }
        List<TenantView> owned =
                of(person).stream().filter(t -> t.role() == Role.OWNER).toList();
        if (owned.stream().anyMatch(t -> t.name().equalsIgnoreCase(name))) {
            throw new MillraceException(
                    ErrorCode.CONFLICT,
                    "You already have a workspace named " + name + ". Open it, or take another name.");
        }
        if (owned.size() >= MOST_OWNED) {
            throw new MillraceException(
                    ErrorCode.LIMIT_REACHED,
                    "You own " + owned.size() + " workspaces, which is the most. Delete one first.");
        }
        long deleted = deletions.of(person).stream()
                .filter(tenant -> tenant.role() == Role.OWNER)
                .count();
        if (owned.size() + deleted >= 2 * MOST_OWNED) {
            throw new MillraceException(
                    ErrorCode.LIMIT_REACHED,
                    "You deleted %d workspaces that are not erased yet. Restore one of them, or wait until one is gone."
                            .formatted(deleted));
        }
        if (Tenant.findByIdOptional(id.toString()).isPresent() || deletions.contains(id)) {
            throw new MillraceException(
                    ErrorCode.IDEMPOTENCY_KEY_REUSED,
                    "A workspace was made with this Idempotency-Key before. Take a new key for a new workspace.");
        }
        Tenant tenant = new Tenant();
        tenant.id = id.toString();
        tenant.name = name;
        tenant.createdAt = Instant.now();
        tenant.persistAndFlush();
        members.join(id, person, Role.OWNER);
        warehouses.assign(id);
        outbox.publish(Topics.TENANT_EVENTS, EventTypes.TENANT_CREATED, id, null, new TenantCreated(id, tenant.name));
        outbox.publish(
                Topics.AUDIT_EVENTS,
                EventTypes.AUDITED,
                id,
                null,
                new AuditRecord(person.name(), "workspace-created", name, Map.of()));
        return TenantView.of(tenant, Role.OWNER);
    }

    /** The tenants that a person is a member of, in the order in which they joined. */
    public List<TenantView> of(Caller.Person person) {
        List<Member> memberships = members.everywhere(person.subject());
        List<String> ids = memberships.stream().map(member -> member.tenantId).toList();
        Set<String> deleted = deletions.among(ids);
        Map<String, Tenant> tenants = scope.acrossTenants(() -> Tenant.<Tenant>list("id in ?1", ids)).stream()
                .collect(Collectors.toMap(tenant -> tenant.id, Function.identity()));
        List<TenantView> views = new ArrayList<>();
        for (Member member : memberships) {
            Tenant tenant = tenants.get(member.tenantId);
            if (tenant != null && !deleted.contains(tenant.id)) {
                views.add(TenantView.of(tenant, member.role));
            }
        }
        return views;
    }

    /** The tenant that the current transaction sees. */
    public Tenant current(TenantId id) {
        return Tenant.<Tenant>findByIdOptional(id.toString())
                .orElseThrow(() -> new MillraceException(ErrorCode.NOT_FOUND, "There is no such workspace."));
    }
}
