package dev.millrace.syncworker;

import dev.millrace.connector.spi.trial.Inspection;
import dev.millrace.connector.spi.trial.TrialRead;
import dev.millrace.kernel.AuthorisationId;
import dev.millrace.kernel.TrialId;
import dev.millrace.work.AuthorisationCompletion;
import dev.millrace.work.ClaimedAuthorisation;
import dev.millrace.work.ClaimedTrial;
import dev.millrace.work.Failure;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Jobs of seconds that somebody waits for, without a run. Every method blocks, and throws as those of {@link ControlPlane} do.
 */
interface ShortJobs {

    /** Takes a trial of a manifest; empty when somebody else has it, or it is over. */
    Optional<ClaimedTrial> claim(TrialId trial);

    /** Says what came of a trial. */
    void complete(TrialId trial, @Nullable Inspection inspection, @Nullable TrialRead read, @Nullable Failure failure);

    /** Takes the code of a permission; empty when somebody else has it, or it is over. */
    Optional<ClaimedAuthorisation> claim(AuthorisationId authorisation);

    /** Says what the code was exchanged for, or why it was not. */
    void complete(
            AuthorisationId authorisation, AuthorisationCompletion.@Nullable Tokens tokens, @Nullable Failure failure);
}
