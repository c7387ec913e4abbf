package dev.millrace.connector.singer;

import dev.millrace.connector.spi.Uploads;
import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import dev.millrace.kernel.UploadId;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** Uploaded files of messages, one after another, as they are or compressed by gzip. */
final class MessageFiles {

    /** RFC 1952, section 2.3.1. */
    private static final int GZIP_FIRST = 0x1f;

    private static final int GZIP_SECOND = 0x8b;
    private static final int BUFFER_BYTES = 64 * 1024;

    private final List<UploadId> ids;
    private final Uploads uploads;

    MessageFiles(List<UploadId> ids, Uploads uploads) {
        this.ids = List.copyOf(ids);
        this.uploads = uploads;
    }

    int count() {
        return ids.size();
    }

    /** What a file is called in a state. */
    String name(int file) {
        return ids.get(file).toString();
    }

    /** The file of this name; -1 when it is none of them. */
    int indexOf(String name) {
        return ids.stream().map(UploadId::toString).toList().indexOf(name);
    }

    LineReader open(int file) throws IOException {
        return open(file, 0, 0);
    }

    /** @param offset of the first byte, in what was compressed */
    LineReader open(int file, long offset, long linesBefore) throws IOException {
        Path path = uploads.file(ids.get(file));
        if (isCompressed(path)) {
            InputStream unpacked = new GZIPInputStream(
                    new BufferedInputStream(Files.newInputStream(path), BUFFER_BYTES), BUFFER_BYTES);
            unpacked.skipNBytes(offset);
            return new LineReader(unpacked, offset, linesBefore);
        }
        InputStream plain = Channels.newInputStream(FileChannel.open(path).position(offset));
        return new LineReader(plain, offset, linesBefore);
    }

    private static boolean isCompressed(Path path) throws IOException {
        try (InputStream input = Files.newInputStream(path)) {
            return input.read() == GZIP_FIRST && input.read() == GZIP_SECOND;
        }
    }

    static MillraceException unreadable(IOException cause) {
        return new MillraceException(
                ErrorCode.STORAGE_FULL, "The worker can't read the uploaded file. Ask the operator.", cause);
    }
}
