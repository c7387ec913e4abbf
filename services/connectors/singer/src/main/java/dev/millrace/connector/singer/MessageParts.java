package dev.millrace.connector.singer;

import com.fasterxml.jackson.core.JsonToken;
import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Cuts what a tap writes, as it comes, into parts that are files of messages, each whole by itself: it begins each stream with its SCHEMA.
 * A part ends at a STATE once it is large or old enough, and without one where it would get too large. Every line is looked at: a wrong one
 * is named by its number. No more than one line is held in memory. For one thread.
 */
public final class MessageParts {

    /** Without a STATE a part may grow to so many times the size that is wanted. */
    private static final int PATIENCE = 4;

    private final LineReader lines;
    private final PartLimits limits;
    private final Path folder;
    private final LongSupplier nanoClock;
    private final MessageParser parser = new MessageParser();
    private final Map<String, Described> streams = new HashMap<>();
    private final Set<String> waiting;
    private int number;
    private boolean ended;
    private @Nullable MillraceException failure;

    /** What the last SCHEMA of a stream said. */
    private static final class Described {

        private final StreamProfile profile;
        private final byte[] line;
        private final RecordFields key;
        private @Nullable Long activeVersion;

        Described(StreamProfile profile, byte[] line) {
            this.profile = profile;
            this.line = line;
            this.key = new RecordFields(profile.key());
        }
    }

    /**
     * Begins to read.
     *
     * @param messages what the tap writes
     * @param folder for the parts, each of which whoever takes it deletes
     * @param waiting the streams with rows in earlier parts that are of a version the tap has not activated yet
     * @param nanoClock tells the age of a part, as {@link System#nanoTime}
     */
    public MessageParts(
            InputStream messages, PartLimits limits, Path folder, Set<String> waiting, LongSupplier nanoClock) {
        this.lines = new LineReader(messages);
        this.limits = limits;
        this.folder = folder;
        this.waiting = new HashSet<>(waiting);
        this.nanoClock = nanoClock;
    }

    /**
     * The next part; empty at the end.
     *
     * @throws MillraceException with {@code SOURCE_UNREADABLE}, naming the line, when the tap wrote what no tap may; what came before the last
     *     STATE was a part then, and what came since is dropped
     */
    public Optional<MessagePart> next() throws IOException {
        MillraceException wrong = failure;
        if (wrong != null) {
            throw wrong;
        }
        if (ended) {
            return Optional.empty();
        }
        try (PartWriter part = new PartWriter(folder.resolve("part-" + ++number + ".singer.gz"))) {
            try {
                fill(part);
            } catch (MillraceException e) {
                if (!part.hasState()) {
                    throw e;
                }
                failure = e;
                return Optional.of(part.endAtState());
            }
            return part.isEmpty() ? Optional.empty() : Optional.of(part.end(waiting));
        }
    }

    private void fill(PartWriter part) throws IOException {
        long begun = nanoClock.getAsLong();
        while (lines.next()) {
            if (part.isEmpty()) {
                begun = nanoClock.getAsLong();
            }
            boolean state = take(message(), part);
            long age = nanoClock.getAsLong() - begun;
            if (part.bytes() >= (state ? limits.bytes() : limits.bytes() * PATIENCE)
                    || (state && age >= limits.age().toNanos())) {
                return;
            }
        }
        ended = true;
    }

    private SingerMessage message() {
        try {
            return parser.parse(lines.buffer(), lines.from(), lines.to(), lines.number());
        } catch (MillraceException e) {
            if (lines.isCutOff()) {
                throw new MillraceException(
                        ErrorCode.SOURCE_INTERRUPTED,
                        "The tap broke off in the middle of line " + lines.number()
                                + ". See what it wrote to stderr, and run both again from the last state.",
                        e);
            }
            throw e;
        }
    }

    /** Whether it is a STATE. */
    private boolean take(SingerMessage message, PartWriter part) throws IOException {
        switch (message) {
            case SingerMessage.State state -> {
                part.line(lines);
                part.state(state.value(), waiting);
                return true;
            }
            case SingerMessage.Schema schema -> describe(schema, part);
            case SingerMessage.Row row -> record(row, part);
            case SingerMessage.ActivateVersion activation -> activate(activation, part);
            case SingerMessage.Batch batch ->
                throw MessageParser.malformed(
                        lines.number(),
                        "is a BATCH of \"" + batch.stream() + "\", which names files of the tap's: "
                                + "let the tap write RECORD messages");
        }
        return false;
    }

    private void describe(SingerMessage.Schema schema, PartWriter part) throws IOException {
        StreamProfile profile = new StreamProfile(schema.stream());
        profile.describe(schema, lines.number());
        Described before = streams.get(schema.stream());
        if (before != null && !before.profile.key().equals(profile.key())) {
            throw MessageParser.malformed(
                    lines.number(),
                    "is a SCHEMA of \"" + schema.stream() + "\" that has another key than the SCHEMA before it");
        }
        Described described = new Described(profile, lines.copy());
        described.activeVersion = before == null ? null : before.activeVersion;
        streams.put(schema.stream(), described);
        part.schema(schema.stream(), described.line);
    }

    private void record(SingerMessage.Row row, PartWriter part) throws IOException {
        Described stream = streams.get(row.stream());
        if (stream == null) {
            throw MessageParser.malformed(
                    lines.number(), "is a RECORD of \"" + row.stream() + "\", for which no SCHEMA came before");
        }
        checkKey(stream, row);
        Long version = row.version();
        if (version != null && !version.equals(stream.activeVersion)) {
            waiting.add(row.stream());
        }
        part.begin(row.stream(), stream.line);
        part.line(lines);
        part.countRecord();
    }

    private void checkKey(Described stream, SingerMessage.Row row) {
        List<String> key = stream.profile.key();
        if (key.isEmpty()) {
            return;
        }
        stream.key.read(row, name -> {});
        for (int i = 0; i < key.size(); i++) {
            JsonToken token = stream.key.token(i);
            if (token == null) {
                throw MessageParser.malformed(
                        lines.number(),
                        "is a RECORD of \"" + row.stream() + "\" without its key \"" + key.get(i) + "\"");
            }
        }
    }

    private void activate(SingerMessage.ActivateVersion activation, PartWriter part) throws IOException {
        Described stream = streams.get(activation.stream());
        // Before its SCHEMA a stream has nothing that could be replaced.
        if (stream != null) {
            stream.activeVersion = activation.version();
            waiting.remove(activation.stream());
            part.begin(activation.stream(), stream.line);
            part.line(lines);
        }
    }
}
