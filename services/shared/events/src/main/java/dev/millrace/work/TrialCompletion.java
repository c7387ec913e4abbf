package dev.millrace.work;

import dev.millrace.connector.spi.trial.Inspection;
import dev.millrace.connector.spi.trial.TrialRead;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /internal/v1/trials/{trial}/completion}: what came of a trial.
 *
 * @param worker that has claimed it
 * @param inspection of the manifest; null when it could not be looked at
 * @param read null when the manifest was only looked at
 * @param failure why there is no inspection
 */
public record TrialCompletion(
        String worker,
        @Nullable Inspection inspection,
        @Nullable TrialRead read,
        @Nullable Failure failure) {

    @Override
    public String toString() {
        return "TrialCompletion[" + worker + ", " + failure + "]";
    }
}
