package dev.millrace.connector.uploads;

import java.io.IOException;
import java.io.InputStream;

/** Where uploaded files are kept. A key is of our own making. */
interface ObjectStore {

    /**
     * Keeps all of a stream under a key, or nothing.
     *
     * @param largest in bytes
     * @return the size in bytes
     * @throws dev.millrace.kernel.MillraceException {@code TOO_LARGE} or {@code STORAGE_FULL}
     */
    long write(String key, InputStream content, long largest) throws IOException;

    /** Reads what is kept. */
    InputStream open(String key) throws IOException;

    /** Forgets it; nothing happens when there is none. */
    void delete(String key) throws IOException;
}
