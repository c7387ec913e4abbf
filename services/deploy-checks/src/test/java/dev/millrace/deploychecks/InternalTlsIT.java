package dev.millrace.deploychecks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.local.tls.CertificateAuthority;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
        int port = freePort();
        String page = "localhost:" + port + "/q/health/live";
        Process console = start("console", port);
        try {
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
            while (!said("reach", "https://" + page).equals("ok     https://" + page)) {
                assertThat(console.isAlive() && System.nanoTime() < deadline)
                        .as(() -> "the console starts: " + read("console"))
                        .isTrue();
            }
            assertThat(said("reach", "http://" + page)).startsWith("WRONG  http://" + page + ": it can't be reached");

            Files.writeString(
                    certificate.resolve("ca.crt"),
                    CertificateAuthority.create("Somebody").pem());
            assertThat(said("reach", "https://" + page))
                    .isEqualTo("WRONG  https://" + page
                            + ": it can't be reached (its certificate is not signed by an authority that is trusted).");
        } finally {
            console.destroyForcibly();
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
        Process process = start("command", 0, arguments);
        try {
            assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
            return read("command").strip();
        } finally {
            process.destroyForcibly();
        }
    }

    private Process start(String log, int port, String... arguments) throws IOException {
        Path program = Chart.ROOT.resolve("services/console/target/quarkus-app/quarkus-run.jar");
        assertThat(program).as("package console first: make test does").exists();
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-jar",
                program.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(log).toFile());
        builder.environment()
                .putAll(Map.of(
                        "MILLRACE_HTTP_HOST", "127.0.0.1",
                        "MILLRACE_TLS_FOLDER", certificate.toString(),
                        "MILLRACE_TLS_NAME", "localhost",
                        "QUARKUS_HTTP_PORT", Integer.toString(port),
                        "MILLRACE_OIDC_URL", "http://127.0.0.1:1/realm",
                        "MILLRACE_OIDC_CLIENT_SECRET", "secret-of-the-test",
                        "MILLRACE_SESSION_KEY", "a-key-of-the-test-with-enough-characters"));
        return builder.start();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private String read(String log) {
        try {
            return Files.readString(folder.resolve(log));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
