package dev.millrace.tenantmanagement.invitations;

import dev.millrace.platform.tenancy.TenantScope;
import dev.millrace.tenantmanagement.tenants.Tenants;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/** Tries mails of invitations again that did not go out: the mail server was away, or what was to send them was. */
@ApplicationScoped
class InvitationMails {

    /** Some mail servers keep a sender waiting on purpose. */
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private final Invitations invitations;
    private final InvitationMail mail;
    private final Tenants tenants;
    private final TenantScope scope;

    InvitationMails(Invitations invitations, InvitationMail mail, Tenants tenants, TenantScope scope) {
        this.invitations = invitations;
        this.mail = mail;
        this.tenants = tenants;
        this.scope = scope;
    }

    @Scheduled(every = "10s", concurrentExecution = ConcurrentExecution.SKIP)
    void sendDue() {
        for (Invitations.DueMail due : invitations.dueMails()) {
            invitations.takeDueMail(due).ifPresent(invitation -> {
                String workspace = scope.within(due.tenant(), () -> tenants.current(due.tenant()).name);
                mail.send(due.tenant(), invitation, workspace, PATIENCE);
            });
        }
    }
}
