package dev.millrace.syncworker.relay;

import dev.millrace.local.tls.CertificateAuthority;
import dev.millrace.tls.CertificateFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

/** The same over TLS. */
class EncryptedRelayIT extends RelayIT {

    private static final String NAME = "millrace-sync-worker";

    @TempDir
    private Path certificate;

    @Override
    Handshake workerSide() throws IOException {
        CertificateAuthority.create("Millrace").issue(certificate, CertificateAuthority.validNow(), NAME);
        return new WorkerCertificate(
                new CertificateFolder(certificate), NAME, () -> CertificateAuthority.serverContext(certificate));
    }

    @Override
    Map<String, String> told() throws IOException {
        return Map.of("RELAY_WORKER", NAME, "RELAY_AUTHORITY", Files.readString(certificate.resolve("ca.crt")));
    }
}
