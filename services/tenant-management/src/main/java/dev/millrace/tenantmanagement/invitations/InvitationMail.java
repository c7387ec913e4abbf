package dev.millrace.tenantmanagement.invitations;

import dev.millrace.kernel.CertificateFailure;
import dev.millrace.kernel.TenantId;
import io.quarkus.mailer.Mail;
import io.quarkus.mailer.reactive.ReactiveMailer;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
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

    private final ReactiveMailer mailer;
    private final Invitations invitations;
    private final String publicUrl;

    InvitationMail(ReactiveMailer mailer, Invitations invitations, TenantManagementConfiguration configuration) {
        this.mailer = mailer;
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
        CompletableFuture<Instant> taken = mailer.send(written(invitation, workspace))
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .map(ignored -> invitations.mailed(tenant, invitation.id))
                .subscribeAsCompletionStage();
        try {
            return Optional.of(taken.get(patience.toMillis(), TimeUnit.MILLISECONDS));
        } catch (ExecutionException e) {
            // Whatever a mail server does, the invitation stands.
            LOG.errorf(
                    "an invitation's mail could not be sent and is tried again: %s",
                    CertificateFailure.sentence(Objects.requireNonNullElse(e.getCause(), e)));
        } catch (TimeoutException e) {
            LOG.warnf("the mail server has not taken an invitation's mail for %d s", patience.toSeconds());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return Optional.empty();
    }

    private Mail written(Invitation invitation, String workspace) {
        String link = link(invitation);
        return Mail.withHtml(
                        invitation.email,
                        invitation.invitedBy + " invites you to " + workspace + " on Millrace",
                        Templates.invitation(workspace, invitation.invitedBy, link)
                                .render())
                .setText(invitation.invitedBy + " invites you to look at " + workspace
                        + " on Millrace.\n\nAccept: " + link
                        + "\n\n"
                        + "The invitation is valid for seven days. If you do not know the sender,"
                        + " ignore it.\n");
    }
}
