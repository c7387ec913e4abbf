package dev.millrace.syncworker;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.millrace.events.AuthorisationJobData;
import dev.millrace.events.EventTypes;
import dev.millrace.events.MillraceEvent;
import dev.millrace.kernel.AuthorisationId;
import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.TenantId;
import dev.millrace.work.AuthorisationCompletion;
import dev.millrace.work.ClaimedAuthorisation;
import dev.millrace.work.Failure;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The job that exchanges the code of a permission, from its event to what the control plane is told. */
@QuarkusTest
@QuarkusTestResource(WorkerSurroundings.class)
class AuthorisationJobIT {

    private static final String CODE = "the-code";
    private static final String VERIFIER = "a-verifier-that-only-the-asker-knows-0123456789";
    private static final String REDIRECT = "https://millrace.example.com/oauth/callback";

    FakeControlPlane controlPlane;

    private HttpServer loginServer;

    @BeforeEach
    void startLoginServer() throws IOException {
        loginServer = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        loginServer.createContext("/token", AuthorisationJobIT::exchange);
        loginServer.start();
    }

    @AfterEach
    void stopLoginServer() {
        loginServer.stop(0);
    }

    /** RFC 6749, section 4.1.3, and RFC 7636, section 4.6. */
    private static void exchange(HttpExchange exchange) throws IOException {
        Map<String, String> form = Arrays.stream(
                        new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8).split("&"))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
        boolean client = "the-app".equals(form.get("client_id")) && "its-secret".equals(form.get("client_secret"));
        boolean code = CODE.equals(form.get("code"))
                && REDIRECT.equals(form.get("redirect_uri"))
                && "authorization_code".equals(form.get("grant_type"));
        boolean verifier = challenge(form.get("code_verifier")).equals(challenge(VERIFIER));
        if (!client) {
            answer(exchange, 401, "{\"error\": \"invalid_client\"}");
        } else if (!code) {
            answer(exchange, 400, "{\"error\": \"invalid_grant\", \"error_description\": \"unknown code\"}");
        } else if (!verifier) {
            answer(
                    exchange,
                    400,
                    "{\"error\": \"invalid_grant\", \"error_description\": \"PKCE verification failed\"}");
        } else {
            answer(exchange, 200, """
                    {"access_token": "access", "token_type": "bearer", "expires_in": 3600, "refresh_token": "refresh"}
                    """);
        }
    }

    private static String challenge(String verifier) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        try (exchange) {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private AuthorisationCompletion exchanged(String clientId, String code, String verifier) {
        ClaimedAuthorisation asked = new ClaimedAuthorisation(
                AuthorisationId.create(),
                TenantId.create(),
                "http://127.0.0.1:" + loginServer.getAddress().getPort() + "/token",
                false,
                clientId,
                "its-secret",
                code,
                verifier,
                REDIRECT);
        FakeControlPlane.Authorisation authorisation = controlPlane.add(asked);
        JobTopic.send(MillraceEvent.create(
                "/millrace/connector",
                EventTypes.AUTHORISE,
                asked.tenantId(),
                null,
                new AuthorisationJobData(asked.authorisationId())));
        long deadline = System.nanoTime() + Duration.ofSeconds(40).toNanos();
        while (authorisation.completion == null) {
            assertThat(System.nanoTime())
                    .as("nanoseconds until the worker answers")
                    .isLessThan(deadline);
            pause();
        }
        return Objects.requireNonNull(authorisation.completion);
    }

    private static void pause() {
        try {
            Thread.sleep(20);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void assertRefused(String clientId, String code, String verifier, String message) {
        AuthorisationCompletion completion = exchanged(clientId, code, verifier);
        Failure failure = Objects.requireNonNull(completion.failure());
        assertThat(completion.tokens()).isNull();
        assertThat(failure.code()).isEqualTo(ErrorCode.SOURCE_LOGIN_REFUSED.code());
        assertThat(failure.message()).isEqualTo(message);
    }

    @Test
    void theCodeIsExchangedWithTheVerifierOfWhoeverAsked() {
        AuthorisationCompletion completion = exchanged("the-app", CODE, VERIFIER);
        assertThat(completion.failure()).isNull();
        assertThat(completion.tokens())
                .isEqualTo(new AuthorisationCompletion.Tokens("access", "refresh", Duration.ofHours(1), null));
        assertThat(completion.worker()).isNotBlank();
    }

    @Test
    void aWrongVerifierCodeOrClientEndsInAPlainReason() {
        String again = " The permission may have been given too long ago: authorise again.";
        assertRefused(
                "the-app",
                CODE,
                "another-verifier-0123456789-0123456789-0123456",
                "The login server did not accept the permission (invalid_grant: PKCE verification failed)." + again);
        assertRefused(
                "the-app",
                "stolen",
                VERIFIER,
                "The login server did not accept the permission (invalid_grant: unknown code)." + again);
        assertRefused(
                "another-app",
                CODE,
                VERIFIER,
                "The login server did not accept the permission (invalid_client). Check the client ID and the client"
                        + " secret.");
    }

    @Test
    void aLoginServerThatDoesNotAnswerIsNamed() {
        int port = loginServer.getAddress().getPort();
        loginServer.stop(0);
        AuthorisationCompletion completion = exchanged("the-app", CODE, VERIFIER);
        assertThat(Objects.requireNonNull(completion.failure()).message())
                .isEqualTo("The login server at http://127.0.0.1:" + port
                        + "/token does not answer. Try again in a minute.");
    }
}
