package dev.millrace.syncworker.relay;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.connector.singer.ProgramCall.InFile;
import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Relays of all kinds, over the loopback. */
class RelayServerTest {

    private static final int PATIENCE_MILLIS = 30_000;
    static final Duration PATIENCE = Duration.ofMillis(PATIENCE_MILLIS);

    private RelayServer relays;

    @BeforeEach
    void listen() throws IOException {
        relays = RelayServer.open(InetAddress.getLoopbackAddress(), 0, workerSide());
    }

    Handshake workerSide() throws IOException {
        return Handshake.NONE;
    }

    Handshake relaySide() throws IOException {
        return Handshake.NONE;
    }

    RelayServer relays() {
        return relays;
    }

    @AfterEach
    void close() {
        relays.close();
    }

    Socket call() throws IOException {
        return call(relaySide());
    }

    Socket call(Handshake handshake) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), relays.port());
        socket.setSoTimeout(PATIENCE_MILLIS);
        return handshake.over(socket);
    }

    static void assertIsClosed(Socket socket) {
        assertThatThrownBy(() -> {
                    if (socket.getInputStream().read() < 0) {
                        throw new IOException("closed");
                    }
                })
                .isInstanceOf(IOException.class)
                .isNotInstanceOf(java.net.SocketTimeoutException.class);
    }

    static Frames hello(Socket socket, String token) throws IOException {
        Frames frames = new Frames(socket);
        frames.write(Frames.Type.HELLO, token.getBytes(US_ASCII));
        return frames;
    }

    @Test
    void filesGoThereAndOutputErrorsAndExitCodeComeBack() throws Exception {
        RelayedProgram program = relays.expect(List.of(new InFile("config.json", "é".repeat(50_000))));
        try (Socket socket = call()) {
            Frames frames = hello(socket, program.token());
            assertThat(new String(frames.read().content(), StandardCharsets.UTF_8))
                    .isEqualTo("config.json");
            assertThat(frames.read().content()).hasSize(64 * 1024);
            assertThat(frames.read().content()).hasSize(100_000 - 64 * 1024);
            assertThat(frames.read().type()).isEqualTo(Frames.Type.BEGIN);
            assertThat(program.hasBegun()).isFalse();
            frames.write(Frames.Type.BEGUN);
            frames.write(Frames.Type.OUTPUT, "out".getBytes(US_ASCII));
            frames.write(Frames.Type.ERRORS, "err".getBytes(US_ASCII));
            frames.write(Frames.Type.OUTPUT_END);
            frames.write(Frames.Type.ERRORS_END);
            frames.write(Frames.Type.EXIT, "7".getBytes(US_ASCII));
            assertIsClosed(socket);
        }
        assertThat(program.hasBegun()).isTrue();
        assertThat(program.output().readAllBytes()).asString(US_ASCII).isEqualTo("out");
        assertThat(program.errors().readAllBytes()).asString(US_ASCII).isEqualTo("err");
        assertThat(program.await(PATIENCE)).isEqualTo(OptionalInt.of(7));
        assertThat(program.isKilled()).isFalse();
    }

    @Test
    void aTokenThatIsNotAwaitedIsTurnedAway() throws Exception {
        RelayedProgram program = relays.expect(List.of());
        try (Socket stranger = call();
                Socket talker = call()) {
            hello(stranger, "0".repeat(64));
            assertIsClosed(stranger);
            new Frames(talker).write(Frames.Type.EXIT, program.token().getBytes(US_ASCII));
            assertIsClosed(talker);
        }
        assertThat(program.hasEnded()).isFalse();
    }

    @Test
    void aTokenIsGoodForOneConnection() throws Exception {
        RelayedProgram program = relays.expect(List.of());
        try (Socket first = call();
                Socket second = call()) {
            Frames frames = hello(first, program.token());
            assertThat(frames.read().type()).isEqualTo(Frames.Type.BEGIN);
            hello(second, program.token());
            assertIsClosed(second);
            frames.write(Frames.Type.EXIT, "0".getBytes(US_ASCII));
            assertThat(program.await(PATIENCE)).isEqualTo(OptionalInt.of(0));
        }
    }

    @Test
    void aTokenOfAProgramThatWasGivenUpIsGoodForNone() throws Exception {
        RelayedProgram program = relays.expect(List.of());
        program.close();
        try (Socket late = call()) {
            hello(late, program.token());
            assertIsClosed(late);
        }
        assertThat(program.isKilled()).isTrue();
        assertThatThrownBy(() -> program.output().read()).isInstanceOf(IOException.class);
    }

    @Test
    void aFrameThatIsTooLongEndsTheConnection() throws Exception {
        RelayedProgram program = relays.expect(List.of());
        program.whenLost(() -> new MillraceException(ErrorCode.SOURCE_INTERRUPTED, "Lost."));
        try (Socket socket = call()) {
            Frames frames = hello(socket, program.token());
            assertThat(frames.read().type()).isEqualTo(Frames.Type.BEGIN);
            DataOutputStream raw = new DataOutputStream(socket.getOutputStream());
            raw.writeByte('o');
            raw.writeInt(64 * 1024 + 1);
            assertIsClosed(socket);
        }
        assertThatThrownBy(() -> program.output().read()).hasMessage("Lost.");
        assertThatThrownBy(() -> program.await(PATIENCE)).hasMessage("Lost.");
    }

    @Test
    void whoeverWritesFasterThanItIsReadHasToWait() throws Exception {
        FrameQueue queue = new FrameQueue();
        Thread writer = Thread.ofPlatform().daemon().start(() -> {
            try {
                for (int i = 0; i < 100; i++) {
                    queue.put(new byte[] {(byte) i});
                }
                queue.end();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        while (writer.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        assertThat(queue.held()).isEqualTo(4);
        byte[] all = queue.readAllBytes();
        assertThat(all).hasSize(100).startsWith(0, 1, 2, 3, 4).endsWith(99);
    }

    @Test
    void whatIsLeftUnreadHoldsNobodyUp() throws Exception {
        FrameQueue queue = new FrameQueue();
        queue.close();
        for (int i = 0; i < 100; i++) {
            queue.put(new byte[] {1});
        }
        assertThat(queue.held()).isZero();
    }
}
