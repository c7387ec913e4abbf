package dev.millrace.tenantmanagement.members;

import dev.millrace.events.EventTypes;
import dev.millrace.events.MembershipChanged;
import dev.millrace.events.Topics;
import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MemberId;
import dev.millrace.kernel.MillraceException;
import dev.millrace.kernel.Role;
import dev.millrace.kernel.TenantId;
import dev.millrace.platform.outbox.Outbox;
import dev.millrace.platform.tenancy.Caller;
import dev.millrace.platform.tenancy.Membership;
import dev.millrace.platform.tenancy.TenantScope;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The members of the tenant that the current transaction sees. */
@ApplicationScoped
public class Members {

    private final Outbox outbox;
    private final TenantScope scope;

    Members(Outbox outbox, TenantScope scope) {
        this.outbox = outbox;
        this.scope = scope;
    }

    /** Adds a person; one who is a member already keeps the role they have. */
    public Member join(TenantId tenant, Caller.Person person, Role role) {
        Optional<Member> present = ofSubject(person.subject());
        if (present.isPresent()) {
            return present.get();
        }
        Member member = new Member();
        member.id = MemberId.create().value();
        member.subject = person.subject();
        member.email = person.email();
        member.name = person.name();
        member.role = role;
        member.joinedAt = Instant.now();
        member.persist();
        announce(tenant, member, role);
        return member;
    }

    /** The member that a person is. */
    public Optional<Member> ofSubject(String subject) {
        return Member.find("subject", subject).firstResultOptional();
    }

    /** Everybody, in the order in which they joined. */
    public List<Member> all() {
        return Member.list("order by joinedAt, id");
    }

    /** Every tenant's membership of a person. */
    public List<Member> everywhere(String subject) {
        return scope.acrossTenants(() -> Member.list("subject = ?1 order by joinedAt", subject));
    }

    /** Gives a member another role. */
    public Member changeRole(Membership by, MemberId id, Role role) {
        Member member = find(id);
        refuseAboveOwnRole(by, member.role);
        refuseAboveOwnRole(by, role);
        if (member.role == Role.OWNER && role != Role.OWNER) {
            refuseLastOwner(member);
        }
        member.role = role;
        announce(by.tenantId(), member, role);
        return member;
    }

    /** Takes a member out. */
    public Member remove(Membership by, MemberId id) {
        Member member = find(id);
        refuseAboveOwnRole(by, member.role);
        if (member.role == Role.OWNER) {
            refuseLastOwner(member);
        }
        member.delete();
        announce(by.tenantId(), member, null);
        return member;
    }

    /** Nobody gives or takes what they do not have. */
    public static void refuseAboveOwnRole(Membership by, Role role) {
        if (!by.role().allows(role)) {
            throw new MillraceException(ErrorCode.NOT_ALLOWED, "Only an owner can give or take the role of an owner.");
        }
    }

    private static Member find(MemberId id) {
        return Member.<Member>find("id", id.value())
                .firstResultOptional()
                .orElseThrow(() -> new MillraceException(ErrorCode.NOT_FOUND, "There is no such member."));
    }

    private static void refuseLastOwner(Member member) {
        if (Member.count("role = ?1 and id <> ?2", Role.OWNER, member.id) == 0) {
            throw new MillraceException(
                    ErrorCode.CONFLICT,
                    "%s is the only owner. Make somebody else an owner first.".formatted(member.name));
        }
    }

    private void announce(TenantId tenant, Member member, @Nullable Role role) {
        outbox.publish(
                Topics.TENANT_EVENTS,
                tenant + "/" + member.id,
                EventTypes.MEMBERSHIP_CHANGED,
                tenant,
                null,
                new MembershipChanged(tenant, new MemberId(member.id), role));
    }
}
