package dev.millrace.syncworker.relay;

import dev.millrace.kernel.CertificateFailure;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * The process beside a program, in the same pod: it knows one worker and one token, and nothing else. It needs a JDK and no more.
 *
 * <p>The folder is shared with {@code program.sh}, which makes three FIFOs there, waits until {@code alive} is opened for writing, starts the
 * program, and puts its exit code into the file {@code exit}. {@code alive} stays open as long as the relay lives: when it is gone,
 * {@code program.sh} ends the program; and when nobody reads it any more, {@code program.sh} is gone.
 */
public final class Relay {

    private static final int CONNECT_MILLIS = 5_000;

    /** Networks may let a new pod through only after a while. */
    private static final int CONNECT_ATTEMPTS = 60;

    private static final int PAUSE_MILLIS = 500;
    private static final int POLL_MILLIS = 50;

    /** Four pings of the worker. */
    private static final int SILENCE_MILLIS = 60_000;

    /** More than any program needs; the folder is in memory. */
    private static final long MOST_FILE_BYTES = 48L * 1024 * 1024;

    private static final int MOST_EXIT_BYTES = 8;

    private final Frames frames;
    private final Path folder;
    private final CountDownLatch filesAreThere = new CountDownLatch(1);
    private final CompletableFuture<Integer> result = new CompletableFuture<>();
    private volatile boolean told;

    private Relay(Frames frames, Path folder) {
        this.frames = frames;
        this.folder = folder;
    }

    /**
     * Relays one program.
     *
     * @param host the worker
     * @param port where it listens
     * @param token what it awaits
     * @param handshake of the relay's side
     * @param folder shared with the program
     * @return what to exit with: 0 when the worker has been told how the program ended
     */
    public static int run(String host, int port, String token, Handshake handshake, Path folder)
            throws InterruptedException {
        try (Socket socket = connect(host, port)) {
            Relay relay = new Relay(new Frames(handshake.over(socket)), folder);
            relay.frames.write(Frames.Type.HELLO, token.getBytes(StandardCharsets.US_ASCII));
            daemon("worker", relay::listen);
            daemon("program", relay::follow);
            return relay.result.join();
        } catch (IOException e) {
            System.out.println(
                    "The worker at " + host + ":" + port + " can't be reached: " + CertificateFailure.sentence(e));
            return 1;
        }
    }

    private static Socket connect(String host, int port) throws IOException, InterruptedException {
        for (int attempt = 1; ; attempt++) {
            Socket socket = new Socket();
            try {
                socket.connect(new InetSocketAddress(host, port), CONNECT_MILLIS);
                socket.setTcpNoDelay(true);
                socket.setSoTimeout(SILENCE_MILLIS);
                return socket;
            } catch (IOException e) {
                socket.close();
                if (attempt == CONNECT_ATTEMPTS) {
                    throw e;
                }
            }
            Thread.sleep(PAUSE_MILLIS);
        }
    }

    @FunctionalInterface
    private interface Work {
        void run() throws IOException, InterruptedException;
    }

    /** Does it in a thread that keeps nothing alive. If it can't be done, all is over. */
    private Thread work(String name, Work work) {
        return daemon(name, () -> {
            try {
                work.run();
            } catch (IOException e) {
                giveUp(name + " can't be read", e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private static Thread daemon(String name, Runnable work) {
        return Thread.ofPlatform().daemon().name(name).start(work);
    }

    private void giveUp(String what, IOException reason) {
        if (result.complete(told ? 0 : 1) && !told) {
            System.out.println("The relay ends, " + what + ": " + reason);
        }
    }

    /** What the worker says, until it closes the connection. */
    private void listen() {
        OutputStream file = null;
        long room = MOST_FILE_BYTES;
        try {
            while (true) {
                Frames.Frame frame = frames.read();
                switch (frame.type()) {
                    case FILE -> file = begin(file, new String(frame.content(), StandardCharsets.UTF_8));
                    case CONTENT -> {
                        room -= frame.content().length;
                        if (file == null || room < 0) {
                            throw new IOException("the worker sent more than fits");
                        }
                        file.write(frame.content());
                    }
                    case BEGIN -> {
                        close(file);
                        file = null;
                        filesAreThere.countDown();
                    }
                    case PING -> frames.write(Frames.Type.PING);
                    default -> throw new IOException("a worker sends no " + frame.type());
                }
            }
        } catch (IOException e) {
            giveUp("the connection to the worker is gone", e);
        }
    }

    private OutputStream begin(@Nullable OutputStream before, String name) throws IOException {
        close(before);
        Path file = folder.resolve(name);
        if (!folder.equals(file.getParent())) {
            throw new IOException("the worker sent a file for elsewhere");
        }
        // The program may be another user, of the same group.
        return Files.newOutputStream(Files.createFile(
                file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r-----"))));
    }

    private static void close(@Nullable OutputStream file) throws IOException {
        if (file != null) {
            file.close();
        }
    }

    /** What the program does, to its end. */
    private void follow() {
        try {
            filesAreThere.await();
            Path alive = folder.resolve("alive");
            while (!Files.exists(alive, LinkOption.NOFOLLOW_LINKS)) {
                Thread.sleep(POLL_MILLIS);
            }
            // Closed by the end of this process, however it ends.
            OutputStream life = new FileOutputStream(alive.toFile());
            frames.write(Frames.Type.BEGUN);
            Thread errors = work("stderr", () -> pump("stderr", Frames.Type.ERRORS, Frames.Type.ERRORS_END));
            Thread output = work("stdout", () -> pump("stdout", Frames.Type.OUTPUT, Frames.Type.OUTPUT_END));
            output.join();
            errors.join();
            byte[] code = exitCode(life);
            // The worker closes the connection when it has read all, which its thread sees.
            told = true;
            frames.write(Frames.Type.EXIT, code);
        } catch (IOException e) {
            giveUp("the program can't be followed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void pump(String name, Frames.Type some, Frames.Type end) throws IOException {
        byte[] buffer = new byte[Frames.MOST_BYTES];
        try (InputStream stream = new FileInputStream(folder.resolve(name).toFile())) {
            for (int read = stream.read(buffer); read >= 0; read = stream.read(buffer)) {
                frames.write(some, buffer, read);
            }
        }
        frames.write(end);
    }

    /** The exit code, or nothing when whoever would have written it was killed. */
    private byte[] exitCode(OutputStream life) throws IOException, InterruptedException {
        Path exit = folder.resolve("exit");
        boolean gone = false;
        while (true) {
            if (Files.exists(exit, LinkOption.NOFOLLOW_LINKS)) {
                try (InputStream file = Files.newInputStream(exit, LinkOption.NOFOLLOW_LINKS)) {
                    return new String(file.readNBytes(MOST_EXIT_BYTES), StandardCharsets.US_ASCII)
                            .strip()
                            .getBytes(StandardCharsets.US_ASCII);
                }
            }
            if (gone) {
                return new byte[0];
            }
            try {
                life.write('.');
            } catch (IOException e) {
                // Looks once more: the code may have been written in between.
                gone = true;
                continue;
            }
            Thread.sleep(POLL_MILLIS);
        }
    }
}
