package dev.millrace.tenantmanagement.invitations;

import dev.millrace.events.AuditRecord;
import dev.millrace.events.EventTypes;
import dev.millrace.events.Topics;
import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import dev.millrace.kernel.Role;
import dev.millrace.kernel.TenantId;
import dev.millrace.kernel.TimeOrderedUuid;
import dev.millrace.platform.DatabaseClock;
import dev.millrace.platform.outbox.Outbox;
import dev.millrace.platform.tenancy.Caller;
import dev.millrace.platform.tenancy.Membership;
import dev.millrace.platform.tenancy.TenantScope;
import dev.millrace.tenantmanagement.members.Member;
import dev.millrace.tenantmanagement.members.Members;
import dev.millrace.tenantmanagement.tenants.TenantDeletions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Invites people, and lets them in. */
@ApplicationScoped
public class Invitations {

    private static final Duration VALID = Duration.ofDays(7);
    /** Until a mail that did not go out is tried again; it doubles with each time, up to four hours. */
    private static final Duration FIRST_PAUSE = Duration.ofMinutes(1);

    private static final int MOST_DOUBLINGS = 8;
    private static final int BATCH = 50;

    private final TenantScope scope;
    private final Members members;
    private final TenantDeletions deletions;
    private final Outbox outbox;
    private final EntityManager entities;
    private final DatabaseClock clock;

    Invitations(
            TenantScope scope,
            Members members,
            TenantDeletions deletions,
            Outbox outbox,
            EntityManager entities,
            DatabaseClock clock) {
        this.scope = scope;
        this.members = members;
        this.deletions = deletions;
        this.outbox = outbox;
        this.entities = entities;
        this.clock = clock;
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
        invitation.mailedAt = null;
        invitation.mailAttempts = 0;
        invitation.mailDueAt = nextMail(0);
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

    /** The tenants' invitations whose mails are to be tried again. */
    List<DueMail> dueMails() {
        List<?> due = scope.acrossTenants(() -> entities.createNativeQuery("select tenant_id, id from invitations"
                        + " where mail_due_at <= :now and expires_at > :now order by mail_due_at limit " + BATCH)
                .setParameter("now", clock.now())
                .getResultList());
        return due.stream()
                .map(row -> (Object[]) row)
                .map(row -> new DueMail(TenantId.fromString((String) row[0]), (UUID) row[1]))
                .toList();
    }

    /** An invitation whose mail is to be tried again. */
    record DueMail(TenantId tenant, UUID invitation) {}

    /** Takes a mail that is due: no other replica sends it meanwhile, and it is due again later. Empty when another one has taken it. */
    Optional<Invitation> takeDueMail(DueMail due) {
        return scope.within(due.tenant(), () -> {
            Instant now = clock.now();
            Optional<Invitation> found = Invitation.<Invitation>find("id", due.invitation())
                    .withLock(LockModeType.PESSIMISTIC_WRITE)
                    .firstResultOptional()
                    .filter(invitation -> invitation.mailDueAt != null && !invitation.mailDueAt.isAfter(now));
            found.ifPresent(invitation -> {
                invitation.mailAttempts++;
                invitation.mailDueAt = nextMail(invitation.mailAttempts);
            });
            return found;
        });
    }

    /** Notes that the mail server has taken the mail of an invitation; gives the time. */
    Instant mailed(TenantId tenant, UUID id) {
        return scope.within(tenant, () -> {
            Instant now = clock.now();
            Invitation.update("mailedAt = ?1, mailDueAt = null where id = ?2", now, id);
            return now;
        });
    }

    private Instant nextMail(int attempts) {
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(attempts, MOST_DOUBLINGS));
        return clock.now().plus(pause);
    }

    private static String normalise(String email) {
        return email.strip().toLowerCase(Locale.ROOT);
    }
}
