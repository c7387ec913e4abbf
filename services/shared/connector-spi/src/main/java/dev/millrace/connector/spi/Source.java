package dev.millrace.connector.spi;

/**
 * A kind of system that rows come from. One instance lives as long as the worker and is called by many threads at once,
 * so it keeps no state of a run: that lives in the {@link SourceSession} that {@link #open} gives.
 *
 * <p>The story of a run: a worker claims it and opens a session with the tenant's configuration. To connect a source
 * it calls {@code check}, then {@code discover}. To sync, it calls {@code read} once for each selected stream, one
 * after another, and closes the session. Every method of a session runs on one thread, but for {@code cancel}, which
 * comes from another. Methods block; nothing needs to be asynchronous.
 *
 * <p>Errors: a {@link dev.millrace.kernel.MillraceException} whose message says what failed, on which object, and what
 * to do next reaches the person as it is. Anything else that is thrown counts as our bug.
 */
public interface Source {

    /** The connector's tile and form. The same on every call, and cheap. */
    ConnectorSpec spec();

    /**
     * Starts to work with one configuration. Reads the configuration, and need not connect yet.
     *
     * @throws dev.millrace.kernel.MillraceException with {@code INVALID_CONFIGURATION} when a value is missing or wrong
     */
    SourceSession open(SourceContext context);

    /**
     * Whether what {@link SourceSession#discover} gives for a configuration may be another thing later. If so, a sync looks
     * again before it reads.
     */
    default boolean schemaMayChange() {
        return true;
    }

    /**
     * Whether its reads mostly wait for somebody else, as those of an API do which limits its callers, and call no native code. They run on
     * virtual threads then, and a run that waits leaves its place in the worker to another.
     */
    default boolean mostlyWaits() {
        return false;
    }

    /**
     * Whether a configuration holds what is new, and not all that there is: streams that it does not have are not gone then.
     */
    default boolean isDelivered() {
        return false;
    }
}
