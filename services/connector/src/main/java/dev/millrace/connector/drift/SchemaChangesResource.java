package dev.millrace.connector.drift;

import dev.millrace.connector.sources.Source;
import dev.millrace.connector.sources.Sources;
import dev.millrace.kernel.Role;
import dev.millrace.kernel.SourceId;
import dev.millrace.kernel.TenantId;
import dev.millrace.platform.audit.Audit;
import dev.millrace.platform.paging.Page;
import dev.millrace.platform.tenancy.RequiresRole;
import io.quarkus.security.Authenticated;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

@Path("/api/v1/tenants/{tenant}/sources/{source}/schema-changes")
@Authenticated
@Tag(name = "Pipelines")
class SchemaChangesResource {

    /** Which changes; all that wait when it names no stream. */
    record Acceptance(@Nullable String stream) {}

    record AcceptedChanges(List<SchemaChangeView> accepted) {}

    private final Sources sources;
    private final SchemaChangeLog changes;
    private final Audit audit;

    SchemaChangesResource(Sources sources, SchemaChangeLog changes, Audit audit) {
        this.sources = sources;
        this.changes = changes;
        this.audit = audit;
    }

    @GET
    @RequiresRole(Role.VIEWER)
    @Transactional
    @Operation(operationId = "listSchemaChanges", summary = "How a source's tables have changed, the newest first")
    public Page<SchemaChangeView> list(
            @PathParam("tenant") TenantId tenant,
            @PathParam("source") SourceId id,
            @QueryParam("limit") @Nullable Integer limit,
            @QueryParam("cursor") @Nullable String cursor) {
        Source source = sources.get(id);
        return changes.list(source.sourceId(), Page.size(limit), cursor).map(SchemaChangeView::of);
    }

    @POST
    @Path("accept")
    @RequiresRole(Role.EDITOR)
    @Transactional
    @Operation(
            operationId = "acceptSchemaChanges",
            summary = "Take over what waits of one stream or of all; the next run reads it")
    public AcceptedChanges accept(
            @PathParam("tenant") TenantId tenant, @PathParam("source") SourceId id, @Nullable Acceptance body) {
        Source source = sources.lock(id);
        List<ObservedChange> accepted = changes.accept(source, body == null ? null : body.stream());
        if (!accepted.isEmpty()) {
            audit.record("schema-changes-accepted", source.name, Map.of("changes", String.valueOf(accepted.size())));
        }
        return new AcceptedChanges(accepted.stream().map(SchemaChangeView::of).toList());
    }
}
