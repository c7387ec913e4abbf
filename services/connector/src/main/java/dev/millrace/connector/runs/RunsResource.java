package dev.millrace.connector.runs;

import dev.millrace.kernel.Role;
import dev.millrace.kernel.RunId;
import dev.millrace.kernel.SourceId;
import dev.millrace.kernel.TenantId;
import dev.millrace.platform.audit.Audit;
import dev.millrace.platform.paging.Page;
import dev.millrace.platform.tenancy.RequiresRole;
import dev.millrace.work.LogEntry;
import io.quarkus.security.Authenticated;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

@Path("/api/v1/tenants/{tenant}/runs")
@Authenticated
@Tag(name = "Runs")
class RunsResource {

    private final Runs runs;
    private final RunLog log;
    private final Audit audit;

    RunsResource(Runs runs, RunLog log, Audit audit) {
        this.runs = runs;
        this.log = log;
        this.audit = audit;
    }

    @GET
    @RequiresRole(Role.VIEWER)
    @Transactional
    @Operation(operationId = "listRuns", summary = "Runs, the newest first")
    public Page<RunView> list(
            @PathParam("tenant") TenantId tenant,
            @QueryParam("sourceId") @Nullable SourceId source,
            @QueryParam("limit") @Nullable Integer limit,
            @QueryParam("cursor") @Nullable String cursor) {
        return runs.list(source, Page.size(limit), cursor).map(RunView::of);
    }

    @GET
    @Path("{run}")
    @RequiresRole(Role.VIEWER)
    @Transactional
    @Operation(operationId = "getRun", summary = "A run")
    public RunView get(@PathParam("tenant") TenantId tenant, @PathParam("run") RunId id) {
        return RunView.of(runs.get(id));
    }

    @POST
    @Path("{run}/cancellation")
    @RequiresRole(Role.EDITOR)
    @Transactional
    @Operation(operationId = "cancelRun", summary = "Ask a run to stop; what it has loaded stays")
    @APIResponse(
            responseCode = "202",
            description = "The run",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = RunView.class)))
    public Response cancel(@PathParam("tenant") TenantId tenant, @PathParam("run") RunId id) {
        Run run = runs.cancel(id);
        audit.record("run-cancelled", id.toString(), Map.of());
        return Response.accepted(RunView.of(run)).build();
    }

    @GET
    @Path("{run}/logs")
    @RequiresRole(Role.VIEWER)
    @Transactional
    @Operation(operationId = "listRunLogs", summary = "The log of a run, the oldest line first")
    public Page<LogEntry> logs(
            @PathParam("tenant") TenantId tenant,
            @PathParam("run") RunId id,
            @QueryParam("limit") @Nullable Integer limit,
            @QueryParam("cursor") @Nullable String cursor) {
        return log.read(runs.get(id), Page.size(limit), cursor).map(RunLog.Line::entry);
    }
}
