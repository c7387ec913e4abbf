package dev.millrace.syncworker.relay;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.kernel.CertificateFailure;
import dev.millrace.local.tls.CertificateAuthority;
import dev.millrace.tls.CertificateFolder;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same over TLS, with a certificate for the worker's name and not for its address. */
class EncryptedRelayServerTest extends RelayServerTest {

    private static final String NAME = "millrace-sync-worker";
    private static final int MOST_OF_AN_ALERT = 16;

    @TempDir
    private Path folder;

    private WorkerCertificate certificate;
    private CertificateAuthority authority;

    @Override
    Handshake workerSide() throws IOException {
        authority = CertificateAuthority.create("Millrace");
        authority.issue(folder, CertificateAuthority.validNow(), NAME);
        certificate = new WorkerCertificate(
                new CertificateFolder(folder), NAME, () -> CertificateAuthority.serverContext(folder));
        return certificate;
    }

    @Override
    Handshake relaySide() {
        return certificate.known();
    }

    private void assertRefuses(KnownWorker known, CertificateFailure why) {
        assertThatThrownBy(() -> call(known))
                .isInstanceOf(SSLHandshakeException.class)
                .satisfies(refusal -> assertThat(CertificateFailure.in(refusal)).contains(why));
    }

    @Test
    void aRelayTellsItsTokenToNobodyElse() throws Exception {
        KnownWorker known = certificate.known();
        assertRefuses(
                new KnownWorker(NAME, CertificateAuthority.create("Millrace").pem()),
                CertificateFailure.OTHER_AUTHORITY);
        assertRefuses(new KnownWorker("millrace-console", known.authority()), CertificateFailure.OTHER_NAME);
        authority.issue(folder, CertificateAuthority.expired(), NAME);
        assertRefuses(known, CertificateFailure.EXPIRED);
    }

    @Test
    void whoDoesNotSpeakTlsIsNotHeard() throws Exception {
        RelayedProgram program = relays().expect(List.of());
        try (Socket plain = call(Handshake.NONE)) {
            hello(plain, program.token());
            // An alert of TLS, if anything.
            assertThat(plain.getInputStream().readNBytes(MOST_OF_AN_ALERT + 1)).hasSizeLessThan(MOST_OF_AN_ALERT);
            assertIsClosed(plain);
        }
        try (Socket socket = call()) {
            Frames frames = hello(socket, program.token());
            assertThat(frames.read().type()).isEqualTo(Frames.Type.BEGIN);
            frames.write(Frames.Type.EXIT, "0".getBytes(US_ASCII));
            assertThat(program.await(PATIENCE)).isEqualTo(OptionalInt.of(0));
        }
    }

    @Test
    void aReplacedCertificateAndAuthorityCountFromTheNextJobOn() throws Exception {
        KnownWorker before = certificate.known();
        CertificateAuthority.create("Millrace 2").issue(folder, CertificateAuthority.validNow(), NAME);

        assertRefuses(before, CertificateFailure.OTHER_AUTHORITY);
        RelayedProgram program = relays().expect(List.of());
        try (Socket socket = call()) {
            assertThat(hello(socket, program.token()).read().type()).isEqualTo(Frames.Type.BEGIN);
        }
    }
}
