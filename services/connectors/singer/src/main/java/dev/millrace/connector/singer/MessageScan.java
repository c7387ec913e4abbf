package dev.millrace.connector.singer;

import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One look at all messages of files that can be read again: what their streams are, and whether every line is right, before
 * a row of them is loaded. Of several files each goes on where the one before it ended.
 */
final class MessageScan {

    static final String REPLACED = "a later version of their table took their place (ACTIVATE_VERSION).";

    /** The lines of one file that are about a stream, from the first to the last, with those of others between them. */
    static final class Section {

        private final int file;
        private final long firstOffset;
        private final long linesBefore;
        private final long recordsBefore;
        private long endOffset;

        Section(int file, LineReader lines, long recordsBefore) {
            this.file = file;
            this.firstOffset = lines.offset();
            this.linesBefore = lines.number() - 1;
            this.recordsBefore = recordsBefore;
        }

        /** Which of the files, counted from 0. */
        int file() {
            return file;
        }

        /** Where the first line begins. */
        long firstOffset() {
            return firstOffset;
        }

        /** How many lines there are before it. */
        long linesBefore() {
            return linesBefore;
        }

        /** How many records of the stream the files before have. */
        long recordsBefore() {
            return recordsBefore;
        }

        /** Where the last line ends, or before. */
        long endOffset() {
            return endOffset;
        }
    }

    /** What was seen of a stream. */
    static final class StreamScan {

        private final StreamProfile profile;
        private RecordFields identity = new RecordFields(List.of());
        private long records;
        private long recordsBeforeActivation;
        private @Nullable Long activeVersion;
        private @Nullable Long firstVersion;
        private final List<Section> sections = new ArrayList<>();

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

        /** The version of the first record that has one; null when none has. */
        @Nullable
        Long firstVersion() {
            return firstVersion;
        }

        /** Whether a record, counted from 1, is gone at the end: another version took the place of its own. */
        boolean isReplaced(SingerMessage.Row row, long number) {
            Long version = row.version();
            return version != null && number <= recordsBeforeActivation && !version.equals(activeVersion);
        }

        /** Where its lines are, in the order of the files. */
        List<Section> sections() {
            return List.copyOf(sections);
        }

        private void at(int file, LineReader lines) {
            if (sections.isEmpty() || sections.getLast().file() != file) {
                sections.add(new Section(file, lines, records));
            }
            sections.getLast().endOffset = lines.offset() + lines.to() - lines.from();
        }
    }

    private final Map<String, StreamScan> streams = new LinkedHashMap<>();
    private final MessageParser parser = new MessageParser();
    private @Nullable String lastState;

    private int files;

    /** Reads all lines of the next file. {@code pulse} is called for each, and may throw. */
    void read(LineReader lines, Runnable pulse) throws IOException {
        while (lines.next()) {
            pulse.run();
            take(parser.parse(lines.buffer(), lines.from(), lines.to(), lines.number()), lines);
        }
        files++;
    }

    private void take(SingerMessage message, LineReader lines) {
        long line = lines.number();
        switch (message) {
            case SingerMessage.Row row -> {
                StreamScan stream = described(row.stream(), "RECORD", line);
                stream.at(files, lines);
                stream.records++;
                stream.firstVersion = stream.firstVersion == null ? row.version() : stream.firstVersion;
                checkKey(stream, row, line);
            }
            case SingerMessage.Schema schema -> {
                StreamScan stream = streams.computeIfAbsent(schema.stream(), StreamScan::new);
                stream.at(files, lines);
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
