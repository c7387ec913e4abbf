package dev.millrace.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.local.tls.CertificateAuthority;
import dev.millrace.local.tls.SecuredSurroundings;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.oidc.server.OidcWiremockTestResource;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The front door before services that speak TLS. */
@QuarkusTest
@WithTestResource(OidcWiremockTestResource.class)
@WithTestResource(SecuredServices.class)
class InternalTlsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String TENANT = "/api/v1/tenants/" + FakeServices.OWN_TENANT;
    private static final int OK = 200;
    private static final int FORBIDDEN = 403;
    private static final int UNAVAILABLE = 503;

    @TestHTTPResource(value = "/", tls = true)
    URL address;

    SecuredSurroundings services;

    private CertificateAuthority authority;

    /** Each test has its own authority, which the running console takes up first. */
    @BeforeEach
    void replaceEverything() throws Exception {
        authority = CertificateAuthority.create("Millrace");
        services.replaceOwn(authority);
        services.show(CertificateAuthority.validNow(), "localhost", authority);
        Instant deadline = Instant.now().plus(PATIENCE);
        while (!isTakenUp()) {
            assertThat(Instant.now()).as("the certificate is taken up").isBefore(deadline);
            Thread.sleep(20);
        }
    }

    private boolean isTakenUp() throws InterruptedException {
        try {
            return ask("/sources") == OK && ask("/events") == OK;
        } catch (IOException e) {
            return false;
        }
    }

    /** The status of an answer, whose rest is not waited for. */
    private int ask(String path) throws IOException, InterruptedException {
        HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .sslContext(authority.callers())
                .build();
        try {
            return client.send(
                            HttpRequest.newBuilder(URI.create("https://localhost:" + address.getPort() + TENANT + path))
                                    .header("Authorization", "Bearer mlr_abc")
                                    .build(),
                            HttpResponse.BodyHandlers.ofInputStream())
                    .statusCode();
        } finally {
            client.shutdownNow();
        }
    }

    @Test
    void servicesOfTheAuthorityAreReachedByAllThatCallsThem() throws Exception {
        assertThat(ask("/sources")).isEqualTo(OK);
        assertThat(ask("/events")).isEqualTo(OK);
        assertThat(ask("/export")).as("a viewer may not, which a service said").isEqualTo(FORBIDDEN);
    }

    private void assertNobodyIsReached() throws Exception {
        assertThat(ask("/sources")).isEqualTo(UNAVAILABLE);
        assertThat(ask("/events")).isEqualTo(UNAVAILABLE);
        assertThat(ask("/export")).isEqualTo(UNAVAILABLE);
    }

    @Test
    void servicesOfAnotherAuthorityAreNotSpokenWith() throws Exception {
        services.show(CertificateAuthority.validNow(), "localhost", CertificateAuthority.create("Millrace"));
        assertNobodyIsReached();
    }

    @Test
    void servicesWithACertificateForAnotherAreNotSpokenWith() throws Exception {
        services.show(CertificateAuthority.validNow(), "millrace-console", authority);
        assertNobodyIsReached();
    }

    @Test
    void servicesWhoseCertificateHasExpiredAreNotSpokenWith() throws Exception {
        services.show(CertificateAuthority.expired(), "localhost", authority);
        assertNobodyIsReached();
    }
}
