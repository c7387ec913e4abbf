package dev.millrace.deploychecks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.local.Ports;
import dev.millrace.local.tls.CertificateAuthority;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A packaged service with a certificate as the chart mounts it, and what the chart's jobs and test say of it. */
class InternalTlsIT {

    private static final long PATIENCE_SECONDS = 60;

    @TempDir
    private Path folder;

    private Path certificate;
    private CertificateAuthority authority;

    @BeforeEach
    void createAuthority() throws IOException {
        certificate = folder.resolve("tls");
        authority = CertificateAuthority.create("Millrace");
    }

    @Test
    void itAnswersAtItsOnePortByTlsAndOnlyTheAuthorityIsTrusted() throws Exception {
        authority.issue(certificate, CertificateAuthority.validNow(), "localhost");
        int port = Ports.free();
        String page = "localhost:" + port + "/q/health/live";
        try (ServiceProcess console = start(port)) {
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
            while (!said("reach", "https://" + page).equals("ok     https://" + page)) {
                assertThat(console.process().isAlive() && System.nanoTime() < deadline)
                        .as(() -> "the console starts: " + console.output())
                        .isTrue();
            }
            assertThat(said("reach", "http://" + page)).startsWith("WRONG  http://" + page + ": it can't be reached");

            Files.writeString(
                    certificate.resolve("ca.crt"),
                    CertificateAuthority.create("Somebody").pem());
            assertThat(said("reach", "https://" + page))
                    .isEqualTo("WRONG  https://" + page
                            + ": it can't be reached (its certificate is not signed by an authority that is trusted).");
        }
    }

    @Test
    void preflightTellsACertificateThatOthersWouldRefuse() throws Exception {
        authority.issue(certificate, CertificateAuthority.expired(), "localhost");
        assertThat(said("preflight"))
                .startsWith("WRONG  the certificate in " + certificate + ": its certificate has expired.");

        authority.issue(certificate, CertificateAuthority.validNow(), "localhost");
        assertThat(said("preflight")).startsWith("ok     the certificate in " + certificate);
    }

    private String said(String... arguments) throws IOException, InterruptedException {
        try (ServiceProcess command = start(0, arguments)) {
            assertThat(command.process().waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS))
                    .isTrue();
            return command.output().strip();
        }
    }

    private ServiceProcess start(int port, String... arguments) throws IOException {
        return ServiceProcess.startConsole(
                port,
                Map.of("MILLRACE_TLS_FOLDER", certificate.toString(), "MILLRACE_TLS_NAME", "localhost"),
                folder,
                arguments);
    }
}
