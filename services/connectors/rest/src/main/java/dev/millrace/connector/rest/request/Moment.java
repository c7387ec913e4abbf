package dev.millrace.connector.rest.request;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * For what a request is made.
 *
 * @param slice the part of the stream
 * @param token of the page; null for the first
 * @param extra what else expressions see
 */
public record Moment(Map<String, Object> slice, @Nullable Object token, Map<String, Object> extra) {

    /** The first page of a slice. */
    public static Moment first(Map<String, Object> slice) {
        return new Moment(slice, null, Map.of());
    }

    /** A page of a slice. */
    public static Moment page(Map<String, Object> slice, @Nullable Object token) {
        return new Moment(slice, token, Map.of());
    }

    /** What expressions see of it, under the names of the format. */
    @SuppressWarnings("NullAway") // An expression sees that there is no token.
    public Map<String, Object> variables() {
        Map<String, Object> variables = new HashMap<>(extra);
        variables.put("stream_slice", slice);
        variables.put("next_page_token", token == null ? null : Map.of("next_page_token", token));
        return variables;
    }
}
