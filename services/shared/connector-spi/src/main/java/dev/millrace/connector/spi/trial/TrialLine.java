package dev.millrace.connector.spi.trial;

/** A line that the read wrote for the tenant. */
public record TrialLine(Level level, String message) {

    /** How much it matters. */
    public enum Level {
        INFO,
        WARN
    }
}
