package dev.millrace.connector.rest.http;

import java.time.Duration;

/** How many requests an API allows in which time, as its manifest says. */
public interface RateLimits {

    /** No limits but those that answers tell of. */
    RateLimits NONE = new RateLimits() {
        @Override
        public Duration beforeSending(Request request) {
            return Duration.ZERO;
        }

        @Override
        public void afterAnswer(Request request, Answer answer) {
            // Nothing is counted.
        }
    };

    /** Counts a request, and says how long to wait before it is sent. */
    Duration beforeSending(Request request);

    /** Learns from what the answer says of the limit. */
    void afterAnswer(Request request, Answer answer);
}
