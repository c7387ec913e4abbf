package dev.millrace.connector.rest.http;

import dev.millrace.connector.spi.SourceLog;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;

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
 * @param renewal keeps credentials that the API replaces
 * @param witness sees what is read, page by page
 */
public record Web(
        HttpExchange exchange,
        HttpExchange reusing,
        Pause pause,
        Clock clock,
        SourceLog log,
        RateLimits limits,
        Seats seats,
        Renewal renewal,
        Witness witness) {

    /** Nobody watches. */
    public Web(
            HttpExchange exchange,
            HttpExchange reusing,
            Pause pause,
            Clock clock,
            SourceLog log,
            RateLimits limits,
            Seats seats,
            Renewal renewal) {
        this(exchange, reusing, pause, clock, log, limits, seats, renewal, Witness.NOBODY);
    }

    /** Of a session that remembers answers for a while. */
    public static Web of(HttpExchange exchange, Pause pause, Clock clock, SourceLog log) {
        return new Web(
                exchange,
                new RememberedAnswers(exchange),
                pause,
                clock,
                log,
                RateLimits.NONE,
                Seats.single(),
                Renewal.NONE);
    }

    /** For requests whose answers may be used again. */
    public Web forReuse() {
        return new Web(reusing, reusing, pause, clock, log, limits, seats, renewal, witness);
    }

    /** With limits. */
    public Web limited(RateLimits allowed) {
        return new Web(exchange, reusing, pause, clock, log, allowed, seats, renewal, witness);
    }

    /** With seats for reading ahead. */
    public Web with(Seats others) {
        return new Web(exchange, reusing, pause, clock, log, limits, others, renewal, witness);
    }

    /** With somebody who keeps credentials that the API replaces. */
    public Web with(Renewal keeper) {
        return new Web(exchange, reusing, pause, clock, log, limits, seats, keeper, witness);
    }

    /** With somebody who watches. */
    public Web with(Witness watching) {
        return new Web(exchange, reusing, pause, clock, log, limits, seats, renewal, watching);
    }

    /** Watches what is read, and says when it is enough. */
    public interface Witness {

        /** Lets everything go on. */
        Witness NOBODY = new Witness() {
            @Override
            public void slice(String place, Map<String, Object> slice) {
                // Nobody wants to know.
            }

            @Override
            public boolean page(String place) {
                return true;
            }

            @Override
            public void pageEnd(String place) {
                // Nobody wants to know.
            }
        };

        /**
         * A part of a stream begins.
         *
         * @param place of the retriever in the manifest
         */
        void slice(String place, Map<String, Object> slice);

        /** Whether the next page of that part is wanted. */
        boolean page(String place);

        /** All records of the page have been given. */
        void pageEnd(String place);
    }

    /** Told when an API replaces credentials in the configuration. */
    public interface Renewal {

        /** Whatever is replaced is forgotten with the session. */
        Renewal NONE = new Renewal() {
            @Override
            public void begin() {
                // Nobody else has the source.
            }

            @Override
            public void end(Map<String, Object> config) {
                // The configuration of the session has them.
            }
        };

        /** Before the old ones are given away; fails when that may not be. */
        void begin();

        /** Before the new ones are used; they are safe when it returns. */
        void end(Map<String, Object> config);
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
