package dev.millrace.connector.rest;

import dev.millrace.connector.rest.answer.Json;
import dev.millrace.connector.rest.http.Answer;
import dev.millrace.connector.rest.http.Request;
import dev.millrace.connector.rest.http.Urls;
import dev.millrace.connector.rest.manifest.Tree;
import dev.millrace.connector.spi.EgressGuard;
import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Exchanges the code that a person's permission came with for tokens.
 *
 * @param tokenUrl of the login server
 * @param basic whether the client's id and secret go into a header (RFC 6749, section 2.3.1)
 * @param clientSecret null for a client without one
 * @param verifier of RFC 7636
 */
public record CodeExchange(
        String tokenUrl,
        boolean basic,
        String clientId,
        @Nullable String clientSecret,
        String code,
        String verifier,
        String redirectUri) {

    /**
     * What a login server gave.
     *
     * @param refreshToken null where it gave none
     * @param accessTokenLife null where it did not say
     * @param refreshTokenLife null where it did not say
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

    /**
     * Asks the login server, once: a code is good for one exchange.
     *
     * @throws MillraceException when it refuses or does not answer, saying what to do
     */
    public Tokens exchange(EgressGuard egress) {
        try (GuardedHttp http = new GuardedHttp(egress);
                Answer answer = http.send(request())) {
            Map<String, Object> said = object(answer);
            if (said.get("access_token") instanceof String token) {
                return new Tokens(
                        token,
                        text(said, "refresh_token").orElse(null),
                        seconds(said, "expires_in").orElse(null),
                        // Intuit says it with an x, others without; no standard has it.
                        seconds(said, "refresh_token_expires_in")
                                .or(() -> seconds(said, "x_refresh_token_expires_in"))
                                .orElse(null));
            }
            throw refused(answer.status(), said);
        } catch (IOException e) {
            throw new MillraceException(
                    ErrorCode.SOURCE_UNREACHABLE,
                    "The login server at " + tokenUrl + " does not answer. Try again in a minute.",
                    e);
        }
    }

    private Request request() {
        Map<String, Object> form = new LinkedHashMap<>();
        form.put("grant_type", "authorization_code");
        form.put("code", code);
        form.put("redirect_uri", redirectUri);
        form.put("code_verifier", verifier);
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", "application/x-www-form-urlencoded");
        headers.put("Accept", "application/json");
        String secret = clientSecret;
        if (basic) {
            String both = clientId + ":" + (secret == null ? "" : secret);
            headers.put(
                    "Authorization",
                    "Basic " + Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8)));
        } else {
            form.put("client_id", clientId);
            if (secret != null) {
                form.put("client_secret", secret);
            }
        }
        return new Request("POST", tokenUrl, headers, Urls.form(form));
    }

    private static Map<String, Object> object(Answer answer) throws IOException {
        byte[] body = answer.bytes();
        try {
            return Tree.mapOrEmpty(Json.read(body));
        } catch (IOException e) {
            return Map.of();
        }
    }

    private static MillraceException refused(int status, Map<String, Object> said) {
        String error = text(said, "error").orElse("status " + status);
        String description =
                text(said, "error_description").map(text -> ": " + text).orElse("");
        String advice = error.equals("invalid_client")
                ? "Check the client ID and the client secret."
                : "The permission may have been given too long ago: authorise again.";
        return new MillraceException(
                ErrorCode.SOURCE_LOGIN_REFUSED,
                "The login server did not accept the permission (%s%s). %s".formatted(error, description, advice));
    }

    private static Optional<String> text(Map<String, Object> said, String name) {
        return said.get(name) instanceof String text && !text.isBlank() ? Optional.of(text) : Optional.empty();
    }

    private static Optional<Duration> seconds(Map<String, Object> said, String name) {
        return Optional.ofNullable(said.get(name))
                .map(String::valueOf)
                .filter(number -> number.matches("\\d{1,10}"))
                .map(number -> Duration.ofSeconds(Long.parseLong(number)));
    }

    @Override
    public String toString() {
        return "CodeExchange[" + tokenUrl + "]";
    }
}
