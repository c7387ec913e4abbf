package dev.millrace.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.millrace.kernel.CertificateFailure;
import dev.millrace.local.tls.CertificateAuthority;
import dev.millrace.local.tls.SecuredSurroundings;
import dev.millrace.platform.tenancy.TenantManagementApi;
import dev.millrace.platform.testkit.PersonalTenants;
import dev.millrace.platform.testkit.RealServers;
import dev.millrace.work.WarehouseAccess;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A service whose pods speak TLS: what it answers by, and whom it calls. */
@QuarkusTest
@TestProfile(RealClients.class)
@WithTestResource(value = RealServers.class, initArgs = @ResourceArg(name = "database", value = "transform"))
@WithTestResource(InternalTlsIT.Certificates.class)
class InternalTlsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** The service's certificate, a tenant-management with another one, and a login server. */
    public static class Certificates implements QuarkusTestResourceLifecycleManager {

        private SecuredSurroundings surroundings;
        private HttpServer loginServer;

        @Override
        public Map<String, String> start() {
            try {
                surroundings = SecuredSurroundings.start(
                        path ->
                                "{\"host\":\"127.0.0.1\",\"port\":5432,\"database\":\"wh_clara\",\"user\":\"u\",\"password\":\"p\"}");
                loginServer = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
                loginServer.createContext("/token", call -> {
                    byte[] token = "{\"access_token\":\"t\",\"token_type\":\"Bearer\",\"expires_in\":3600}"
                            .getBytes(StandardCharsets.UTF_8);
                    call.getRequestBody().readAllBytes();
                    call.getResponseHeaders().add("Content-Type", "application/json");
                    call.sendResponseHeaders(200, token.length);
                    call.getResponseBody().write(token);
                    call.close();
                });
                loginServer.start();
                Map<String, String> settings = new HashMap<>(surroundings.settings());
                settings.put(
                        "quarkus.oidc-client.auth-server-url",
                        "http://127.0.0.1:" + loginServer.getAddress().getPort());
                settings.put("quarkus.rest-client.tenant-management.url", surroundings.address());
                return settings;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void inject(TestInjector injector) {
            injector.injectIntoFields(surroundings, new TestInjector.MatchesType(SecuredSurroundings.class));
        }

        @Override
        public void stop() {
            if (loginServer != null) {
                loginServer.stop(0);
            }
            if (surroundings != null) {
                surroundings.close();
            }
        }
    }

    @TestHTTPResource(value = "/q/metrics", tls = true)
    URL page;

    @Inject
    @RestClient
    TenantManagementApi tenantManagement;

    SecuredSurroundings surroundings;

    private CertificateAuthority authority;

    /** Each test has its own authority, which the running service takes up first. */
    @BeforeEach
    void replaceEverything() throws Exception {
        authority = CertificateAuthority.create("Millrace");
        surroundings.replaceOwn(authority);
        surroundings.show(CertificateAuthority.validNow(), "localhost", authority);
        Instant deadline = Instant.now().plus(PATIENCE);
        while (!isTrusted(authority) || !trusts()) {
            assertThat(Instant.now()).as("the certificate is taken up").isBefore(deadline);
            Thread.sleep(20);
        }
    }

    private HttpResponse<String> ask(CertificateAuthority trusted) throws IOException, InterruptedException {
        try (HttpClient client =
                HttpClient.newBuilder().sslContext(trusted.callers()).build()) {
            URI address = URI.create("https://localhost:" + page.getPort() + page.getPath());
            return client.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
        }
    }

    private boolean isTrusted(CertificateAuthority trusted) throws InterruptedException {
        try {
            return ask(trusted).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    private String database() {
        return tenantManagement
                .warehouse(PersonalTenants.of("clara"), WarehouseAccess.Role.TRANSFORMER)
                .database();
    }

    private boolean trusts() {
        try {
            return database().equals("wh_clara");
        } catch (RuntimeException e) {
            assertThat(CertificateFailure.in(e)).contains(CertificateFailure.OTHER_AUTHORITY);
            return false;
        }
    }

    private void assertRefused(CertificateFailure why) {
        assertThatThrownBy(this::database)
                .satisfies(refusal -> assertThat(CertificateFailure.in(refusal)).contains(why));
    }

    @Test
    void itAnswersWithItsCertificateAndTellsHowLongThatIsGood() throws Exception {
        assertThat(ask(authority).body()).containsPattern("millrace_certificate_left_seconds(\\{[^}]*})? 2\\.?591\\d*");
        assertThatThrownBy(() -> ask(CertificateAuthority.create("Millrace")))
                .satisfies(refusal ->
                        assertThat(CertificateFailure.in(refusal)).contains(CertificateFailure.OTHER_AUTHORITY));
    }

    @Test
    void itDoesNotAnswerWithoutTls() {
        try (HttpClient client = HttpClient.newHttpClient()) {
            URI plain = URI.create("http://localhost:" + page.getPort() + page.getPath());
            assertThatThrownBy(() ->
                            client.send(HttpRequest.newBuilder(plain).build(), HttpResponse.BodyHandlers.discarding()))
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void itCallsAServiceOfItsAuthority() {
        assertThat(database()).isEqualTo("wh_clara");
    }

    @Test
    void itRefusesAServiceOfAnotherAuthority() throws Exception {
        surroundings.show(CertificateAuthority.validNow(), "localhost", CertificateAuthority.create("Millrace"));

        assertRefused(CertificateFailure.OTHER_AUTHORITY);
    }

    @Test
    void itRefusesAServiceWithACertificateForAnother() throws Exception {
        surroundings.show(CertificateAuthority.validNow(), "millrace-connector", authority);

        assertRefused(CertificateFailure.OTHER_NAME);
    }

    @Test
    void itRefusesAServiceWhoseCertificateHasExpired() throws Exception {
        surroundings.show(CertificateAuthority.expired(), "localhost", authority);

        assertRefused(CertificateFailure.EXPIRED);
    }
}
