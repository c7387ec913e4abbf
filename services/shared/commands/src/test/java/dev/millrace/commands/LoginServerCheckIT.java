package dev.millrace.commands;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.millrace.local.tls.CertificateAuthority;
import dev.millrace.local.tls.SecuredServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a small provider that answers as the OpenID specifications say. */
class LoginServerCheckIT {

    @TempDir
    private Path folder;

    private HttpServer provider;
    private String realm;
    private String audience = "millrace-api";

    @BeforeEach
    void startProvider() throws IOException {
        provider = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        realm = "http://127.0.0.1:" + provider.getAddress().getPort() + "/realm";
        provider.createContext(
                "/realm/.well-known/openid-configuration",
                exchange -> answer(exchange, 200, "{\"issuer\": \"https://login.example.com/realm\"}"));
        provider.createContext("/realm/protocol/openid-connect/token", this::giveToken);
        provider.start();
    }

    @AfterEach
    void stopProvider() {
        provider.stop(0);
    }

    @Test
    void aProviderThatKnowsTheServiceIsNotComplainedAbout() {
        assertThat(check("https://login.example.com/realm", "right").complaint())
                .isEmpty();
    }

    @Test
    void anIssuerOtherThanTheConfiguredOneIsTold() {
        assertThat(check("https://data.example.com/realm", "right").complaint())
                .contains("it names the issuer https://login.example.com/realm, and MILLRACE_OIDC_ISSUER says"
                        + " https://data.example.com/realm; make them the same.");
    }

    @Test
    void aWrongSecretIsToldWithoutTheSecret() {
        assertThat(check("https://login.example.com/realm", "wrong").complaint())
                .contains(
                        "it refuses the client millrace-connector (unauthorized_client): make the client with a service"
                                + " account, or correct its secret.");
    }

    @Test
    void tokensForSomethingElseAreTold() {
        audience = "another-api";
        assertThat(check("https://login.example.com/realm", "right").complaint())
                .contains(
                        "its tokens for millrace-connector lack the audience millrace-api; add it with a mapper of the"
                                + " client.");
    }

    @Test
    void aRealmThatIsNotThereIsTold() {
        realm = realm.replace("/realm", "/elsewhere");
        assertThat(check("https://login.example.com/realm", "right").complaint())
                .contains("it answers 404 for the realm; check the address, which ends with the realm's name.");
    }

    @Test
    void aCertificateThatIsRefusedIsToldByItsReason() throws Exception {
        CertificateAuthority authority = CertificateAuthority.create("Millrace");
        SSLContext before = SSLContext.getDefault();
        SSLContext.setDefault(authority.callers());
        authority.issue(folder, CertificateAuthority.expired(), "localhost");
        try (SecuredServer secured = SecuredServer.start(folder, path -> "{}")) {
            realm = secured.address() + "/realm";

            assertThat(check("https://login.example.com/realm", "right").complaint())
                    .contains("it can't be reached: its certificate has expired.");
        } finally {
            SSLContext.setDefault(before);
        }
    }

    private Check check(String issuer, String secret) {
        return LoginServerCheck.forService(Settings.of(Map.of(
                "quarkus.oidc.auth-server-url", realm,
                "quarkus.oidc.token.issuer", issuer,
                "quarkus.oidc-client.client-id", "millrace-connector",
                "quarkus.oidc-client.credentials.secret", secret,
                "quarkus.oidc-client.token-path", "/protocol/openid-connect/token")));
    }

    private void giveToken(HttpExchange exchange) throws IOException {
        String right = Base64.getEncoder().encodeToString("millrace-connector:right".getBytes(StandardCharsets.UTF_8));
        if (!exchange.getRequestHeaders().getFirst("Authorization").equals("Basic " + right)) {
            answer(exchange, 401, "{\"error\": \"unauthorized_client\"}");
            return;
        }
        String claims = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(
                        "{\"aud\": [\"account\", \"%s\"]}".formatted(audience).getBytes(StandardCharsets.UTF_8));
        answer(exchange, 200, "{\"access_token\": \"e30.%s.signature\"}".formatted(claims));
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getRequestBody().readAllBytes();
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
