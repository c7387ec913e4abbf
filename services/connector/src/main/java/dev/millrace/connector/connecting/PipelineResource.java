package dev.millrace.connector.connecting;

import dev.millrace.connector.runs.Runs;
import dev.millrace.connector.sources.Pipeline;
import dev.millrace.connector.sources.Schedule;
import dev.millrace.connector.sources.Source;
import dev.millrace.connector.sources.Sources;
import dev.millrace.connector.sources.StreamChange;
import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import dev.millrace.kernel.Role;
import dev.millrace.kernel.SourceId;
import dev.millrace.kernel.TenantId;
import dev.millrace.platform.audit.Audit;
import dev.millrace.platform.tenancy.RequiresRole;
import dev.millrace.work.ColumnRule;
import dev.millrace.work.NestedData;
import dev.millrace.work.SchemaChanges;
import dev.millrace.work.SyncMode;
import io.quarkus.security.Authenticated;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
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

    record PipelineView(List<PipelineStreamView> streams, SourceView.ScheduleView schedule) {}

    /** @param confirmReload whether streams may be loaded from their beginning, where that is what the change leads to */
    record PipelineEdit(
            @Nullable List<@Valid PipelineStreamEdit> streams,
            @Nullable ScheduleEdit schedule,
            @Nullable Boolean confirmReload) {}

    /** A lookback, a treatment of schema changes or of nested data and rules of columns that are not given stay as they are. */
    record PipelineStreamEdit(
            @NotNull(message = "is missing") String name,
            boolean selected,
            @NotNull(message = "is missing") SyncMode syncMode,
            @NotNull(message = "is missing") List<String> primaryKey,
            @Nullable String cursorField,
            @Nullable String lookback,
            @Nullable SchemaChanges schemaChanges,
            @Nullable List<ColumnRule> columns,
            @Nullable NestedData nested) {

        StreamChange change() {
            return new StreamChange(
                    name,
                    selected,
                    syncMode,
                    primaryKey,
                    cursorField,
                    lookback == null ? null : Durations.parse("lookback of " + name, lookback, "P1D"),
                    schemaChanges,
                    columns,
                    nested);
        }
    }

    record ScheduleEdit(
            Schedule.@Nullable Kind kind,
            @Nullable String interval,
            @Nullable String cron,
            @Nullable String timeZone) {}

    private final Sources sources;
    private final Runs runs;
    private final Audit audit;

    PipelineResource(Sources sources, Runs runs, Audit audit) {
        this.sources = sources;
        this.runs = runs;
        this.audit = audit;
    }

    @GET
    @RequiresRole(Role.VIEWER)
    @Transactional
    @Operation(operationId = "getPipeline", summary = "Which streams of a source are read, how, and when")
    @APIResponse(
            responseCode = "200",
            description = "The pipeline",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = PipelineView.class)))
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
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = PipelineView.class)))
    public Response edit(
            @PathParam("tenant") TenantId tenant,
            @PathParam("source") SourceId id,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            @NotNull @Valid PipelineEdit edit) {
        Source source = sources.lock(id);
        SourcesResource.requireCurrent(source, ifMatch);
        List<PipelineStreamEdit> streams = edit.streams();
        if (streams != null) {
            new Pipeline(source)
                    .change(
                            streams.stream().map(PipelineStreamEdit::change).toList(),
                            runs.loadedStreams(id),
                            Boolean.TRUE.equals(edit.confirmReload()));
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
            case INTERVAL ->
                new Schedule(
                        kind, interval == null ? null : Durations.parse("interval", interval, "PT6H"), null, timeZone);
            case CRON -> new Schedule(kind, null, edit.cron(), timeZone);
        };
    }

    private static Response show(Source source) {
        List<PipelineStreamView> streams =
                source.streams.stream().map(PipelineStreamView::of).toList();
        return Response.ok(new PipelineView(streams, SourceView.ScheduleView.of(source)))
                .tag(SourcesResource.etag(source))
                .build();
    }
}
