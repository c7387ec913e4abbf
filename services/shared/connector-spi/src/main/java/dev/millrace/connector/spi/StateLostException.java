package dev.millrace.connector.spi;

/**
 * Thrown by {@link SourceSession#read} when the source can't go on from the state that it was given: what followed it is gone.
 * The worker calls read again without a state, and loads the stream beside the old table.
 */
public final class StateLostException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String reason;

    /** With what happened, as a sentence for the tenant. */
    public StateLostException(String reason) {
        super(reason);
        this.reason = reason;
    }

    /** What happened, as a sentence for the tenant. */
    public String reason() {
        return reason;
    }
}
