package dev.millrace.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.millrace.kernel.CertificateFailure;
import dev.millrace.local.tls.CertificateAuthority;
import dev.millrace.local.tls.CertificateAuthority.Validity;
import dev.millrace.local.tls.SecuredServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a server that speaks TLS, and the client of the JDK. */
class CertificateFailureIT {

    private static final int OK = 200;

    @TempDir
    private Path folder;

    private CertificateAuthority authority;

    @BeforeEach
    void createAuthority() throws IOException {
        authority = CertificateAuthority.create("Millrace");
    }

    private Throwable call(Validity validity, String name, CertificateAuthority trusted) throws Exception {
        authority.issue(folder, validity, name);
        try (SecuredServer server = SecuredServer.start(folder, path -> "{}");
                HttpClient client = HttpClient.newBuilder()
                        .sslContext(Authority.of(trusted.pem()).context())
                        .build()) {
            HttpRequest request =
                    HttpRequest.newBuilder(URI.create(server.address())).build();
            return catchThrowable(() -> assertThat(
                            client.send(request, BodyHandlers.discarding()).statusCode())
                    .isEqualTo(OK));
        }
    }

    @Test
    void aCertificateOfTheAuthorityForTheNameIsTaken() throws Exception {
        assertThat(call(CertificateAuthority.validNow(), "localhost", authority))
                .isNull();
    }

    @Test
    void anExpiredOneIsRefused() throws Exception {
        assertThat(CertificateFailure.in(call(CertificateAuthority.expired(), "localhost", authority)))
                .contains(CertificateFailure.EXPIRED);
    }

    @Test
    void oneOfTomorrowIsRefused() throws Exception {
        assertThat(CertificateFailure.in(call(CertificateAuthority.ofTomorrow(), "localhost", authority)))
                .contains(CertificateFailure.NOT_YET_VALID);
    }

    @Test
    void oneForAnotherNameIsRefused() throws Exception {
        assertThat(CertificateFailure.in(call(CertificateAuthority.validNow(), "elsewhere", authority)))
                .contains(CertificateFailure.OTHER_NAME);
    }

    @Test
    void oneOfAnotherAuthorityIsRefusedAlsoWhereThatHasTheSameName() throws Exception {
        assertThat(CertificateFailure.in(
                        call(CertificateAuthority.validNow(), "localhost", CertificateAuthority.create("Millrace"))))
                .contains(CertificateFailure.OTHER_AUTHORITY);
        assertThat(CertificateFailure.in(
                        call(CertificateAuthority.validNow(), "localhost", CertificateAuthority.create("Somebody"))))
                .contains(CertificateFailure.OTHER_AUTHORITY);
    }

    @Test
    void whatIsNotAboutACertificateIsToldAsItIs() {
        assertThat(CertificateFailure.in(new IOException("connection reset"))).isEmpty();
        assertThat(CertificateFailure.sentence(new IOException("connection reset")))
                .isEqualTo("connection reset");
    }
}
