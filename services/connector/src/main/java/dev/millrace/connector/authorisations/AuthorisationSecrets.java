package dev.millrace.connector.authorisations;

import dev.millrace.work.AuthorisationCompletion.Tokens;
import io.quarkus.runtime.annotations.RegisterForReflection;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an authorisation and shown to nobody.
 *
 * @param state that the answer has to bring along
 * @param verifier whose hash went along with the question (RFC 7636)
 * @param code that came with the answer; null before
 * @param tokens that it was exchanged for; null before
 */
@RegisterForReflection(registerFullHierarchy = true)
record AuthorisationSecrets(
        AuthorisationTerms terms,
        String clientId,
        @Nullable String clientSecret,
        String state,
        String verifier,
        String redirectUri,
        @Nullable String code,
        @Nullable Tokens tokens) {

    AuthorisationSecrets withCode(String given) {
        return new AuthorisationSecrets(terms, clientId, clientSecret, state, verifier, redirectUri, given, tokens);
    }

    AuthorisationSecrets withTokens(Tokens given) {
        return new AuthorisationSecrets(terms, clientId, clientSecret, state, verifier, redirectUri, null, given);
    }

    @Override
    public String toString() {
        return "AuthorisationSecrets[***]";
    }
}
