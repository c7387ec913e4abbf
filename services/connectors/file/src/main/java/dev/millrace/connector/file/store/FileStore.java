package dev.millrace.connector.file.store;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/**
 * A place where files lie. Used by one thread, but for {@link #cancel}. What goes wrong is a {@link
 * dev.millrace.kernel.MillraceException} in words for the person who configured it.
 */
public interface FileStore extends AutoCloseable {

    /** More files than this are not read as one source. */
    int MOST_FILES = 10_000;

    /**
     * The files that are asked for, by name.
     *
     * @throws dev.millrace.kernel.MillraceException also when there is none
     */
    List<StoredFile> files();

    /**
     * The content of a file as it was listed, from its beginning. Closed early, it fetches no more.
     *
     * @throws IOException when the store does not answer or breaks off, which reading may throw too
     */
    InputStream open(StoredFile file) throws IOException;

    /** Whether a file that was just read is still what it was when it was listed, as far as the store tells. */
    boolean isUnchanged(StoredFile file) throws IOException;

    /** Ends what is going on, from another thread. */
    void cancel();

    @Override
    void close();
}
