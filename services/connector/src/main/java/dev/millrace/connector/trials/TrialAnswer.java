package dev.millrace.connector.trials;

import dev.millrace.connector.spi.trial.Inspection;
import dev.millrace.connector.spi.trial.TrialRead;
import dev.millrace.work.Failure;
import io.quarkus.runtime.annotations.RegisterForReflection;
import org.jspecify.annotations.Nullable;

/** What came of a trial. */
@RegisterForReflection(registerFullHierarchy = true)
record TrialAnswer(
        @Nullable Inspection inspection,
        @Nullable TrialRead read,
        @Nullable Failure failure) {

    @Override
    public String toString() {
        return "TrialAnswer[" + failure + "]";
    }
}
