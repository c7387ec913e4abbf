package dev.millrace.syncworker.relay;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ProtocolException;
import java.net.Socket;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/**
 * One connection between a worker and a relay, as frames: a byte for the type, four for the length (big endian), and the content. One
 * thread reads; any may write.
 */
final class Frames {

    /** The longest content. What is longer goes in several frames; whoever announces more is not listened to. */
    static final int MOST_BYTES = 64 * 1024;

    private static final byte[] NOTHING = {};
    private static final Type[] TYPES = Type.values();

    private final DataInputStream input;
    private final DataOutputStream output;
    private final ReentrantLock writing = new ReentrantLock();

    /** What a frame is about. */
    enum Type {
        /** To the worker, first: the token. */
        HELLO('H'),
        /** To the relay: a file begins; its name. */
        FILE('F'),
        /** To the relay: some more of the file. */
        CONTENT('C'),
        /** To the relay: all files are there. */
        BEGIN('B'),
        /** To the worker: the program runs. */
        BEGUN('R'),
        /** To the worker: some of the standard output. */
        OUTPUT('o'),
        /** To the worker: the standard output was closed. */
        OUTPUT_END('O'),
        /** To the worker: some of the standard error. */
        ERRORS('e'),
        /** To the worker: the standard error was closed. */
        ERRORS_END('E'),
        /** To the worker, last: the exit code in decimal; nothing when the program was ended from outside. */
        EXIT('X'),
        /** Either way: I am still here. The relay answers each. */
        PING('P');

        private final char code;

        Type(char code) {
            this.code = code;
        }

        private static Optional<Type> of(int code) {
            return Stream.of(TYPES).filter(type -> type.code == code).findFirst();
        }
    }

    /** What was received. */
    static final class Frame {

        private final Type type;
        private final byte[] content;

        private Frame(Type type, byte[] content) {
            this.type = type;
            this.content = content;
        }

        Type type() {
            return type;
        }

        byte[] content() {
            return content;
        }
    }

    Frames(Socket socket) throws IOException {
        this(socket.getInputStream(), socket.getOutputStream());
    }

    Frames(InputStream input, OutputStream output) {
        this.input = new DataInputStream(new BufferedInputStream(input));
        this.output = new DataOutputStream(new BufferedOutputStream(output));
    }

    /** Waits for the next one. */
    Frame read() throws IOException {
        int code = input.readUnsignedByte();
        int length = input.readInt();
        Optional<Type> type = Type.of(code);
        if (type.isEmpty() || length < 0 || length > MOST_BYTES) {
            throw new ProtocolException("no frame has the type " + code + " and " + length + " bytes");
        }
        byte[] content = new byte[length];
        input.readFully(content);
        return new Frame(type.get(), content);
    }

    void write(Type type) throws IOException {
        write(type, NOTHING, NOTHING.length);
    }

    void write(Type type, byte[] content) throws IOException {
        write(type, content, content.length);
    }

    void write(Type type, byte[] content, int length) throws IOException {
        writing.lock();
        try {
            output.writeByte(type.code);
            output.writeInt(length);
            output.write(content, 0, length);
            output.flush();
        } finally {
            writing.unlock();
        }
    }
}
