package dev.millrace.connector.spi;

import java.util.List;

/**
 * Keeps credentials that an API replaces by itself, such as refresh tokens that are good for one use. Two calls belong together: {@link
 * #requireTurn} before the old ones are given away, and {@link #keep} before the new ones are used. So a session that has lost its run uses
 * up nothing, and new credentials are never used before they are safe. Thread-safe.
 */
public interface CredentialKeeper {

    /** Forgets them with the session, for sessions that nobody continues. */
    CredentialKeeper NONE = new CredentialKeeper() {
        @Override
        public void requireTurn() {
            // Nobody else has the source.
        }

        @Override
        public void keep(List<Change> changes) {
            // The session remembers them itself.
        }
    };

    /**
     * A field of the configuration with another value.
     *
     * @param field of the form, which its schema marks as {@code renewable}
     * @param previous JSON text that the session was opened with, or kept last
     * @param value JSON text
     */
    record Change(String field, String previous, String value) {

        @Override
        public String toString() {
            return "Change[" + field + "]";
        }
    }

    /**
     * Makes sure that this session still has the source, and that new credentials could be kept.
     *
     * @throws dev.millrace.kernel.MillraceException when it is not so; then nothing may be renewed
     */
    void requireTurn();

    /**
     * Keeps changed fields. Returns when they are safe.
     *
     * @throws dev.millrace.kernel.MillraceException when they are not kept; then they may not be used
     */
    void keep(List<Change> changes);
}
