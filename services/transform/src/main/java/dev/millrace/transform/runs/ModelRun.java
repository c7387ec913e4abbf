package dev.millrace.transform.runs;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import org.jspecify.annotations.Nullable;

/**
 * How a model fares in a run.
 *
 * @param rows in the table that was built
 * @param message why it failed or was left out
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
@RegisterForReflection(registerFullHierarchy = true)
record ModelRun(
        String name,
        State state,
        @Nullable Long rows,
        @Nullable Long durationMillis,
        @Nullable String message) {

    /** Where it is. */
    enum State {
        WAITING,
        RUNNING,
        SUCCEEDED,
        FAILED,
        /** Something that it reads is not there. */
        SKIPPED
    }

    static ModelRun waiting(String name) {
        return new ModelRun(name, State.WAITING, null, null, null);
    }
}
