package dev.millrace.cli.singer;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.cli.singer.PlatformApi.Connected;
import dev.millrace.cli.singer.RemoteSource.UploadedPart;
import dev.millrace.connector.singer.MessagePart;
import dev.millrace.connector.singer.TargetSource;
import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Has Millrace load one part after another: each is uploaded, takes the place of the one before in the source's configuration, and is
 * read to its end before the next one comes. Parts with rows that wait for ACTIVATE_VERSION stay beside the next.
 */
final class PartLoader {

    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(3);
    private static final Duration TELLING = Duration.ofSeconds(20);

    private final PlatformApi api;
    private final TargetSettings settings;
    private final Consumer<String> log;
    private final Duration firstPause;
    private @Nullable RemoteSource source;
    private int number;

    /** @param firstPause before a run that goes on is asked for; later ones are longer */
    PartLoader(PlatformApi api, TargetSettings settings, Consumer<String> log, Duration firstPause) {
        this.api = api;
        this.settings = settings;
        this.log = log;
        this.firstPause = firstPause;
    }

    /**
     * Looks for the source, and waits until nobody reads it: what an earlier target sent is loaded first.
     *
     * @return the streams with rows that wait for their activation
     */
    Set<String> begin() {
        Optional<RemoteSource> found = api.findSource();
        if (found.isEmpty()) {
            return Set.of();
        }
        RemoteSource present = found.get();
        if (!present.connector().equals(TargetSource.NAME)) {
            throw new MillraceException(
                    ErrorCode.CONFLICT,
                    "There is another source called \"" + settings.source()
                            + "\", into which nothing can be piped. Choose another name as \"source\".");
        }
        source = present;
        awaitLast(present.id());
        return Set.copyOf(present.waiting());
    }

    /** Loads a part to its end. */
    void load(MessagePart part) throws IOException {
        number++;
        log.accept("part %d: %,d records, to be loaded".formatted(number, part.records()));
        String fileName = settings.source().replaceAll("[^\\p{Alnum}_-]+", "-") + "-" + number + ".singer.gz";
        UploadedPart uploaded = new UploadedPart(api.upload(part.file(), fileName), fileName);
        RemoteRun run = read(uploaded, part.waiting());
        requireSucceeded(run);
        RemoteSource now = api.source(Objects.requireNonNull(source).id()).source();
        if (!now.parts().contains(uploaded)) {
            throw new MillraceException(
                    ErrorCode.STALE_EDIT,
                    "Another target has sent something to \"" + settings.source()
                            + "\" at the same time. Run one after the other, from the last state.");
        }
        source = now;
        log.accept("part %d: loaded%s"
                .formatted(
                        number,
                        run.rowsSetAside() == 0 ? "" : ", some rows set aside (%,d)".formatted(run.rowsSetAside())));
    }

    private RemoteRun read(UploadedPart uploaded, Set<String> waiting) {
        RemoteSource present = source;
        if (present == null) {
            Connected made = api.connect(TargetSource.NAME, configuration(List.of(uploaded), waiting));
            source = made.source();
            return follow(made);
        }
        List<UploadedPart> parts = new ArrayList<>(present.waiting().isEmpty() ? List.of() : present.parts());
        parts.add(uploaded);
        awaitLast(present.id());
        return follow(api.reconfigure(present.id(), configuration(parts, waiting)));
    }

    private static ObjectNode configuration(List<UploadedPart> parts, Set<String> waiting) {
        ObjectNode configuration = JsonNodeFactory.instance.objectNode();
        ArrayNode uploads = configuration.putArray("uploads");
        parts.forEach(part -> uploads.addObject().put("id", part.id()).put("fileName", part.fileName()));
        if (!waiting.isEmpty()) {
            ArrayNode names = configuration.putArray("waiting");
            waiting.stream().sorted().forEach(names::add);
        }
        return configuration;
    }

    /** From the run that looks at the part to the one that loads it, which the first time follows by itself. */
    private RemoteRun follow(Connected configured) {
        String id = configured.source().id();
        RemoteRun first = configured.run();
        RemoteRun last = awaitLast(id);
        if (first.kind() == RemoteRun.Kind.DISCOVER) {
            if (last.kind() == RemoteRun.Kind.SYNC) {
                return last;
            }
            requireSucceeded(last);
        }
        while (true) {
            Optional<RemoteRun> started = api.start(id);
            if (started.isPresent()) {
                return awaitLast(id);
            }
            awaitLast(id);
        }
    }

    /** The newest run of the source, once it has ended. */
    private RemoteRun awaitLast(String id) {
        Duration pause = firstPause;
        long told = System.nanoTime();
        while (true) {
            RemoteRun run = api.source(id).run();
            if (run.hasEnded()) {
                return run;
            }
            if (System.nanoTime() - told > TELLING.toNanos()) {
                told = System.nanoTime();
                log.accept("%s, %,d rows loaded so far"
                        .formatted(run.state() == RemoteRun.State.QUEUED ? "waiting" : "loading", run.rowsLoaded()));
            }
            PlatformApi.sleep(pause);
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
        }
    }

    private void requireSucceeded(RemoteRun run) {
        switch (run.state()) {
            case SUCCEEDED -> {}
            case CANCELLED ->
                throw new MillraceException(
                        ErrorCode.CANCELLED,
                        "Somebody cancelled the run that loads part " + number
                                + ". Run the tap and the target again from the last state.");
            case FAILED ->
                throw new MillraceException(
                        ErrorCode.SOURCE_UNREADABLE, "Part " + number + " could not be loaded: " + run.failure());
            case QUEUED, RUNNING -> throw new IllegalStateException("not an end: " + run.state());
        }
    }
}
