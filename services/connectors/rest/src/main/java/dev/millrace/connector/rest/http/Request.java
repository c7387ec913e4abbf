package dev.millrace.connector.rest.http;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request, ready to be sent.
 *
 * @param method {@code GET} or {@code POST}
 * @param url whole, encoded, with its query
 * @param headers by name
 * @param body text, or null for none
 */
public record Request(
        String method,
        String url,
        Map<String, String> headers,
        @Nullable String body) {

    public Request {
        headers = Map.copyOf(headers);
    }

    /** The address without its query, in which keys may stand. */
    public String place() {
        int query = url.indexOf('?');
        return method + " " + (query < 0 ? url : url.substring(0, query));
    }

    @Override
    public String toString() {
        return "Request[" + place() + "]";
    }
}
