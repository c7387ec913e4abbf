package dev.millrace.platform.tenancy;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Authenticates {@code Authorization: Bearer mlr_…}. It is asked before OIDC and leaves every other token to it.
 */
@ApplicationScoped
class ApiKeyMechanism implements HttpAuthenticationMechanism {

    /** The attribute of the identity that holds the key. */
    static final String KEY = "millrace.api-key";

    private static final String PREFIX = "Bearer mlr_";
    private static final int BEFORE_OIDC = DEFAULT_PRIORITY + 1000;

    private final Memberships memberships;

    ApiKeyMechanism(Memberships memberships) {
        this.memberships = memberships;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext context, IdentityProviderManager providers) {
        String header = context.request().getHeader("Authorization");
        if (header == null || !header.startsWith(PREFIX)) {
            return Uni.createFrom().nullItem();
        }
        Caller.KeyHolder key = new Caller.KeyHolder(header.substring("Bearer ".length()));
        return Uni.createFrom().item(() -> identify(key)).runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
    }

    private SecurityIdentity identify(Caller.KeyHolder key) {
        Membership membership = memberships
                .ofApiKey(key)
                .orElseThrow(() -> new AuthenticationFailedException("unknown, revoked or expired API key"));
        return QuarkusSecurityIdentity.builder()
                .setPrincipal(new QuarkusPrincipal("api-key:" + membership.name()))
                .addAttribute(KEY, key)
                .build();
    }

    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext context) {
        return Uni.createFrom().nullItem();
    }

    @Override
    public int getPriority() {
        return BEFORE_OIDC;
    }
}
