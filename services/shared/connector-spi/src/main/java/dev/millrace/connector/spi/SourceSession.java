package dev.millrace.connector.spi;

import java.util.Map;

/**
 * One piece of work with one configuration. Used by one thread at a time, except for {@link #cancel}. Closed by the
 * worker in every case, also after a failure.
 */
public interface SourceSession extends AutoCloseable {

    /**
     * Sees whether the configuration works: the system answers, the login is accepted, there is something to read.
     * Takes seconds at most.
     *
     * @throws dev.millrace.kernel.MillraceException saying what is wrong and what to do
     */
    void check();

    /** Lists the streams with their fields, keys and cursors. */
    Catalog discover();

    /**
     * Does what the {@link #read} of a stream begins with and what needs no destination, such as fetching and opening a file, while
     * the worker makes the destination ready. Called once, before the first read, or not at all. What it throws is what the read
     * would have thrown.
     */
    default void prepare(String stream) {}

    /**
     * Reads one stream to its end, writing rows and checkpoints to the output. Returning means that the stream is
     * complete. A session that can give a snapshot reads all its streams from the same one.
     *
     * <p>A checkpoint covers every row written before it: the worker commits both in one transaction, and a later
     * attempt is given the newest committed state in {@link ReadRequest#state}. Reading from a state gives every row
     * that follows it; an incremental read may give rows at the boundary again (the worker removes the repetition),
     * and never skips one. A source that can't go on in the middle writes no checkpoint before its end.
     *
     * @throws StateLostException when the source can't go on from the state
     * @throws StreamWidenedException when a value shows that the stream's fields are wider than they were discovered
     * @throws ReadStoppedException from the output, when the worker wants no more; let it through
     */
    void read(ReadRequest request, StreamOutput output);

    /**
     * Tells that all streams of a run were read to their ends, and that these states are committed: a source that keeps what
     * follows a state for its reader need not keep what came before.
     *
     * @param states of the run's streams, by their names
     */
    default void committed(Map<String, String> states) {}

    /** Makes a {@link #read} in another thread end soon, by whatever exception. May be called at any time, twice too. */
    void cancel();

    /** Gives back connections, files and threads. Does not throw. */
    @Override
    void close();
}
