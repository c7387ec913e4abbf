package dev.millrace.connector.spi;

/** Takes what a reader writes. Blocks while the writer is behind. */
@FunctionalInterface
public interface MessageSink {

    /**
     * Takes the next message.
     *
     * @throws ReadStoppedException when no more is wanted
     */
    void accept(StreamMessage message);
}
