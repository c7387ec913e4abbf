package dev.millrace.connector.singer;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.zip.GZIPInputStream;
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
    private @Nullable AtState last;

    /** How things stood behind a STATE. */
    private record AtState(String value, long bytes, boolean hasStreams, long records, Set<String> waiting) {}

    PartWriter(Path file) throws IOException {
        this.file = file;
        this.output = compressed(file);
    }

    private static OutputStream compressed(Path file) throws IOException {
        return new BufferedOutputStream(new GZIPOutputStream(Files.newOutputStream(file)), BUFFER_BYTES);
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

    void state(String value, Set<String> waiting) {
        last = new AtState(value, bytes, !described.isEmpty(), records, Set.copyOf(waiting));
    }

    boolean hasState() {
        return last != null;
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
        AtState state = last;
        return new MessagePart(file, !described.isEmpty(), records, state == null ? null : state.value(), waiting);
    }

    /** Ends it where its last STATE was; what came behind is dropped. */
    MessagePart endAtState() throws IOException {
        AtState state = Objects.requireNonNull(last);
        output.close();
        Path shortened = file.resolveSibling(file.getFileName() + ".whole");
        try (InputStream whole = new GZIPInputStream(Files.newInputStream(file), BUFFER_BYTES);
                OutputStream copy = compressed(shortened)) {
            byte[] buffer = new byte[BUFFER_BYTES];
            long left = state.bytes();
            while (left > 0) {
                int read = whole.readNBytes(buffer, 0, (int) Math.min(left, buffer.length));
                copy.write(buffer, 0, read);
                left -= read;
            }
        }
        Files.move(shortened, file, StandardCopyOption.REPLACE_EXISTING);
        ended = true;
        return new MessagePart(file, state.hasStreams(), state.records(), state.value(), state.waiting());
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
