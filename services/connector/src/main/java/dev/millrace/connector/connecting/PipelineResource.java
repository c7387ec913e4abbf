package dev.millrace.connector.connecting;

import dev.millrace.connector.sources.PipelineStream;
import dev.millrace.connector.sources.Schedule;
import dev.millrace.connector.sources.Source;
import dev.millrace.connector.sources.Sources;
import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import dev.millrace.kernel.Role;
import dev.millrace.kernel.SourceId;
import dev.millrace.kernel.TenantId;
import dev.millrace.platform.audit.Audit;
import dev.millrace.platform.tenancy.RequiresRole;
import io.quarkus.security.Authenticated;
import jakarta.transaction.Transactional;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

@Path("/api/v1/tenants/{tenant}/sources/{source}/pipeline")
@Authenticated
@Tag(name = "Pipelines")
class PipelineResource {

    record Pipeline(List<PipelineStream> streams, SourceView.ScheduleView schedule) {}

    record PipelineEdit(
            @Nullable List<PipelineStream> streams,
            @Nullable ScheduleEdit schedule) {}

    record ScheduleEdit(
            Schedule.@Nullable Kind kind,
            @Nullable String interval,
            @Nullable String cron,
            @Nullable String timeZone) {}

    private final Sources sources;
    private final Audit audit;

    PipelineResource(Sources sources, Audit audit) {
        this.sources = sources;
        this.audit = audit;
    }

    @GET
    @RequiresRole(Role.VIEWER)
    @Transactional
    @Operation(operationId = "getPipeline", summary = "Which streams of a source are read, how, and when")
    @APIResponse(
            responseCode = "200",
            description = "The pipeline",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = Pipeline.class)))
    public Response get(@PathParam("tenant") TenantId tenant, @PathParam("source") SourceId id) {
        return show(sources.get(id));
    }

    @PUT
    @RequiresRole(Role.EDITOR)
    @Transactional
    @Operation(operationId = "editPipeline", summary = "Change which streams are read, how, and when")
    @APIResponse(
            responseCode = "200",
            description = "The pipeline",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = Pipeline.class)))
    public Response edit(
            @PathParam("tenant") TenantId tenant,
            @PathParam("source") SourceId id,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            @NotNull PipelineEdit edit) {
        Source source = sources.lock(id);
        SourcesResource.requireCurrent(source, ifMatch);
        List<PipelineStream> streams = edit.streams();
        if (streams != null) {
            sources.choose(source, streams);
        }
        ScheduleEdit schedule = edit.schedule();
        if (schedule != null) {
            sources.schedule(source, parse(schedule));
        }
        audit.record("pipeline-changed", source.name, Map.of());
        Source.getEntityManager().flush();
        return show(source);
    }

    private static Schedule parse(ScheduleEdit edit) {
        Schedule.Kind kind = edit.kind();
        if (kind == null) {
            throw new MillraceException(
                    ErrorCode.INVALID_REQUEST, "The schedule needs a kind: MANUAL, INTERVAL or CRON.");
        }
        String timeZone = edit.timeZone() == null ? "UTC" : edit.timeZone();
        String interval = edit.interval();
        return switch (kind) {
            case MANUAL -> Schedule.manual();
            case INTERVAL -> new Schedule(kind, interval == null ? null : duration(interval), null, timeZone);
            case CRON -> new Schedule(kind, null, edit.cron(), timeZone);
        };
    }

    private static Duration duration(String text) {
        try {
            return Duration.parse(text);
        } catch (DateTimeException e) {
            throw new MillraceException(
                    ErrorCode.INVALID_REQUEST, "The interval is no ISO 8601 duration such as PT6H.", e);
        }
    }

    private static Response show(Source source) {
        return Response.ok(new Pipeline(source.streams, SourceView.ScheduleView.of(source)))
                .tag(SourcesResource.etag(source))
                .build();
    }
}
