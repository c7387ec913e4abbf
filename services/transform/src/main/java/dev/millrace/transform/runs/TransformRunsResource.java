package dev.millrace.transform.runs;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.millrace.events.RunSnapshot;
import dev.millrace.kernel.Role;
import dev.millrace.kernel.RunId;
import dev.millrace.kernel.SourceId;
import dev.millrace.kernel.TenantId;
import dev.millrace.platform.paging.Page;
import dev.millrace.platform.tenancy.RequiresRole;
import dev.millrace.work.Failure;
import io.quarkus.security.Authenticated;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

@Path("/api/v1/tenants/{tenant}/transform-runs")
@Authenticated
@Tag(name = "Transform runs")
class TransformRunsResource {

    @JsonInclude(JsonInclude.Include.ALWAYS)
    record TransformRunView(
            RunId id,
            SourceId sourceId,
            RunId causedBy,
            String project,
            RunSnapshot.State state,
            Instant queuedAt,
            @Nullable Instant startedAt,
            @Nullable Instant finishedAt,
            List<ModelRun> models,
            @Nullable Failure failure) {}

    private final TransformRuns runs;

    TransformRunsResource(TransformRuns runs) {
        this.runs = runs;
    }

    @GET
    @RequiresRole(Role.VIEWER)
    @Transactional
    @Operation(operationId = "listTransformRuns", summary = "The newest transform runs, of a source or after a run")
    public Page<TransformRunView> list(
            @PathParam("tenant") TenantId tenant,
            @QueryParam("sourceId") @Nullable SourceId source,
            @QueryParam("causedBy") @Nullable RunId causedBy) {
        return Page.whole(runs.list(source, causedBy)).map(TransformRunsResource::show);
    }

    @GET
    @Path("{run}")
    @RequiresRole(Role.VIEWER)
    @Transactional
    @Operation(operationId = "getTransformRun", summary = "A transform run")
    public TransformRunView get(@PathParam("tenant") TenantId tenant, @PathParam("run") RunId id) {
        return show(runs.get(id));
    }

    private static TransformRunView show(TransformRun run) {
        return new TransformRunView(
                run.runId(),
                new SourceId(run.sourceId),
                new RunId(run.causedBy),
                run.project,
                run.state,
                run.queuedAt,
                run.startedAt,
                run.finishedAt,
                run.models,
                run.failure);
    }
}
