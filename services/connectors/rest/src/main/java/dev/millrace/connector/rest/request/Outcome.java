package dev.millrace.connector.rest.request;

import dev.millrace.connector.rest.http.Answer;

/**
 * An answer to go on with.
 *
 * @param answer what came
 * @param ignored whether the manifest says to go on in spite of it
 * @param resetPagination whether the pages are to begin anew
 */
public record Outcome(Answer answer, boolean ignored, boolean resetPagination) implements AutoCloseable {

    /** Whether there is something to read: an answer that is ignored is read only when its status is no failure. */
    public boolean isReadable() {
        return answer.ok() && !resetPagination;
    }

    @Override
    public void close() {
        answer.close();
    }
}
