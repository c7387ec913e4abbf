package dev.millrace.connector.connecting;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.connector.runs.Run;
import dev.millrace.connector.runs.RunView;
import dev.millrace.connector.sources.Pipeline;
import dev.millrace.connector.sources.PipelineStream;
import dev.millrace.connector.sources.Source;
import dev.millrace.connector.sources.Sources;
import dev.millrace.kernel.Role;
import dev.millrace.kernel.SourceId;
import dev.millrace.kernel.TenantId;
import dev.millrace.platform.audit.Audit;
import dev.millrace.platform.idempotency.Idempotency;
import dev.millrace.platform.tenancy.RequiresRole;
import dev.millrace.work.RunKind;
import io.quarkus.security.Authenticated;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

@Path("/api/v1/tenants/{tenant}/sources/{source}/streams/{stream}")
@Authenticated
@Tag(name = "Pipelines")
class StreamsResource {

    /** @param run whether it is read at once, not with the next run */
    record Reset(@Nullable Boolean run) {}

    /**
     * A wish to read again what is loaded already.
     *
     * @param from a value of the stream's cursor: a date, a time or a number, which may be written as text
     * @param run whether it is read at once, not with the next run
     */
    record ReadAgain(
            @Schema(implementation = String.class) @NotNull(message = "is missing")
            JsonNode from,

            @Nullable Boolean run) {}

    /** @param run the run that was started for it, if any */
    record AskedStream(PipelineStreamView stream, @Nullable RunView run) {}

    private final Sources sources;
    private final AskedRuns runs;
    private final Audit audit;
    private final Idempotency idempotency;

    StreamsResource(Sources sources, AskedRuns runs, Audit audit, Idempotency idempotency) {
        this.sources = sources;
        this.runs = runs;
        this.audit = audit;
        this.idempotency = idempotency;
    }

    @POST
    @Path("reset")
    @RequiresRole(Role.EDITOR)
    @Transactional
    @Operation(
            operationId = "resetStream",
            summary =
                    "Load a stream from its beginning with the next run; what is there stays until the new rows take its place")
    @APIResponse(
            responseCode = "200",
            description = "The stream, which the next run loads anew",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = AskedStream.class)))
    @APIResponse(
            responseCode = "202",
            description = "The stream, and the run that loads it anew",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = AskedStream.class)))
    public Response reset(
            @PathParam("tenant") TenantId tenant,
            @PathParam("source") SourceId id,
            @PathParam("stream") String stream,
            @Parameter(description = Idempotency.DESCRIPTION) @HeaderParam(Idempotency.HEADER) @Nullable String key,
            @Nullable Reset body) {
        boolean run = body != null && Boolean.TRUE.equals(body.run());
        return idempotency.once(key, "resetStream", List.of(id, stream, run), () -> {
            Source source = sources.lock(id);
            PipelineStream reset = new Pipeline(source).reset(stream);
            audit.record("stream-reset", source.name, Map.of("stream", stream));
            return answer(tenant, source, reset, run);
        });
    }

    @POST
    @Path("read-again")
    @RequiresRole(Role.EDITOR)
    @Transactional
    @Operation(
            operationId = "readStreamAgain",
            summary = "Read a stream again from a value of its cursor on; rows that are there are replaced")
    @APIResponse(
            responseCode = "200",
            description = "The stream, which the next run reads from there",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = AskedStream.class)))
    @APIResponse(
            responseCode = "202",
            description = "The stream, and the run that reads it again",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = AskedStream.class)))
    public Response readAgain(
            @PathParam("tenant") TenantId tenant,
            @PathParam("source") SourceId id,
            @PathParam("stream") String stream,
            @Parameter(description = Idempotency.DESCRIPTION) @HeaderParam(Idempotency.HEADER) @Nullable String key,
            @NotNull @Valid ReadAgain body) {
        boolean run = Boolean.TRUE.equals(body.run());
        return idempotency.once(key, "readStreamAgain", List.of(id, stream, body), () -> {
            Source source = sources.lock(id);
            PipelineStream asked = new Pipeline(source).readAgain(stream, body.from(), Instant.now());
            audit.record(
                    "stream-read-again",
                    source.name,
                    Map.of("stream", stream, "from", body.from().asText()));
            return answer(tenant, source, asked, run);
        });
    }

    private Response answer(TenantId tenant, Source source, PipelineStream stream, boolean startsRun) {
        PipelineStreamView shown = PipelineStreamView.of(stream);
        if (!startsRun) {
            return Response.ok(new AskedStream(shown, null)).build();
        }
        Run run = runs.start(source, RunKind.SYNC);
        return Response.accepted(new AskedStream(shown, RunView.of(run)))
                .location(AskedRuns.uri(tenant, run))
                .build();
    }
}
