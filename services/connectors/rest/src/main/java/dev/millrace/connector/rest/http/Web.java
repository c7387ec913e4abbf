package dev.millrace.connector.rest.http;

import dev.millrace.connector.spi.SourceLog;
import java.time.Clock;
import java.time.Duration;

/**
 * What a source needs to talk to an API.
 *
 * @param exchange sends requests
 * @param pause waits
 * @param clock the time
 * @param log lines for the tenant
 * @param limits how many requests the API allows
 */
public record Web(HttpExchange exchange, Pause pause, Clock clock, SourceLog log, RateLimits limits) {

    /** Waits between requests, until it is cancelled. */
    @FunctionalInterface
    public interface Pause {

        /**
         * Waits.
         *
         * @throws dev.millrace.connector.spi.ReadStoppedException when the read is cancelled
         */
        void sleep(Duration duration);
    }
}
