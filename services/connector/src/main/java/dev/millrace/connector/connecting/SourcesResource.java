package dev.millrace.connector.connecting;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.connector.authorisations.Authorisations;
import dev.millrace.connector.catalogue.Connectors;
import dev.millrace.connector.drift.SchemaChangeLog;
import dev.millrace.connector.runs.Run;
import dev.millrace.connector.runs.RunView;
import dev.millrace.connector.runs.Runs;
import dev.millrace.connector.sources.Source;
import dev.millrace.connector.sources.Sources;
import dev.millrace.connector.spi.Catalog;
import dev.millrace.kernel.AuthorisationId;
import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import dev.millrace.kernel.Role;
import dev.millrace.kernel.SourceId;
import dev.millrace.kernel.TenantId;
import dev.millrace.platform.audit.Audit;
import dev.millrace.platform.idempotency.Idempotency;
import dev.millrace.platform.paging.Page;
import dev.millrace.platform.tenancy.Membership;
import dev.millrace.platform.tenancy.RequiresRole;
import dev.millrace.platform.tenancy.TenantContext;
import dev.millrace.work.RunKind;
import io.quarkus.security.Authenticated;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

@Path("/api/v1/tenants/{tenant}/sources")
@Authenticated
@Tag(name = "Sources")
class SourcesResource {

    /** @param authorisation a permission that was given for it in the browser, whose tokens go into its configuration */
    record NewSource(
            @NotBlank(message = "is missing") String connector,

            @Nullable @Size(max = 120, message = "must not be longer than 120 characters")
            String name,

            @NotNull(message = "is missing") JsonNode configuration,
            @Nullable AuthorisationId authorisation) {

        @Override
        public String toString() {
            return "NewSource[" + connector + ", " + name + "]";
        }
    }

    /** @param connectorVersion by which the source is read from now on, with a connector of the workspace's own */
    record SourceEdit(
            @Nullable @Size(min = 1, max = 120, message = "must have 1 to 120 characters")
            String name,

            @Nullable JsonNode configuration,
            @Nullable Integer connectorVersion) {

        @Override
        public String toString() {
            return "SourceEdit[" + name + "]";
        }
    }

    record ConnectedSource(SourceView source, RunView run) {}

    private final Connectors connectors;
    private final Sources sources;
    private final Runs runs;
    private final AskedRuns askedRuns;
    private final SchemaChangeLog schemaChanges;
    private final Authorisations authorisations;
    private final TenantContext context;
    private final Audit audit;
    private final Idempotency idempotency;

    SourcesResource(
            Connectors connectors,
            Sources sources,
            Runs runs,
            AskedRuns askedRuns,
            SchemaChangeLog schemaChanges,
            Authorisations authorisations,
            TenantContext context,
            Audit audit,
            Idempotency idempotency) {
        this.connectors = connectors;
        this.sources = sources;
        this.runs = runs;
        this.askedRuns = askedRuns;
        this.schemaChanges = schemaChanges;
        this.authorisations = authorisations;
        this.context = context;
        this.audit = audit;
        this.idempotency = idempotency;
    }

    @GET
    @RequiresRole(Role.VIEWER)
    @Transactional
    @Operation(operationId = "listSources", summary = "The sources, the oldest first")
    public Page<SourceView> list(@PathParam("tenant") TenantId tenant) {
        Map<String, String> unavailable = connectors.unavailable();
        Map<SourceId, Integer> held = schemaChanges.held();
        return Page.whole(sources.all()).map(source -> show(source, held, unavailable));
    }

    @POST
    @RequiresRole(Role.EDITOR)
    @Transactional
    @Operation(
            operationId = "connectSource",
            summary = "Connect a source: it is looked at, its tables are chosen, and it is read for the first time")
    @APIResponse(
            responseCode = "202",
            description = "The source, and the run that looks at it",
            content =
                    @Content(mediaType = "application/json", schema = @Schema(implementation = ConnectedSource.class)))
    public Response connect(
            @PathParam("tenant") TenantId tenant,
            @Parameter(description = Idempotency.DESCRIPTION) @HeaderParam(Idempotency.HEADER) @Nullable String key,
            @NotNull @Valid NewSource body) {
        return idempotency.once(key, "connectSource", body, () -> connect(tenant, body));
    }

    private String member() {
        return context.membership()
                .map(Membership::member)
                .orElseThrow(() -> new IllegalStateException("the access filter has seen no member"));
    }

    private Response connect(TenantId tenant, NewSource body) {
        AuthorisationId authorisation = body.authorisation();
        Optional<Authorisations.Permission> permission = authorisation == null
                ? Optional.empty()
                : Optional.of(authorisations.use(tenant, member(), authorisation, body.connector()));
        ObjectNode configuration = body.configuration().deepCopy();
        permission.ifPresent(given -> configuration.setAll(given.fields()));
        Source source = sources.add(tenant, body.connector(), body.name(), configuration);
        permission.ifPresent(given -> source.accessGranted(given.endsAt()));
        Run run = runs.start(source, RunKind.DISCOVER);
        audit.record("source-connected", source.name, Map.of("connector", source.connector));
        return Response.accepted(new ConnectedSource(
                        SourceView.of(
                                source,
                                sources.versionNumber(source).orElse(null),
                                sources.isAuthorisable(source),
                                run,
                                0,
                                Map.of()),
                        RunView.of(run)))
                .location(AskedRuns.uri(tenant, run))
                .build();
    }

    @GET
    @Path("{source}")
    @RequiresRole(Role.VIEWER)
    @Transactional
    @Operation(operationId = "getSource", summary = "A source")
    @APIResponse(
            responseCode = "200",
            description = "The source",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = SourceView.class)))
    public Response get(@PathParam("tenant") TenantId tenant, @PathParam("source") SourceId id) {
        Source source = sources.get(id);
        return Response.ok(show(source)).tag(etag(source)).build();
    }

    @PATCH
    @Path("{source}")
    @RequiresRole(Role.EDITOR)
    @Transactional
    @Operation(
            operationId = "editSource",
            summary =
                    "Rename a source, change its configuration or the version of its connector; secrets that are not given stay as they are")
    @APIResponse(
            responseCode = "200",
            description = "The source",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = SourceView.class)))
    public Response edit(
            @PathParam("tenant") TenantId tenant,
            @PathParam("source") SourceId id,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            @NotNull @Valid SourceEdit edit) {
        Source source = sources.lock(id);
        requireCurrent(source, ifMatch);
        String name = edit.name();
        if (name != null && !name.isBlank()) {
            source.name = name.strip();
        }
        Integer connectorVersion = edit.connectorVersion();
        JsonNode configuration = edit.configuration();
        if (connectorVersion != null) {
            sources.useVersion(tenant, source, connectorVersion, configuration);
        } else if (configuration != null) {
            sources.reconfigure(tenant, source, configuration);
        }
        if (connectorVersion != null || configuration != null) {
            if (runs.active(id).isEmpty()) {
                runs.start(source, RunKind.DISCOVER);
            }
        }
        audit.record("source-changed", source.name, Map.of());
        Source.getEntityManager().flush();
        return Response.ok(show(source)).tag(etag(source)).build();
    }

    @DELETE
    @Path("{source}")
    @RequiresRole(Role.EDITOR)
    @Transactional
    @Operation(operationId = "deleteSource", summary = "Forget a source; what was loaded stays in the warehouse")
    public void delete(@PathParam("tenant") TenantId tenant, @PathParam("source") SourceId id) {
        Source source = sources.lock(id);
        sources.delete(tenant, source);
        audit.record("source-deleted", source.name, Map.of());
    }

    @GET
    @Path("{source}/catalog")
    @RequiresRole(Role.VIEWER)
    @Transactional
    @Operation(operationId = "getCatalog", summary = "What the source offered when it was looked at last")
    public Catalog catalog(@PathParam("tenant") TenantId tenant, @PathParam("source") SourceId id) {
        Source source = sources.get(id);
        Catalog catalog = source.catalog;
        if (catalog == null) {
            throw new MillraceException(ErrorCode.CONFLICT, source.name + " has not been looked at yet.");
        }
        return catalog;
    }

    @POST
    @Path("{source}/runs")
    @RequiresRole(Role.EDITOR)
    @Transactional
    @Operation(operationId = "startRun", summary = "Read the source now")
    @APIResponse(
            responseCode = "202",
            description = "The run",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = RunView.class)))
    public Response run(
            @PathParam("tenant") TenantId tenant,
            @PathParam("source") SourceId id,
            @Parameter(description = Idempotency.DESCRIPTION) @HeaderParam(Idempotency.HEADER) @Nullable String key) {
        return idempotency.once(key, "startRun", id, () -> run(tenant, id));
    }

    private Response run(TenantId tenant, SourceId id) {
        Source source = sources.lock(id);
        // One that could not be looked at yet is looked at again; the sync follows by itself.
        RunKind kind = source.catalog == null ? RunKind.DISCOVER : RunKind.SYNC;
        return start(tenant, source, kind);
    }

    @POST
    @Path("{source}/discoveries")
    @RequiresRole(Role.EDITOR)
    @Transactional
    @Operation(operationId = "startDiscovery", summary = "Look at the source again: what tables does it have?")
    @APIResponse(
            responseCode = "202",
            description = "The run",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = RunView.class)))
    public Response discover(
            @PathParam("tenant") TenantId tenant,
            @PathParam("source") SourceId id,
            @Parameter(description = Idempotency.DESCRIPTION) @HeaderParam(Idempotency.HEADER) @Nullable String key) {
        return idempotency.once(key, "startDiscovery", id, () -> start(tenant, sources.lock(id), RunKind.DISCOVER));
    }

    private Response start(TenantId tenant, Source source, RunKind kind) {
        Run run = askedRuns.start(source, kind);
        return Response.accepted(RunView.of(run))
                .location(AskedRuns.uri(tenant, run))
                .build();
    }

    private SourceView show(Source source) {
        return show(source, schemaChanges.held(), connectors.unavailable());
    }

    private SourceView show(Source source, Map<SourceId, Integer> held, Map<String, String> unavailable) {
        return SourceView.of(
                source,
                sources.versionNumber(source).orElse(null),
                sources.isAuthorisable(source),
                runs.latest(source.sourceId()).orElse(null),
                held.getOrDefault(source.sourceId(), 0),
                unavailable);
    }

    static String etag(Source source) {
        return String.valueOf(source.version);
    }

    static void requireCurrent(Source source, @Nullable String ifMatch) {
        if (ifMatch != null && !ifMatch.replace("\"", "").equals(etag(source))) {
            throw new MillraceException(
                    ErrorCode.STALE_EDIT, source.name + " was changed by somebody else in between. Look at it again.");
        }
    }
}
