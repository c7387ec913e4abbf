package dev.millrace.connector.rest.stream;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;

/**
 * A file that belongs to a record.
 *
 * @param path below the files of the source: the stream's name, then what the manifest says
 * @param content as it comes; closed by whoever opened it
 */
public record RecordFile(String path, InputStream content) {

    /** How many bytes are left of a stream; it is read to its end. */
    public static long length(InputStream content) throws IOException {
        return content.transferTo(OutputStream.nullOutputStream());
    }

    /** Does something with the files of records. */
    @FunctionalInterface
    public interface Taker {

        /** Reads no file, but goes through it: what is not read to its end may have been broken off. */
        Taker NOBODY = (record, file) -> length(file.content());

        /** Takes a file, and may add to its record. */
        void take(Map<String, Object> record, RecordFile file) throws IOException;
    }
}
