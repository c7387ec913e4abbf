package dev.millrace.connector.spi.trial;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request and its answer, secrets masked.
 *
 * @param page the place of its page in {@link TrialRead#pages}; null when it was for something else, such as a token or a parent stream
 * @param requestBody null when there was none
 * @param status null when nobody answered
 * @param body of the answer, its beginning where it is long
 * @param bodyCut whether there is more of it
 * @param millis from the request to the answer's headers
 * @param failure why nobody answered; null when somebody did
 */
public record TrialExchange(
        @Nullable Integer page,
        String method,
        String url,
        Map<String, String> requestHeaders,
        @Nullable String requestBody,
        @Nullable Integer status,
        Map<String, String> responseHeaders,
        @Nullable String body,
        boolean bodyCut,
        long millis,
        @Nullable String failure) {

    public TrialExchange {
        requestHeaders = Map.copyOf(requestHeaders);
        responseHeaders = Map.copyOf(responseHeaders);
    }
}
