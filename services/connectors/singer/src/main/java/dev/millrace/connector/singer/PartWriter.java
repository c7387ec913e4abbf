package dev.millrace.connector.singer;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** Writes one part. Closed before its end, it leaves nothing. */
final class PartWriter implements Closeable {

    private static final int BUFFER_BYTES = 64 * 1024;

    private final Path file;
    private final OutputStream output;
    private final Set<String> described = new HashSet<>();
    private long bytes;
    private long records;
    private boolean ended;
    private @Nullable String state;

    PartWriter(Path file) throws IOException {
        this.file = file;
        this.output = new BufferedOutputStream(new GZIPOutputStream(Files.newOutputStream(file)), BUFFER_BYTES);
    }

    /** Has what follows of a stream come after its SCHEMA. */
    void begin(String stream, byte[] schema) throws IOException {
        if (!described.contains(stream)) {
            schema(stream, schema);
        }
    }

    void schema(String stream, byte[] line) throws IOException {
        described.add(stream);
        write(line, 0, line.length);
    }

    void line(LineReader lines) throws IOException {
        write(lines.buffer(), lines.from(), lines.to());
    }

    private void write(byte[] buffer, int from, int to) throws IOException {
        output.write(buffer, from, to - from);
        output.write('\n');
        bytes += to - from + 1L;
    }

    void state(String value) {
        state = value;
    }

    void countRecord() {
        records++;
    }

    boolean isEmpty() {
        return bytes == 0;
    }

    long bytes() {
        return bytes;
    }

    MessagePart end(Set<String> waiting) throws IOException {
        output.close();
        ended = true;
        return new MessagePart(file, !described.isEmpty(), records, state, waiting);
    }

    @Override
    public void close() throws IOException {
        if (!ended) {
            try (output) {
                Files.deleteIfExists(file);
            }
        }
    }
}
