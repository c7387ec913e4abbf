package dev.millrace.connector.singer;

import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One look at all messages of an input that can be read again: what its streams are, and whether every line is right, before
 * a row of it is loaded.
 */
final class MessageScan {

    static final String REPLACED = "a later version of their table took their place (ACTIVATE_VERSION).";

    /** What was seen of a stream. */
    static final class StreamScan {

        private final StreamProfile profile;
        private RecordFields identity = new RecordFields(List.of());
        private long records;
        private long recordsBeforeActivation;
        private @Nullable Long activeVersion;
        private long firstOffset = -1;
        private long linesBefore;
        private long endOffset;

        StreamScan(String name) {
            profile = new StreamProfile(name);
        }

        StreamProfile profile() {
            return profile;
        }

        long records() {
            return records;
        }

        /** The version that the table has at the end; null when its records have none. */
        @Nullable
        Long activeVersion() {
            return activeVersion;
        }

        /** Whether a record, counted from 1, is gone at the end: another version took the place of its own. */
        boolean isReplaced(SingerMessage.Row row, long number) {
            Long version = row.version();
            return version != null && number <= recordsBeforeActivation && !version.equals(activeVersion);
        }

        /** Where the first line that is about the stream begins. */
        long firstOffset() {
            return firstOffset;
        }

        /** How many lines there are before it. */
        long linesBefore() {
            return linesBefore;
        }

        /** Where its last line ends, or before. */
        long endOffset() {
            return endOffset;
        }

        private void at(LineReader lines) {
            if (firstOffset < 0) {
                firstOffset = lines.offset();
                linesBefore = lines.number() - 1;
            }
            endOffset = lines.offset() + lines.to() - lines.from();
        }
    }

    private final Map<String, StreamScan> streams = new LinkedHashMap<>();
    private final MessageParser parser = new MessageParser();
    private @Nullable String lastState;

    private MessageScan() {}

    /** Reads all lines. {@code pulse} is called for each, and may throw. */
    static MessageScan of(LineReader lines, Runnable pulse) throws IOException {
        MessageScan scan = new MessageScan();
        while (lines.next()) {
            pulse.run();
            scan.take(scan.parser.parse(lines.buffer(), lines.from(), lines.to(), lines.number()), lines);
        }
        return scan;
    }

    private void take(SingerMessage message, LineReader lines) {
        long line = lines.number();
        switch (message) {
            case SingerMessage.Row row -> {
                StreamScan stream = described(row.stream(), "RECORD", line);
                stream.at(lines);
                stream.records++;
                checkKey(stream, row, line);
            }
            case SingerMessage.Schema schema -> {
                StreamScan stream = streams.computeIfAbsent(schema.stream(), StreamScan::new);
                stream.at(lines);
                stream.profile.describe(schema, line);
                stream.identity = new RecordFields(
                        Stream.concat(stream.profile.key().stream(), Stream.of(StreamProfile.DELETED_AT))
                                .distinct()
                                .toList());
            }
            case SingerMessage.ActivateVersion activation -> {
                StreamScan stream = streams.get(activation.stream());
                // Before its SCHEMA a stream has nothing that could be replaced.
                if (stream != null) {
                    stream.activeVersion = activation.version();
                    stream.recordsBeforeActivation = stream.records;
                }
            }
            case SingerMessage.Batch batch ->
                throw MessageParser.malformed(
                        line,
                        "is a BATCH of \"" + batch.stream() + "\", which names files that were not uploaded: "
                                + "let the tap write RECORD messages");
            case SingerMessage.State state -> lastState = state.value();
        }
    }

    private StreamScan described(String name, String type, long line) {
        StreamScan stream = streams.get(name);
        if (stream == null) {
            throw MessageParser.malformed(
                    line, "is a " + type + " of \"" + name + "\", for which no SCHEMA came before");
        }
        return stream;
    }

    private static void checkKey(StreamScan stream, SingerMessage.Row row, long line) {
        stream.identity.read(row, name -> {});
        List<String> key = stream.profile.key();
        for (int i = 0; i < key.size(); i++) {
            if (stream.identity.token(i) == null) {
                throw MessageParser.malformed(
                        line, "is a RECORD of \"" + row.stream() + "\" without its key \"" + key.get(i) + "\"");
            }
        }
        JsonToken deleted = stream.identity.token(key.size());
        if (deleted != null && deleted != JsonToken.VALUE_NULL) {
            stream.profile.markDeleted();
        }
    }

    /** The streams that were described, in their order. */
    List<StreamScan> streams() {
        return List.copyOf(streams.values());
    }

    /** The value of the last STATE; null when there was none. */
    @Nullable
    String lastState() {
        return lastState;
    }
}
