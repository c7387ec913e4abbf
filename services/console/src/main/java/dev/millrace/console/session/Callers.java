package dev.millrace.console.session;

import dev.millrace.console.Problem;
import dev.millrace.kernel.ErrorCode;
import io.quarkus.oidc.AccessTokenCredential;
import io.quarkus.security.AuthenticationException;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.vertx.core.Context;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * Finds out who makes a call. An {@code Authorization} header goes on to the services as it is, be it an access token or an
 * API key: they verify it. Without one, the session cookie is decrypted, refreshed when due, and stands for its access
 * token. A call that changes something and rests on a cookie must also pass {@link CrossSiteGuard}.
 */
@ApplicationScoped
public class Callers {

    private static final Logger LOG = Logger.getLogger(Callers.class);

    /** All that quarkus-oidc tells of a call that was not answered (OidcCommonUtils.sendRequest): the reason it keeps to its log. */
    private static final String AWAY = "OIDC Server is not available";

    private final IdentityProviderManager identities;
    private final CrossSiteGuard crossSite;

    Callers(IdentityProviderManager identities, CrossSiteGuard crossSite) {
        this.identities = identities;
        this.crossSite = crossSite;
    }

    /**
     * Goes on with the caller, on the request's own event loop, or answers with a problem. The request's body waits
     * meanwhile.
     */
    public void withCaller(RoutingContext routing, Consumer<Caller> next) {
        String authorization = routing.request().getHeader(HttpHeaders.AUTHORIZATION);
        if (authorization != null && !authorization.isBlank()) {
            next.accept(new Caller(authorization, false));
            return;
        }
        routing.request().pause();
        // A session that is no longer good is an answer of ours, not a redirect to the login page.
        BiConsumer<RoutingContext, Throwable> leaveItToUs = (ignored, failure) -> {};
        routing.put(QuarkusHttpUser.AUTH_FAILURE_HANDLER, leaveItToUs);
        Context eventLoop = routing.vertx().getOrCreateContext();
        QuarkusHttpUser.getSecurityIdentity(routing, identities)
                .map(Callers::accessToken)
                .subscribe()
                .with(
                        token -> eventLoop.runOnContext(ignored -> {
                            if (token.isEmpty()) {
                                refuse(routing, notAuthenticated());
                            } else if (!crossSite.allows(routing.request())) {
                                refuse(routing, CrossSiteGuard.REFUSED);
                            } else {
                                next.accept(new Caller("Bearer " + token.get(), true));
                            }
                        }),
                        failure -> eventLoop.runOnContext(ignored -> refuse(routing, problemOf(failure))));
    }

    /** What to answer when a session can't be used: it has expired, or the login server can't be asked. */
    static Problem problemOf(Throwable failure) {
        if (failure instanceof AuthenticationException && !isAway(failure)) {
            return notAuthenticated();
        }
        LOG.errorf(failure, "The login server can't be asked about a session");
        return new Problem(
                ErrorCode.PLATFORM_UNAVAILABLE, "Logging in is not possible right now. Try again in a minute.");
    }

    /** Whether a session could not be prolonged because nobody could be asked. */
    private static boolean isAway(Throwable failure) {
        Throwable cause = failure.getCause();
        return cause != null && AWAY.equals(cause.getMessage());
    }

    private static Problem notAuthenticated() {
        return new Problem(
                ErrorCode.NOT_AUTHENTICATED, "You are not logged in, or your session has ended. Log in again.");
    }

    private static void refuse(RoutingContext routing, Problem problem) {
        routing.request().resume();
        problem.send(routing.response());
    }

    private static Optional<String> accessToken(SecurityIdentity identity) {
        return Optional.ofNullable(identity.getCredential(AccessTokenCredential.class))
                .map(AccessTokenCredential::getToken);
    }
}
