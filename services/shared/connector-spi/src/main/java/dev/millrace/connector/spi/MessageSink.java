package dev.millrace.connector.spi;

/** Takes what readers write, from several threads at once. Blocks while the writer is behind. */
@FunctionalInterface
public interface MessageSink {

    /**
     * Takes the next message.
     *
     * @throws ReadStoppedException when no more is wanted
     */
    void accept(StreamMessage message);

    /**
     * Called before the first row of a batch, so that no rows are held in memory which nobody could write. Blocks while there is no
     * writer.
     *
     * @throws ReadStoppedException when no more is wanted
     */
    default void awaitWriter() {}
}
