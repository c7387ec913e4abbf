package dev.millrace.tenantmanagement.invitations;

import dev.millrace.kernel.CertificateFailure;
import io.quarkus.mailer.Mail;
import io.quarkus.mailer.Mailer;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.enterprise.context.ApplicationScoped;
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

    private final Mailer mailer;
    private final String publicUrl;

    InvitationMail(Mailer mailer, TenantManagementConfiguration configuration) {
        this.mailer = mailer;
        this.publicUrl = configuration.publicUrl();
    }

    String link(Invitation invitation) {
        return publicUrl + "/invitations/" + invitation.id;
    }

    /** Sends it, and tells whether the mail server has taken it. */
    @SuppressWarnings("IllegalCatch") // Whatever a mail server does, the invitation stands.
    boolean send(Invitation invitation, String workspace) {
        String link = link(invitation);
        try {
            mailer.send(Mail.withHtml(
                            invitation.email,
                            invitation.invitedBy + " invites you to " + workspace + " on Millrace",
                            Templates.invitation(workspace, invitation.invitedBy, link)
                                    .render())
                    .setText(invitation.invitedBy + " invites you to look at " + workspace
                            + " on Millrace.\n\nAccept: " + link
                            + "\n\n"
                            + "The invitation is valid for seven days. If you do not know the sender,"
                            + " ignore it.\n"));
            return true;
        } catch (RuntimeException e) {
            LOG.errorf("an invitation's mail could not be sent and is tried again: %s", CertificateFailure.sentence(e));
            return false;
        }
    }
}
