package dev.millrace.tls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.local.tls.CertificateAuthority;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.util.Base64;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OwnCertificateIT {

    @TempDir
    private Path folder;

    private CertificateFolder files;

    @BeforeEach
    void issue() throws IOException {
        files = new CertificateFolder(folder);
        CertificateAuthority.create("Millrace").issue(folder, CertificateAuthority.validNow(), "millrace-connector");
    }

    @Test
    void aKeyThatBelongsToItsCertificateIsNotComplainedAbout() {
        assertThat(OwnCertificate.complaint(files)).isEmpty();
    }

    @Test
    void theKeyOfAnotherCertificateIsTold() throws IOException {
        String key = Files.readString(files.key());
        issue();
        Files.writeString(files.key(), key);

        assertThat(OwnCertificate.complaint(files))
                .contains("the key in tls.key does not belong to the certificate in tls.crt.");
    }

    @ParameterizedTest
    @CsvSource({
        "RSA, private key algorithm does not match algorithm of public key in end entity certificate (at index 0)",
        "Ed25519, Unsupported algorithm identifier"
    })
    void aKeyThatTheServerCouldNotUseIsToldWithTheReason(String algorithm, String reason)
            throws IOException, GeneralSecurityException {
        byte[] key = KeyPairGenerator.getInstance(algorithm)
                .generateKeyPair()
                .getPrivate()
                .getEncoded();
        Files.writeString(
                files.key(),
                "-----BEGIN PRIVATE KEY-----\n%s\n-----END PRIVATE KEY-----\n"
                        .formatted(Base64.getMimeEncoder().encodeToString(key)));

        assertThat(OwnCertificate.complaint(files)).contains("the key in tls.key can't be used: " + reason + ".");
    }

    @Test
    void whatIsNoKeyIsTold() throws IOException {
        Files.writeString(files.key(), "soon");

        assertThat(OwnCertificate.complaint(files))
                .contains(
                        "the key in tls.key can't be used: Missing -----BEGIN PRIVATE KEY----- or -----BEGIN RSA PRIVATE KEY-----"
                                + " or -----BEGIN EC PRIVATE KEY----- delimiter.");
    }
}
