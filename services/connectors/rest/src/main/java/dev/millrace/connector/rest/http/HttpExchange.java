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
}
