package dev.millrace.connector.singer;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A line that a tap writes (Singer specification 0.3.0, and the extensions ACTIVATE_VERSION and BATCH). */
sealed interface SingerMessage {

    /**
     * What the records of a stream look like from here on.
     *
     * @param schema JSON Schema of a record
     * @param keyProperties what identifies a record; empty when nothing does
     * @param bookmarkProperties what grows with every change, when the tap says it
     */
    record Schema(String stream, JsonNode schema, List<String> keyProperties, List<String> bookmarkProperties)
            implements SingerMessage {

        public Schema {
            keyProperties = List.copyOf(keyProperties);
            bookmarkProperties = List.copyOf(bookmarkProperties);
        }
    }

    /** A record, as the place of its JSON object within the line, which is gone when the next line is read. */
    final class Row implements SingerMessage {

        private final String stream;
        private final byte[] buffer;
        private final int from;
        private final int to;
        private final @Nullable Long version;

        Row(String stream, byte[] buffer, int from, int to, @Nullable Long version) {
            this.stream = stream;
            this.buffer = buffer;
            this.from = from;
            this.to = to;
            this.version = version;
        }

        String stream() {
            return stream;
        }

        byte[] buffer() {
            return buffer;
        }

        int from() {
            return from;
        }

        int to() {
            return to;
        }

        /** Which version of its table the record belongs to, when the tap counts them. */
        @Nullable
        Long version() {
            return version;
        }
    }

    /** The tap can go on from here when it is given this JSON value; it covers every record before. */
    record State(String value) implements SingerMessage {}

    /** From here on only the records of this version are the table's. */
    record ActivateVersion(String stream, long version) implements SingerMessage {}

    /**
     * Records in files, each line one of them.
     *
     * @param format of the files: {@code jsonl}
     * @param compression {@code gzip} or {@code none}
     * @param files their addresses
     */
    record Batch(String stream, String format, String compression, List<String> files) implements SingerMessage {

        public Batch {
            files = List.copyOf(files);
        }
    }
}
