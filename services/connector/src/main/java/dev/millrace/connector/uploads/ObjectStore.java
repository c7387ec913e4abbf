package dev.millrace.connector.uploads;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;

/** Where uploaded files are kept. A key is of our own making. Threads may share a store. */
interface ObjectStore extends Closeable {

    /**
     * Keeps all of a stream under a key, or nothing. The memory that it takes does not grow with the stream.
     *
     * @param largest in bytes
     * @return the size in bytes
     * @throws IOException when the stream breaks off
     * @throws dev.millrace.kernel.MillraceException {@code TOO_LARGE}, {@code STORAGE_FULL}, or
     *     {@code PLATFORM_UNAVAILABLE} when the store can't be used
     */
    long write(String key, InputStream content, long largest) throws IOException;

    /** Reads what is kept, as it is needed. */
    InputStream open(String key) throws IOException;

    /** Forgets it; nothing happens when there is none. */
    void delete(String key) throws IOException;

    /** Forgets everything whose key begins with the folder and a slash. */
    void deleteAll(String folder) throws IOException;

    @Override
    default void close() throws IOException {
        // A folder holds nothing open.
    }
}
