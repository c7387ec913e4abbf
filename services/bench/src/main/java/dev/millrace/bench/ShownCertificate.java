package dev.millrace.bench;

import dev.millrace.local.tls.CertificateAuthority;
import dev.millrace.local.tls.CertificateAuthority.Validity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import javax.net.ssl.SSLContext;

/**
 * What a server shows to those who call it by TLS, signed by an authority that only who is told so trusts.
 *
 * @param folder for the certificate, its key and the authority's own certificate
 */
record ShownCertificate(CertificateAuthority authority, Path folder) {

    private static final String[] HOSTS = {"localhost", "127.0.0.1"};

    static ShownCertificate in(Path folder) {
        try {
            ShownCertificate shown = new ShownCertificate(CertificateAuthority.create("Benchmarks"), folder);
            shown.renew();
            shown.authority.writeTrustStore(shown.trustStore());
            return shown;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void renew() {
        issue(CertificateAuthority.validNow());
    }

    void expire() {
        issue(CertificateAuthority.expired());
    }

    private void issue(Validity validity) {
        try {
            authority.issue(folder, validity, HOSTS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path file(String name) {
        return folder.resolve(name);
    }

    private Path trustStore() {
        return folder.resolve("trust.p12");
    }

    /** TLS as those have it who trust the authority. */
    SSLContext callers() {
        try {
            return authority.callers();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The environment of a service that trusts it. */
    Map<String, String> trusted() {
        return Map.of("JAVA_TOOL_OPTIONS", CertificateAuthority.trustOptions(trustStore()));
    }
}
