package dev.millrace.commands;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.local.tls.CertificateAuthority;
import dev.millrace.local.tls.CertificateAuthority.Validity;
import dev.millrace.local.tls.SecuredServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the preflight says of a service's own certificate, and {@code reach} of another's. */
class CertificateCheckIT {

    @TempDir
    private Path folder;

    private CertificateAuthority authority;
    private Settings settings;

    @BeforeEach
    void createAuthority() throws IOException {
        authority = CertificateAuthority.create("Millrace");
        settings = Settings.of(
                Map.of("millrace.tls.folder", folder.toString(), "millrace.tls.name", "millrace-connector"));
    }

    private static List<String> complaints(Settings settings) {
        return ServiceCommands.checks(ignored -> List.of(), settings).stream()
                .map(check -> check.subject() + ": " + check.complaint().orElse("well"))
                .toList();
    }

    @Test
    void aServiceWithoutACertificateIsNotAskedForOne() {
        assertThat(complaints(Settings.of(Map.of()))).isEmpty();
    }

    @Test
    void aGoodCertificateIsFoundGood() throws IOException {
        authority.issue(folder, CertificateAuthority.validNow(), "millrace-connector");

        assertThat(complaints(settings)).containsExactly("the certificate in " + folder + ": well");
    }

    @Test
    void aCertificateThatOthersWouldRefuseIsToldWithTheReason() throws IOException {
        assertThat(complaints(settings).getFirst()).contains("there is no tls.crt that can be read");
        authority.issue(folder, CertificateAuthority.expired(), "millrace-connector");
        assertThat(complaints(settings).getFirst()).endsWith("its certificate has expired.");
        authority.issue(folder, CertificateAuthority.validNow(), "millrace-console");
        assertThat(complaints(settings).getFirst()).contains("is for millrace-console and not for millrace-connector");
    }

    @Test
    void aKeyThatDoesNotBelongToTheCertificateIsTold() throws IOException {
        authority.issue(folder, CertificateAuthority.validNow(), "millrace-connector");
        String key = Files.readString(folder.resolve("tls.key"));
        authority.issue(folder, CertificateAuthority.validNow(), "millrace-connector");
        Files.writeString(folder.resolve("tls.key"), key);

        assertThat(complaints(settings))
                .containsExactly("the certificate in " + folder
                        + ": the key in tls.key does not belong to the certificate in tls.crt.");
    }

    @Test
    void aCertificateWithoutTheNameThatItHasToHaveIsNoSetting() {
        Settings nameless = Settings.of(Map.of("millrace.tls.folder", folder.toString()));

        assertThatThrownBy(() -> complaints(nameless))
                .isInstanceOf(MissingSettingException.class)
                .hasMessageContaining("millrace.tls.name is not set");
    }

    @Test
    void reachTakesCertificatesOfTheAuthorityAndRefusesAllOthers() throws Exception {
        assertThat(reach(CertificateAuthority.validNow(), "localhost", authority.pem()))
                .isEqualTo("well");
        assertThat(reach(CertificateAuthority.expired(), "localhost", authority.pem()))
                .isEqualTo("it can't be reached (its certificate has expired).");
        assertThat(reach(CertificateAuthority.validNow(), "elsewhere", authority.pem()))
                .isEqualTo("it can't be reached (its certificate is for another name).");
        assertThat(reach(
                        CertificateAuthority.validNow(),
                        "localhost",
                        CertificateAuthority.create("Millrace").pem()))
                .isEqualTo("it can't be reached (its certificate is not signed by an authority that is trusted).");
    }

    private String reach(Validity validity, String name, String trusted) throws Exception {
        authority.issue(folder, validity, name);
        try (SecuredServer server = SecuredServer.start(folder, path -> "{}")) {
            Files.writeString(folder.resolve("ca.crt"), trusted);
            return AddressCheck.of(server.address(), settings).complaint().orElse("well");
        }
    }
}
