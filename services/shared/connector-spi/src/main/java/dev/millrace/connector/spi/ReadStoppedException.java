package dev.millrace.connector.spi;

/** The worker wants no more of this stream: the run was cancelled, failed on the other side, or is handed back. */
public final class ReadStoppedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Ends a read. */
    public ReadStoppedException() {
        super("the worker stopped reading");
    }
}
