package dev.millrace.work;

import dev.millrace.kernel.AuthorisationId;
import dev.millrace.kernel.TenantId;
import org.jspecify.annotations.Nullable;

/**
 * What the worker gets with the claim of an authorisation: {@code POST /internal/v1/authorisations/{authorisation}/claims}. All it needs to
 * exchange a code for tokens (RFC 6749, section 4.1.3; RFC 7636). Holds secrets, so {@link #toString()} leaves them out.
 *
 * @param basic whether the client's id and secret go into a header instead of the body
 * @param clientSecret null for a client without one
 * @param verifier whose hash went along with the question
 * @param redirectUri that the code came to
 */
public record ClaimedAuthorisation(
        AuthorisationId authorisationId,
        TenantId tenantId,
        String tokenUrl,
        boolean basic,
        String clientId,
        @Nullable String clientSecret,
        String code,
        String verifier,
        String redirectUri) {

    @Override
    public String toString() {
        return "ClaimedAuthorisation[" + authorisationId + ", " + tokenUrl + "]";
    }
}
