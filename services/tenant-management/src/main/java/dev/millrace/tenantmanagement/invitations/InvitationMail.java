package dev.millrace.tenantmanagement.invitations;

import dev.millrace.kernel.TenantId;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.mail.MessagingException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;

/** The e-mail that tells somebody of an invitation. What the mail server does not take is tried again later; the link can also be copied. */
@ApplicationScoped
class InvitationMail {

    private static final Logger LOG = Logger.getLogger(InvitationMail.class);

    @CheckedTemplate
    static class Templates {

        private Templates() {}

        static native TemplateInstance invitation(String workspace, String invitedBy, String link);
    }

    private final MailSender sender;
    private final Invitations invitations;
    private final String publicUrl;

    InvitationMail(MailSender sender, Invitations invitations, TenantManagementConfiguration configuration) {
        this.sender = sender;
        this.invitations = invitations;
        this.publicUrl = configuration.publicUrl();
    }

    String link(Invitation invitation) {
        return publicUrl + "/invitations/" + invitation.id;
    }

    /**
     * Sends it.
     *
     * @param patience how long the caller waits for the mail server
     * @return when the mail server took it; empty where it has not yet. It may still do, which is noted then.
     */
    Optional<Instant> send(TenantId tenant, Invitation invitation, String workspace, Duration patience) {
        Future<Optional<Instant>> taken =
                Infrastructure.getDefaultWorkerPool().submit(() -> send(tenant, invitation, workspace));
        try {
            return taken.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            // Whatever happens to the mail, the invitation stands.
            LOG.error("an invitation's mail is tried again", e.getCause());
        } catch (TimeoutException e) {
            LOG.warnf("the mail server has not taken an invitation's mail for %d s", patience.toSeconds());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return Optional.empty();
    }

    private Optional<Instant> send(TenantId tenant, Invitation invitation, String workspace) {
        try {
            sender.send(written(invitation, workspace));
        } catch (MessagingException e) {
            LOG.errorf("an invitation's mail could not be sent and is tried again: %s", MailSender.sentence(e));
            return Optional.empty();
        }
        return Optional.of(invitations.mailed(tenant, invitation.id));
    }

    private MailSender.Mail written(Invitation invitation, String workspace) {
        String link = link(invitation);
        return new MailSender.Mail(
                invitation.email,
                invitation.invitedBy + " invites you to " + workspace + " on Millrace",
                invitation.invitedBy + " invites you to look at " + workspace
                        + " on Millrace.\n\nAccept: " + link
                        + "\n\n"
                        + "The invitation is valid for seven days. If you do not know the sender,"
                        + " ignore it.\n",
                Templates.invitation(workspace, invitation.invitedBy, link).render());
    }
}
