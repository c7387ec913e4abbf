package dev.millrace.connector.rest.http;

import dev.millrace.connector.spi.SourceLog;
import java.time.Clock;
import java.time.Duration;

/**
 * What a source needs to talk to an API.
 *
 * @param exchange sends requests
 * @param reusing sends requests whose answers may be used again within the session
 * @param pause waits
 * @param clock the time
 * @param log lines for the tenant
 * @param limits how many requests the API allows
 * @param seats how much of it may be read at the same time
 */
public record Web(
        HttpExchange exchange,
        HttpExchange reusing,
        Pause pause,
        Clock clock,
        SourceLog log,
        RateLimits limits,
        Seats seats) {

    /** Of a session that remembers answers for a while. */
    public static Web of(HttpExchange exchange, Pause pause, Clock clock, SourceLog log) {
        return new Web(exchange, new RememberedAnswers(exchange), pause, clock, log, RateLimits.NONE, Seats.single());
    }

    /** For requests whose answers may be used again. */
    public Web forReuse() {
        return new Web(reusing, reusing, pause, clock, log, limits, seats);
    }

    /** With limits. */
    public Web limited(RateLimits allowed) {
        return new Web(exchange, reusing, pause, clock, log, allowed, seats);
    }

    /** With seats for reading ahead. */
    public Web with(Seats others) {
        return new Web(exchange, reusing, pause, clock, log, limits, others);
    }

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
