package dev.millrace.connector.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import dev.millrace.connector.spi.AddressRange;
import dev.millrace.connector.spi.EgressGuard;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A code against a login server that holds to RFC 6749 and RFC 7636. */
class CodeExchangeTest {

    private static final EgressGuard HERE = new EgressGuard(List.of(AddressRange.parse("127.0.0.0/8")));
    private static final String CALLBACK = "https://app.example.com/oauth/callback";

    /** The codes that are good, with the hash of the verifier that each was asked for with. */
    private final Map<String, String> codes = new ConcurrentHashMap<>(Map.of("good", hash("the-verifier")));

    private final LocalApi server = new LocalApi(this::token);

    @AfterEach
    void stop() {
        server.close();
    }

    private LocalApi.Reply token(HttpExchange exchange) {
        Map<String, String> form = form(exchange);
        String basic = "Basic " + Base64.getEncoder().encodeToString("me:s3cret".getBytes(StandardCharsets.UTF_8));
        boolean known = basic.equals(exchange.getRequestHeaders().getFirst("Authorization"))
                || ("me".equals(form.get("client_id")) && "s3cret".equals(form.get("client_secret")));
        if (!known) {
            return refusal("invalid_client", "no such client");
        }
        String challenge = codes.remove(form.getOrDefault("code", ""));
        if (challenge == null
                || !"authorization_code".equals(form.get("grant_type"))
                || !CALLBACK.equals(form.get("redirect_uri"))) {
            return refusal("invalid_grant", "the code has expired");
        }
        if (!challenge.equals(hash(form.getOrDefault("code_verifier", "")))) {
            return refusal("invalid_grant", "PKCE verification failed");
        }
        return LocalApi.Reply.json(
                "{\"access_token\": \"access-1\", \"refresh_token\": \"refresh-1\", \"expires_in\": 3600,"
                        + " \"x_refresh_token_expires_in\": 8726400, \"token_type\": \"bearer\"}");
    }

    private static LocalApi.Reply refusal(String error, String description) {
        return new LocalApi.Reply(
                400, Map.of(), "{\"error\": \"%s\", \"error_description\": \"%s\"}".formatted(error, description));
    }

    private static Map<String, String> form(HttpExchange exchange) {
        try {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            return Stream.of(body.split("&", -1))
                    .map(field -> field.split("=", 2))
                    .collect(Collectors.toMap(
                            field -> field[0], field -> URLDecoder.decode(field[1], StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String hash(String verifier) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private CodeExchange exchange(boolean basic, String secret, String code, String verifier) {
        return new CodeExchange(server.address() + "/token", basic, "me", secret, code, verifier, CALLBACK);
    }

    @Test
    void aGoodCodeGivesTokensAndTellsHowLongTheyLast() {
        for (boolean basic : List.of(true, false)) {
            codes.put("good", hash("the-verifier"));

            CodeExchange.Tokens tokens =
                    exchange(basic, "s3cret", "good", "the-verifier").exchange(HERE);

            assertThat(tokens)
                    .isEqualTo(new CodeExchange.Tokens(
                            "access-1", "refresh-1", Duration.ofHours(1), Duration.ofDays(101)));
        }
    }

    @Test
    void aCodeIsGoodOnce() {
        exchange(true, "s3cret", "good", "the-verifier").exchange(HERE);

        assertThatThrownBy(
                        () -> exchange(true, "s3cret", "good", "the-verifier").exchange(HERE))
                .hasMessage("The login server did not accept the permission (invalid_grant: the code has expired)."
                        + " The permission may have been given too long ago: authorise again.");
    }

    @Test
    void aCodeThatSomebodyElseAskedForIsWorthNothing() {
        assertThatThrownBy(() ->
                        exchange(true, "s3cret", "good", "another-verifier").exchange(HERE))
                .hasMessageContaining("PKCE verification failed");
    }

    @Test
    void aWrongSecretIsTold() {
        assertThatThrownBy(
                        () -> exchange(false, "wrong", "good", "the-verifier").exchange(HERE))
                .hasMessage("The login server did not accept the permission (invalid_client: no such client)."
                        + " Check the client ID and the client secret.");
    }

    @Test
    void anAddressThatWorkersMayNotCallIsNotAsked() {
        assertThatThrownBy(
                        () -> exchange(true, "s3cret", "good", "the-verifier").exchange(new EgressGuard(List.of())))
                .hasMessageContaining("127.0.0.1");
        assertThat(server.asked()).isEmpty();
    }

    @Test
    void nothingSecretIsInItsText() {
        assertThat(exchange(true, "s3cret", "good", "the-verifier").toString())
                .isEqualTo("CodeExchange[" + server.address() + "/token]");
    }
}
