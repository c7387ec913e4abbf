package dev.millrace.connector.connecting;

import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import java.time.DateTimeException;
import java.time.Duration;

/** Durations as requests write them. */
final class Durations {

    private Durations() {}

    /** Reads an ISO 8601 duration, or says what is expected of {@code what}. */
    static Duration parse(String what, String text, String example) {
        try {
            return Duration.parse(text);
        } catch (DateTimeException e) {
            throw new MillraceException(
                    ErrorCode.INVALID_REQUEST,
                    "The %s is no ISO 8601 duration such as %s.".formatted(what, example),
                    e);
        }
    }
}
