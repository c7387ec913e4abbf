package dev.millrace.connector.trials;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.connector.spi.trial.Inspection;
import dev.millrace.connector.spi.trial.TrialRead;
import dev.millrace.kernel.Role;
import dev.millrace.kernel.TenantId;
import dev.millrace.kernel.TrialId;
import dev.millrace.platform.tenancy.RequiresRole;
import dev.millrace.work.Failure;
import io.quarkus.security.Authenticated;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

@Path("/api/v1/tenants/{tenant}/manifest-trials")
@Authenticated
@Tag(name = "Own connectors")
class TrialsResource {

    private static final int LONGEST_MANIFEST = 2_000_000;

    /**
     * A manifest to try.
     *
     * @param stream to read a little of; without it the manifest is only looked at
     * @param settings what its form asks for
     */
    record NewTrial(
            @NotBlank(message = "is missing")
            @Size(max = LONGEST_MANIFEST, message = "must not be longer than 2,000,000 characters")
            String manifest,

            @Nullable @Size(max = 500, message = "must not be longer than 500 characters")
            String stream,

            @Nullable JsonNode settings) {

        @Override
        public String toString() {
            return "NewTrial[" + stream + "]";
        }
    }

    /**
     * A trial as the API shows it.
     *
     * @param inspection what the manifest says and what is wrong with it, when it is done
     * @param read what the stream gave, when there was one
     * @param failure why there is no inspection
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record TrialView(
            TrialId id,
            Trial.State state,
            @Nullable Inspection inspection,
            @Nullable TrialRead read,
            @Nullable Failure failure) {}

    private final Trials trials;

    TrialsResource(Trials trials) {
        this.trials = trials;
    }

    @POST
    @RequiresRole(Role.EDITOR)
    @Transactional
    @Operation(
            operationId = "tryManifest",
            summary =
                    "Try a manifest: what is wrong with it, which form it has, and what one of its streams gives. Look at the trial until it is done")
    @APIResponse(
            responseCode = "202",
            description = "The trial",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = TrialView.class)))
    public Response start(@PathParam("tenant") TenantId tenant, @NotNull @Valid NewTrial body) {
        String stream = body.stream();
        Trial trial = trials.start(
                tenant, body.manifest(), stream == null || stream.isEmpty() ? null : stream, body.settings());
        return Response.accepted(show(tenant, trial))
                .location(URI.create("/api/v1/tenants/" + tenant + "/manifest-trials/" + trial.id))
                .build();
    }

    @GET
    @Path("{trial}")
    @RequiresRole(Role.EDITOR)
    @Transactional
    @Operation(operationId = "getManifestTrial", summary = "A trial, and what came of it; it is kept for an hour")
    public TrialView get(@PathParam("tenant") TenantId tenant, @PathParam("trial") TrialId id) {
        return show(tenant, trials.get(id));
    }

    private TrialView show(TenantId tenant, Trial trial) {
        return trials.answer(tenant, trial)
                .map(answer -> new TrialView(
                        trial.trialId(), trial.state, answer.inspection(), answer.read(), answer.failure()))
                .orElseGet(() -> new TrialView(trial.trialId(), trial.state, null, null, null));
    }
}
