package dev.millrace.syncworker.relay;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.Socket;
import java.util.StringJoiner;

/** A relay that says what a test wants it to. */
public final class CallingRelay implements AutoCloseable {

    private final Socket socket;
    private final Frames frames;

    private CallingRelay(Socket socket, Handshake handshake) throws IOException {
        this.socket = socket;
        this.frames = new Frames(handshake.over(socket));
    }

    /** Calls a worker. */
    public static CallingRelay of(String host, int port, String token) throws IOException {
        return of(host, port, token, Handshake.NONE);
    }

    /** The same, and does this first. */
    public static CallingRelay of(String host, int port, String token, Handshake handshake) throws IOException {
        CallingRelay relay = new CallingRelay(new Socket(host, port), handshake);
        relay.frames.write(Frames.Type.HELLO, token.getBytes(UTF_8));
        return relay;
    }

    /** Waits for all files, as {@code name=content}. The program has begun then. */
    public String files() throws IOException {
        StringJoiner files = new StringJoiner("=");
        for (Frames.Frame frame = frames.read(); frame.type() != Frames.Type.BEGIN; frame = frames.read()) {
            files.add(new String(frame.content(), UTF_8));
        }
        frames.write(Frames.Type.BEGUN);
        return files.toString();
    }

    /** The program writes to its output. */
    public void writes(String text) throws IOException {
        frames.write(Frames.Type.OUTPUT, text.getBytes(UTF_8));
    }

    /** The program ends; nothing when nobody knows with which code. */
    public void exits(String code) throws IOException {
        frames.write(Frames.Type.OUTPUT_END);
        frames.write(Frames.Type.ERRORS_END);
        frames.write(Frames.Type.EXIT, code.getBytes(UTF_8));
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
