package dev.millrace.connector.rest.request;

import dev.millrace.connector.rest.http.Answer;
import java.io.IOException;

/**
 * An answer to go on with.
 *
 * @param answer what came
 * @param ignored whether the manifest says to go on in spite of it
 * @param resetPagination whether the pages are to begin anew
 */
public record Outcome(Answer answer, boolean ignored, boolean resetPagination) implements AutoCloseable {

    /** The same with its body fetched, as far as it is no longer than this. */
    public Outcome held(int most) throws IOException {
        return new Outcome(answer.held(most), ignored, resetPagination);
    }

    /** Whether there is something to read: an answer that is ignored is read only when its status is no failure. */
    public boolean isReadable() {
        return answer.ok() && !resetPagination;
    }

    @Override
    public void close() {
        answer.close();
    }
}
