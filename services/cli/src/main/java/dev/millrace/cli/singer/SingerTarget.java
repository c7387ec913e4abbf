package dev.millrace.cli.singer;

import dev.millrace.connector.singer.MessagePart;
import dev.millrace.connector.singer.MessageParts;
import dev.millrace.kernel.MillraceException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Set;
import java.util.concurrent.SynchronousQueue;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Loads what a tap writes, and gives back the state of what is loaded. While one part is loaded the next is taken from the tap; a tap that
 * is faster than Millrace waits then.
 */
public final class SingerTarget {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    private static final Duration FIRST_RETRY = Duration.ofSeconds(1);

    private final TargetSettings settings;
    private final InputStream messages;
    private final PrintStream states;
    private final Consumer<String> log;
    private final SynchronousQueue<Taken> taken = new SynchronousQueue<>();
    private final Path folder;

    /** What comes from the tap. */
    private sealed interface Taken {
        record Part(MessagePart part) implements Taken {}

        record End() implements Taken {}

        record Failed(Exception failure) implements Taken {}
    }

    /**
     * Prepares it.
     *
     * @param messages what the tap writes
     * @param states where the state goes, a line each time that more is loaded
     * @param log where lines for a person go
     * @throws IOException when there can be no folder for the parts
     */
    public SingerTarget(TargetSettings settings, InputStream messages, PrintStream states, Consumer<String> log)
            throws IOException {
        this.settings = settings;
        this.messages = messages;
        this.states = states;
        this.log = log;
        this.folder = Files.createTempDirectory("millrace-target-");
    }

    /**
     * Loads everything, to the tap's end.
     *
     * @throws MillraceException with what is wrong and what to do, when something is; the last state that was given holds
     */
    public void run() throws IOException {
        try (PlatformApi api = new PlatformApi(settings, log, FIRST_RETRY)) {
            PartLoader loader = new PartLoader(api, settings, log, FIRST_PAUSE);
            Set<String> waiting = loader.begin();
            Thread.ofPlatform().daemon().name("tap").start(() -> take(waiting));
            long records = 0;
            while (true) {
                switch (taken.take()) {
                    case Taken.Part(MessagePart part) -> {
                        records += part.records();
                        load(loader, part);
                    }
                    case Taken.End ignored -> {
                        log.accept("done: %,d records of the tap are loaded".formatted(records));
                        return;
                    }
                    case Taken.Failed(Exception failure) -> throw rethrown(failure);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            abandon();
        }
    }

    private void load(PartLoader loader, MessagePart part) throws IOException {
        // A tap that found nothing new tells its state again.
        if (part.hasStreams()) {
            loader.load(part);
        }
        Files.deleteIfExists(part.file());
        String state = part.state();
        if (state != null) {
            states.println(state);
            states.flush();
        }
    }

    private void take(Set<String> waiting) {
        Taken last = new Taken.End();
        try {
            MessageParts parts = new MessageParts(messages, settings.limits(), folder, waiting, System::nanoTime);
            for (var part = parts.next(); part.isPresent(); part = parts.next()) {
                taken.put(new Taken.Part(part.get()));
            }
        } catch (IOException | RuntimeException e) {
            last = new Taken.Failed(e);
        } catch (InterruptedException e) {
            return;
        }
        try {
            taken.put(last);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static RuntimeException rethrown(Exception failure) throws IOException {
        if (failure instanceof IOException io) {
            throw io;
        }
        return failure instanceof RuntimeException unchecked ? unchecked : new IllegalStateException(failure);
    }

    /** Deletes what lies about, also when the program is told to stop. May be called twice. */
    public void abandon() {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | UncheckedIOException e) {
            log.accept("The folder " + folder + " was not deleted: " + e.getMessage());
        }
    }
}
