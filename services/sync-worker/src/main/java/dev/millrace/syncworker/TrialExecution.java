package dev.millrace.syncworker;

import dev.millrace.connector.rest.ManifestTrials;
import dev.millrace.connector.spi.EgressGuard;
import dev.millrace.connector.spi.trial.Inspection;
import dev.millrace.connector.spi.trial.TrialRead;
import dev.millrace.events.MillraceJson;
import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import dev.millrace.work.ClaimedTrial;
import dev.millrace.work.Failure;
import java.time.Duration;
import java.time.InstantSource;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** One trial of a manifest, for its author who waits for it. */
final class TrialExecution {

    private static final Logger LOG = Logger.getLogger(TrialExecution.class);
    private static final Duration LONGEST_READ = Duration.ofSeconds(20);

    private final ClaimedTrial trial;
    private final ShortJobs jobs;
    private final EgressGuard egress;

    TrialExecution(ClaimedTrial trial, ShortJobs jobs, EgressGuard egress) {
        this.trial = trial;
        this.jobs = jobs;
        this.egress = egress;
    }

    /** Does it. Whatever happens is told to the control plane; nothing is thrown. */
    void execute() {
        Inspection inspection = null;
        TrialRead read = null;
        Failure failure = null;
        try {
            inspection = ManifestTrials.inspect(trial.manifest());
            read = inspection.problems().isEmpty() ? read() : null;
        } catch (MillraceException e) {
            failure = Failure.of(e);
        } catch (RuntimeException e) {
            LOG.errorf(e, "trial %s failed", trial.trialId());
            failure = Failure.of(
                    ErrorCode.INTERNAL,
                    "Something went wrong inside Millrace (%s). Tell the operator the trial's id: %s."
                            .formatted(e.getClass().getSimpleName(), trial.trialId()));
        }
        try {
            jobs.complete(trial.trialId(), inspection, read, failure);
        } catch (MillraceException e) {
            // Whoever waits for it is told that it was not done in time.
            LOG.warnf("trial %s not told: %s", trial.trialId(), e.getMessage());
        }
    }

    private @Nullable TrialRead read() {
        String stream = trial.stream();
        return stream == null
                ? null
                : ManifestTrials.read(
                        trial.manifest(),
                        MillraceJson.text(trial.settings()),
                        stream,
                        egress,
                        InstantSource.system(),
                        LONGEST_READ);
    }
}
