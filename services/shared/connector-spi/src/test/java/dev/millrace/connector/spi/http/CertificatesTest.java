package dev.millrace.connector.spi.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.connector.spi.EgressGuard;
import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import dev.millrace.local.tls.CertificateAuthority;
import dev.millrace.local.tls.CertificateAuthority.Validity;
import dev.millrace.local.tls.SecuredServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Servers whose certificates are of an authority of the test's own, which the client trusts. */
class CertificatesTest {

    private static final String HOST = "127.0.0.1";
    private static final int OK = 200;

    @TempDir
    private Path folder;

    private CertificateAuthority authority;

    @BeforeEach
    void createAuthority() throws IOException {
        authority = CertificateAuthority.create("Authority");
    }

    @Test
    void aCertificateThatIsValidIsTaken() throws IOException {
        assertThat(statusOf(authority, CertificateAuthority.validNow(), HOST)).isEqualTo(OK);
    }

    @Test
    void anExpiredCertificateIsSaidToBeSo() {
        refused(authority, CertificateAuthority.expired(), HOST)
                .hasMessage(
                        "The certificate of 127.0.0.1 has expired. Ask whoever runs that server to renew it, then try again. What was loaded stays.");
    }

    @Test
    void aCertificateOfTomorrowIsSaidToBeSo() {
        refused(authority, CertificateAuthority.ofTomorrow(), HOST)
                .hasMessage(
                        "The certificate of 127.0.0.1 is not valid yet. Ask whoever runs that server to check it, then try again. What was loaded stays.");
    }

    @Test
    void aCertificateForAnotherNameIsSaidToBeSo() {
        refused(authority, CertificateAuthority.validNow(), "other.example")
                .hasMessage(
                        "The certificate of 127.0.0.1 is not for that name. Check the host name, and ask whoever runs that server. What was loaded stays.");
    }

    @Test
    void aCertificateOfAnUnknownAuthorityIsSaidToBeSo() throws IOException {
        refused(CertificateAuthority.create("Stranger"), CertificateAuthority.validNow(), HOST)
                .hasMessageStartingWith("The certificate of 127.0.0.1 is of an authority that Millrace does not know.");
    }

    private AbstractThrowableAssert<?, ? extends Throwable> refused(
            CertificateAuthority issuer, Validity validity, String name) {
        return assertThatThrownBy(() -> statusOf(issuer, validity, name))
                .isInstanceOfSatisfying(
                        MillraceException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.SOURCE_UNREACHABLE));
    }

    private int statusOf(CertificateAuthority issuer, Validity validity, String name) throws IOException {
        issuer.issue(folder, validity, name);
        try (SecuredServer server = SecuredServer.start(folder, path -> "{}");
                HttpClient http =
                        HttpClient.newBuilder().sslContext(authority.callers()).build();
                GuardedClient client =
                        new GuardedClient(EgressGuard.allowing("127.0.0.0/8"), Duration.ofSeconds(30), http);
                GuardedClient.Response response =
                        client.sendOnce(GuardedClient.request(URI.create("https://" + HOST + ":" + server.port()))
                                .build())) {
            return response.status();
        }
    }
}
