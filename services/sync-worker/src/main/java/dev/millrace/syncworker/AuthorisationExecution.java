package dev.millrace.syncworker;

import dev.millrace.connector.rest.CodeExchange;
import dev.millrace.connector.spi.EgressGuard;
import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import dev.millrace.work.AuthorisationCompletion;
import dev.millrace.work.ClaimedAuthorisation;
import dev.millrace.work.Failure;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Exchanges the code of a permission for tokens, past the guard that every connection to the outside goes past. */
final class AuthorisationExecution {

    private static final Logger LOG = Logger.getLogger(AuthorisationExecution.class);

    private final ClaimedAuthorisation asked;
    private final ShortJobs jobs;
    private final EgressGuard egress;

    AuthorisationExecution(ClaimedAuthorisation asked, ShortJobs jobs, EgressGuard egress) {
        this.asked = asked;
        this.jobs = jobs;
        this.egress = egress;
    }

    /** Does it. Whatever happens is told to the control plane; nothing is thrown. */
    void execute() {
        try {
            CodeExchange.Tokens tokens = new CodeExchange(
                            asked.tokenUrl(),
                            asked.basic(),
                            asked.clientId(),
                            asked.clientSecret(),
                            asked.code(),
                            asked.verifier(),
                            asked.redirectUri())
                    .exchange(egress);
            complete(
                    new AuthorisationCompletion.Tokens(
                            tokens.accessToken(),
                            tokens.refreshToken(),
                            tokens.accessTokenLife(),
                            tokens.refreshTokenLife()),
                    null);
        } catch (MillraceException e) {
            complete(null, Failure.of(e));
        } catch (RuntimeException e) {
            LOG.errorf(e, "authorisation %s failed", asked.authorisationId());
            complete(
                    null,
                    Failure.of(
                            ErrorCode.INTERNAL,
                            "Something went wrong inside Millrace (%s). Authorise again; if it stays, tell the operator."
                                    .formatted(e.getClass().getSimpleName())));
        }
    }

    private void complete(AuthorisationCompletion.@Nullable Tokens tokens, @Nullable Failure failure) {
        try {
            jobs.complete(asked.authorisationId(), tokens, failure);
        } catch (MillraceException e) {
            LOG.warnf("authorisation %s not told: %s", asked.authorisationId(), e.getMessage());
        }
    }
}
