package dev.millrace.work;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.kernel.TenantId;
import dev.millrace.kernel.TrialId;
import org.jspecify.annotations.Nullable;

/**
 * What the worker gets with the claim of a trial: {@code POST /internal/v1/trials/{trial}/claims}. Holds secrets, so {@link
 * #toString()} leaves them out.
 *
 * @param stream to be read a little; null when the manifest is only looked at
 * @param settings what the manifest's form asks for
 */
public record ClaimedTrial(
        TrialId trialId,
        TenantId tenantId,
        String manifest,
        @Nullable String stream,
        JsonNode settings) {

    @Override
    public String toString() {
        return "ClaimedTrial[" + trialId + ", " + stream + "]";
    }
}
