package dev.millrace.syncworker.relay;

import dev.millrace.connector.singer.ProgramCall.InFile;
import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import javax.net.ssl.SSLHandshakeException;
import org.jboss.logging.Logger;

/** Where relays call. Each has to show the token of a program that is awaited, which nobody can show twice. */
public final class RelayServer implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(RelayServer.class);
    private static final int TOKEN_BYTES = 32;
    private static final int HELLO_MILLIS = 10_000;

    /** More strangers at a time are turned away: whoever is awaited tries again. */
    private static final int MOST_STRANGERS = 64;

    private final ServerSocket server;
    private final Handshake handshake;
    private final SecureRandom random = new SecureRandom();
    private final Semaphore strangers = new Semaphore(MOST_STRANGERS);
    private final Map<String, RelayedProgram> awaited = new ConcurrentHashMap<>();

    private RelayServer(ServerSocket server, Handshake handshake) {
        this.server = server;
        this.handshake = handshake;
    }

    /**
     * Begins to listen.
     *
     * @param port 0 for any
     * @param handshake of the worker's side
     */
    public static RelayServer open(InetAddress address, int port, Handshake handshake) throws IOException {
        RelayServer opened = new RelayServer(new ServerSocket(port, MOST_STRANGERS, address), handshake);
        Thread.ofPlatform().daemon().name("relays").start(opened::accept);
        return opened;
    }

    /** Where it listens. */
    public int port() {
        return server.getLocalPort();
    }

    /** Awaits the relay of a program, which gets these files. */
    public RelayedProgram expect(List<InFile> files) {
        byte[] bytes = new byte[TOKEN_BYTES];
        random.nextBytes(bytes);
        String token = HexFormat.of().formatHex(bytes);
        RelayedProgram program = new RelayedProgram(token, files, () -> awaited.remove(token));
        awaited.put(token, program);
        return program;
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                if (strangers.tryAcquire()) {
                    Thread.ofVirtual().name("relay").start(() -> serve(socket));
                } else {
                    socket.close();
                }
            } catch (IOException e) {
                if (!server.isClosed()) {
                    LOG.warnf("a relay was not heard: %s", e.getMessage());
                }
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            Frames frames;
            RelayedProgram program;
            try {
                socket.setTcpNoDelay(true);
                socket.setSoTimeout(HELLO_MILLIS);
                frames = new Frames(handshake.over(socket));
                program = recognise(frames.read());
            } finally {
                strangers.release();
            }
            program.serve(socket, frames);
        } catch (SSLHandshakeException e) {
            LOG.warnf("a relay at %s and this worker do not speak TLS: %s", socket.getInetAddress(), e.getMessage());
        } catch (IOException e) {
            LOG.debugf("the connection of a relay at %s ended: %s", socket.getInetAddress(), e.getMessage());
        } catch (MillraceException e) {
            LOG.warnf("%s It came from %s.", e.getMessage(), socket.getInetAddress());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private RelayedProgram recognise(Frames.Frame hello) {
        RelayedProgram program = hello.type() == Frames.Type.HELLO
                ? awaited.remove(new String(hello.content(), StandardCharsets.US_ASCII))
                : null;
        if (program == null) {
            throw new MillraceException(
                    ErrorCode.NOT_ALLOWED, "A relay with a token that is not awaited was turned away.");
        }
        return program;
    }

    /** Listens no more, and lets nobody wait for relays that can't call any more. */
    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            LOG.debugf("the relays' socket: %s", e.getMessage());
        }
        List.copyOf(awaited.values()).forEach(RelayedProgram::close);
    }
}
