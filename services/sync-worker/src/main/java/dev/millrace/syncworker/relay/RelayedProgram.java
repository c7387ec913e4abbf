package dev.millrace.syncworker.relay;

import dev.millrace.connector.singer.ProgramCall.InFile;
import dev.millrace.connector.singer.RunningProgram;
import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A program that runs beside a relay: at first only awaited, then told by the relay's frames. */
public final class RelayedProgram implements RunningProgram {

    private static final Duration PING_INTERVAL = Duration.ofSeconds(15);

    /** Some pings without an answer, which is all the way to a relay that is gone without a word. */
    private static final int SILENCE_MILLIS = 60_000;

    private final String token;
    private final List<InFile> files;
    private final Runnable forget;
    private final FrameQueue output = new FrameQueue();
    private final FrameQueue errors = new FrameQueue();
    private final CompletableFuture<OptionalInt> exit = new CompletableFuture<>();
    private volatile Supplier<MillraceException> whyLost = () -> new MillraceException(
            ErrorCode.SOURCE_INTERRUPTED, "The connection to the program broke off. It is run again.");
    private volatile @Nullable Socket socket;
    private volatile boolean begun;
    private volatile boolean killed;

    /** @param forget takes it from the list of those that are awaited */
    RelayedProgram(String token, List<InFile> files, Runnable forget) {
        this.token = token;
        this.files = List.copyOf(files);
        this.forget = forget;
    }

    /** What its relay has to say first. Good for one connection. */
    public String token() {
        return token;
    }

    /** What is asked, once, when the relay or the program is gone without an exit code. */
    public void whenLost(Supplier<MillraceException> reason) {
        whyLost = reason;
    }

    /** Whether the program itself runs, or did. */
    public boolean hasBegun() {
        return begun;
    }

    /** Whether it has ended, in whatever way. */
    public boolean hasEnded() {
        return exit.isDone();
    }

    /** Serves the connection of its relay to the end. Called once, by a thread for that alone. */
    void serve(Socket connection, Frames frames) throws IOException, InterruptedException {
        socket = connection;
        if (killed) {
            connection.close();
            return;
        }
        connection.setSoTimeout(SILENCE_MILLIS);
        Thread pings = Thread.ofVirtual().name("relay-pings").start(() -> ping(connection, frames));
        try {
            send(frames);
            receive(frames);
        } finally {
            pings.interrupt();
            connection.close();
            lose();
        }
    }

    private static void ping(Socket connection, Frames frames) {
        try {
            while (!connection.isClosed()) {
                Thread.sleep(PING_INTERVAL);
                frames.write(Frames.Type.PING);
            }
        } catch (IOException | InterruptedException e) {
            // The connection has ended, which its reader sees too.
        }
    }

    private void send(Frames frames) throws IOException {
        for (InFile file : files) {
            frames.write(Frames.Type.FILE, file.name().getBytes(StandardCharsets.UTF_8));
            byte[] content = file.content().getBytes(StandardCharsets.UTF_8);
            for (int from = 0; from < content.length; from += Frames.MOST_BYTES) {
                frames.write(
                        Frames.Type.CONTENT,
                        Arrays.copyOfRange(content, from, Math.min(content.length, from + Frames.MOST_BYTES)));
            }
        }
        frames.write(Frames.Type.BEGIN);
    }

    private void receive(Frames frames) throws IOException, InterruptedException {
        while (true) {
            Frames.Frame frame = frames.read();
            switch (frame.type()) {
                case BEGUN -> begun = true;
                case OUTPUT -> output.put(frame.content());
                case OUTPUT_END -> output.end();
                case ERRORS -> errors.put(frame.content());
                case ERRORS_END -> errors.end();
                case EXIT -> {
                    end(frame.content());
                    return;
                }
                case PING -> {
                    // That it came is all that it says.
                }
                case HELLO, FILE, CONTENT, BEGIN -> throw new IOException("a relay sends no " + frame.type());
            }
        }
    }

    private void end(byte[] code) throws IOException {
        if (code.length == 0) {
            return;
        }
        try {
            exit.complete(OptionalInt.of(Integer.parseInt(new String(code, StandardCharsets.US_ASCII))));
        } catch (NumberFormatException e) {
            throw new IOException("a relay sent no number as the exit code", e);
        }
        output.end();
        errors.end();
    }

    /** Asks why only if nobody knows how it ended. */
    private void lose() {
        if (!exit.isDone()) {
            fail(whyLost.get());
        }
    }

    /** Lets everybody who reads or waits know why there is nothing to wait for. */
    public void fail(MillraceException reason) {
        if (exit.completeExceptionally(reason)) {
            output.fail(reason);
            errors.fail(reason);
            disconnect();
        }
    }

    private void disconnect() {
        forget.run();
        Socket open = socket;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                // It is gone either way.
            }
        }
    }

    @Override
    public InputStream output() {
        return output;
    }

    @Override
    public InputStream errors() {
        return errors;
    }

    @Override
    public Optional<Path> folder() {
        return Optional.empty();
    }

    @Override
    public OptionalInt await(Duration patience) throws InterruptedException {
        try {
            return exit.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return OptionalInt.empty();
        } catch (ExecutionException e) {
            throw (MillraceException) e.getCause();
        }
    }

    @Override
    public boolean isKilled() {
        return killed;
    }

    @Override
    public void close() {
        killed = killed || exit.complete(OptionalInt.empty());
        output.close();
        errors.close();
        disconnect();
    }
}
