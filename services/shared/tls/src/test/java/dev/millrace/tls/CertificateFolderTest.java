package dev.millrace.tls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.local.tls.CertificateAuthority;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CertificateFolderTest {

    private static final String NAME = "millrace-connector";

    private static CertificateAuthority authority;

    @TempDir
    private Path folder;

    private CertificateFolder files;

    @BeforeAll
    static void createAuthority() throws IOException {
        authority = CertificateAuthority.create("Millrace");
    }

    @BeforeEach
    void issue() throws IOException {
        files = new CertificateFolder(folder);
        authority.issue(folder, CertificateAuthority.validNow(), "localhost", NAME);
    }

    @Test
    void aCertificateThatOthersWouldTakeIsNotComplainedAbout() {
        assertThat(files.complaint(NAME)).isEmpty();
    }

    @Test
    void aNameMayBeOneOfMany() throws IOException {
        authority.issue(folder, CertificateAuthority.validNow(), "*.data.svc");

        assertThat(files.complaint("millrace-connector.data.svc")).isEmpty();
        assertThat(files.complaint("connector.millrace.data.svc")).isPresent();
        assertThat(files.complaint("data.svc")).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"tls.crt", "tls.key", "ca.crt"})
    void aFileThatIsMissingIsNamed(String file) throws IOException {
        Files.delete(folder.resolve(file));

        assertThat(files.complaint(NAME))
                .contains("there is no " + file + " that can be read; the Secret needs tls.crt, tls.key and ca.crt.");
    }

    @Test
    void anExpiredCertificateIsTold() throws IOException {
        authority.issue(folder, CertificateAuthority.expired(), NAME);

        assertThat(files.complaint(NAME)).contains("its certificate has expired.");
    }

    @Test
    void aCertificateForAnotherNameIsToldWithBoth() {
        assertThat(files.complaint("millrace-transform"))
                .contains("its certificate is for localhost, millrace-connector and not for millrace-transform,"
                        + " by which others call; let it be issued for that name.");
    }

    @Test
    void aCertificateOfAnotherAuthorityIsTold() throws IOException {
        Files.writeString(
                files.authority(), CertificateAuthority.create("Millrace").pem());

        assertThat(files.complaint(NAME)).contains("its certificate is not signed by an authority that is trusted.");
    }

    @Test
    void whatIsNoCertificateIsToldByItsFile() throws IOException {
        Files.writeString(files.certificate(), "soon");
        assertThat(files.complaint(NAME))
                .hasValueSatisfying(text -> assertThat(text).startsWith("tls.crt is no certificate in PEM"));

        authority.issue(folder, CertificateAuthority.validNow(), NAME);
        Files.writeString(files.authority(), "");
        assertThat(files.complaint(NAME)).contains("ca.crt can't be read: that is no authority's certificate in PEM.");
    }
}
