package dev.millrace.connector.rest.http;

import java.io.IOException;

/** Sends a request and waits for its answer. Follows redirects; retries nothing. */
@FunctionalInterface
public interface HttpExchange {

    /**
     * Sends it.
     *
     * @throws IOException when nobody answers, or the connection breaks
     */
    Answer send(Request request) throws IOException;

    /** Whether the answer is known already, so that nobody has to be asked. */
    default boolean isAtHand(Request request) {
        return false;
    }

    /** The answer was not what was wanted, and is to be asked for anew. */
    default void forget(Request request) {
        // Nothing is kept.
    }
}
