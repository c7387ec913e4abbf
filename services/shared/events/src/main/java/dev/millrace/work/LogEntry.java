package dev.millrace.work;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A line of a run's log, written for the tenant: no secret, no value of a row. */
public record LogEntry(Instant at, Level level, @Nullable String stream, String message) {

    /** How much a line matters. */
    public enum Level {
        INFO,
        WARN,
        ERROR
    }
}
