package dev.millrace.work;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /internal/v1/authorisations/{authorisation}/completion}: the tokens that a code was exchanged for, or why it was not.
 *
 * @param worker that has claimed it
 * @param tokens null when there are none
 * @param failure null when there are some
 */
public record AuthorisationCompletion(
        String worker, @Nullable Tokens tokens, @Nullable Failure failure) {

    /**
     * What a login server gave.
     *
     * @param refreshToken null where it gave none
     * @param accessTokenLife how long the access token is good; null where it did not say
     * @param refreshTokenLife how long the refresh token is good; null where it did not say
     */
    public record Tokens(
            String accessToken,
            @Nullable String refreshToken,
            @Nullable Duration accessTokenLife,
            @Nullable Duration refreshTokenLife) {

        @Override
        public String toString() {
            return "Tokens[***]";
        }
    }

    @Override
    public String toString() {
        return "AuthorisationCompletion[" + worker + ", " + failure + "]";
    }
}
