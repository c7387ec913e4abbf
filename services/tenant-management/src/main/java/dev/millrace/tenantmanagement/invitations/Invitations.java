package dev.millrace.tenantmanagement.invitations;

import dev.millrace.events.AuditRecord;
import dev.millrace.events.EventTypes;
import dev.millrace.events.Topics;
import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import dev.millrace.kernel.Role;
import dev.millrace.kernel.TenantId;
import dev.millrace.kernel.TimeOrderedUuid;
import dev.millrace.platform.outbox.Outbox;
import dev.millrace.platform.tenancy.Caller;
import dev.millrace.platform.tenancy.Membership;
import dev.millrace.platform.tenancy.TenantScope;
import dev.millrace.tenantmanagement.members.Member;
import dev.millrace.tenantmanagement.members.Members;
import dev.millrace.tenantmanagement.tenants.TenantDeletions;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Invites people, and lets them in. */
@ApplicationScoped
public class Invitations {

    private static final Duration VALID = Duration.ofDays(7);

    private final TenantScope scope;
    private final Members members;
    private final TenantDeletions deletions;
    private final Outbox outbox;

    Invitations(TenantScope scope, Members members, TenantDeletions deletions, Outbox outbox) {
        this.scope = scope;
        this.members = members;
        this.deletions = deletions;
        this.outbox = outbox;
    }

    /** Invites an e-mail address; inviting it again renews the invitation. */
    Invitation invite(Membership by, String address, Role role) {
        Members.refuseAboveOwnRole(by, role);
        String email = normalise(address);
        if (Member.count("lower(email)", email) > 0) {
            throw new MillraceException(ErrorCode.CONFLICT, email + " is a member already.");
        }
        Invitation invitation = Invitation.<Invitation>find("email", email)
                .firstResultOptional()
                .orElseGet(() -> {
                    Invitation fresh = new Invitation();
                    fresh.id = TimeOrderedUuid.next();
                    fresh.email = email;
                    return fresh;
                });
        invitation.role = role;
        invitation.invitedBy = by.name();
        invitation.createdAt = Instant.now();
        invitation.expiresAt = invitation.createdAt.plus(VALID);
        invitation.persist();
        return invitation;
    }

    List<Invitation> open() {
        return Invitation.list("expiresAt > ?1 order by createdAt", Instant.now());
    }

    Invitation revoke(UUID id) {
        Invitation invitation = Invitation.<Invitation>find("id", id)
                .firstResultOptional()
                .orElseThrow(() -> new MillraceException(ErrorCode.NOT_FOUND, "There is no such invitation."));
        invitation.delete();
        return invitation;
    }

    /** The invitations that wait for a person, in every tenant. */
    List<Invitation> waitingFor(Caller.Person person) {
        if (!person.emailVerified()) {
            return List.of();
        }
        List<Invitation> waiting = scope.acrossTenants(() -> Invitation.list(
                "email = ?1 and expiresAt > ?2 order by createdAt", normalise(person.email()), Instant.now()));
        Set<String> deleted = deletions.among(
                waiting.stream().map(invitation -> invitation.tenantId).toList());
        return waiting.stream()
                .filter(invitation -> !deleted.contains(invitation.tenantId))
                .toList();
    }

    /** Lets a person in whose verified e-mail address was invited. */
    TenantId accept(Caller.Person person, UUID id) {
        Invitation invitation = waitingFor(person).stream()
                .filter(waiting -> waiting.id.equals(id))
                .findFirst()
                .orElseThrow(() -> new MillraceException(
                        ErrorCode.NOT_FOUND,
                        "This invitation has expired, was withdrawn, or is for another e-mail address than "
                                + person.email()
                                + ". Ask for a new one, or log in with the address that was invited."));
        TenantId tenant = TenantId.fromString(invitation.tenantId);
        scope.runWithin(tenant, () -> {
            members.join(tenant, person, invitation.role);
            Invitation.delete("id", id);
            outbox.publish(
                    Topics.AUDIT_EVENTS,
                    EventTypes.AUDITED,
                    tenant,
                    null,
                    new AuditRecord(
                            person.name(),
                            "invitation-accepted",
                            person.email(),
                            Map.of("role", invitation.role.name())));
        });
        return tenant;
    }

    private static String normalise(String email) {
        return email.strip().toLowerCase(Locale.ROOT);
    }
}
