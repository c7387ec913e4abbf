package dev.millrace.connector.own;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.connector.trials.Trials;
import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import dev.millrace.kernel.Role;
import dev.millrace.kernel.TenantId;
import dev.millrace.kernel.TrialId;
import dev.millrace.platform.audit.Audit;
import dev.millrace.platform.idempotency.Idempotency;
import dev.millrace.platform.paging.Page;
import dev.millrace.platform.tenancy.RequiresRole;
import io.quarkus.security.Authenticated;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

@Path("/api/v1/tenants/{tenant}/own-connectors")
@Authenticated
@Tag(name = "Own connectors")
class OwnConnectorsResource {

    /** @param trial that found nothing wrong with the manifest, which is the one that is saved */
    record NewOwnConnector(
            @NotNull(message = "is missing") TrialId trial,
            @NotNull(message = "is missing") @Valid Tile tile) {}

    /** @param trial likewise */
    record NewOwnVersion(@NotNull(message = "is missing") TrialId trial) {}

    /**
     * A version in the list of them.
     *
     * @param createdBy who has saved it
     * @param sources those that read by it
     */
    record OwnVersionSummary(int number, String createdBy, Instant createdAt, List<String> sources) {}

    /**
     * A connector of the tenant's own.
     *
     * @param name as sources name it; it stays when the title changes
     * @param versions the newest first
     */
    record OwnConnectorView(String name, Tile tile, int newest, List<OwnVersionSummary> versions, Instant createdAt) {}

    /**
     * A version with its manifest.
     *
     * @param configurationSchema its form
     * @param streams that the manifest names
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record OwnVersionView(
            int number,
            String manifest,
            JsonNode configurationSchema,
            List<String> streams,
            String createdBy,
            Instant createdAt) {}

    private final OwnConnectors connectors;
    private final Trials trials;
    private final Audit audit;
    private final Idempotency idempotency;

    OwnConnectorsResource(OwnConnectors connectors, Trials trials, Audit audit, Idempotency idempotency) {
        this.connectors = connectors;
        this.trials = trials;
        this.audit = audit;
        this.idempotency = idempotency;
    }

    @GET
    @RequiresRole(Role.VIEWER)
    @Transactional
    @Operation(operationId = "listOwnConnectors", summary = "The workspace's own connectors, by title")
    public Page<OwnConnectorView> list(@PathParam("tenant") TenantId tenant) {
        return Page.whole(connectors.all()).map(this::view);
    }

    @POST
    @RequiresRole(Role.EDITOR)
    @Transactional
    @Operation(
            operationId = "saveOwnConnector",
            summary = "Save a tried manifest as a connector of the workspace's own")
    @APIResponse(
            responseCode = "201",
            description = "The connector",
            content =
                    @Content(mediaType = "application/json", schema = @Schema(implementation = OwnConnectorView.class)))
    public Response add(
            @PathParam("tenant") TenantId tenant,
            @Parameter(description = Idempotency.DESCRIPTION) @HeaderParam(Idempotency.HEADER) @Nullable String key,
            @NotNull @Valid NewOwnConnector body) {
        return idempotency.once(key, "saveOwnConnector", body, () -> {
            OwnConnector connector = connectors.add(tenant, body.tile(), trials.requireSound(tenant, body.trial()));
            OwnConnector.flush();
            audit.record("connector-saved", connector.title, Map.of("version", "1"));
            return Response.created(uri(tenant, connector))
                    .entity(view(connector))
                    .tag(etag(connector))
                    .build();
        });
    }

    @GET
    @Path("{connector}")
    @RequiresRole(Role.VIEWER)
    @Transactional
    @Operation(operationId = "getOwnConnector", summary = "A connector of the workspace's own, with its versions")
    @APIResponse(
            responseCode = "200",
            description = "The connector",
            content =
                    @Content(mediaType = "application/json", schema = @Schema(implementation = OwnConnectorView.class)))
    public Response get(@PathParam("tenant") TenantId tenant, @PathParam("connector") String name) {
        OwnConnector connector = connectors.get(name);
        return Response.ok(view(connector)).tag(etag(connector)).build();
    }

    @PUT
    @Path("{connector}/tile")
    @RequiresRole(Role.EDITOR)
    @Transactional
    @Operation(operationId = "editOwnConnector", summary = "Rename a connector, or change how it looks")
    @APIResponse(
            responseCode = "200",
            description = "The connector",
            content =
                    @Content(mediaType = "application/json", schema = @Schema(implementation = OwnConnectorView.class)))
    public Response edit(
            @PathParam("tenant") TenantId tenant,
            @PathParam("connector") String name,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            @NotNull @Valid Tile tile) {
        OwnConnector connector = connectors.lock(name);
        requireCurrent(connector, ifMatch);
        OwnConnectors.setTile(connector, tile);
        OwnConnector.flush();
        audit.record("connector-changed", connector.title, Map.of());
        return Response.ok(view(connector)).tag(etag(connector)).build();
    }

    @DELETE
    @Path("{connector}")
    @RequiresRole(Role.EDITOR)
    @Transactional
    @Operation(
            operationId = "deleteOwnConnector",
            summary = "Delete a connector that no source uses, with its versions")
    public void delete(@PathParam("tenant") TenantId tenant, @PathParam("connector") String name) {
        OwnConnector connector = connectors.lock(name);
        connectors.delete(connector);
        audit.record("connector-deleted", connector.title, Map.of());
    }

    @POST
    @Path("{connector}/versions")
    @RequiresRole(Role.EDITOR)
    @Transactional
    @Operation(
            operationId = "saveOwnConnectorVersion",
            summary = "Save a tried manifest as the newest version; sources go on with theirs until they are upgraded")
    @APIResponse(
            responseCode = "201",
            description = "The connector",
            content =
                    @Content(mediaType = "application/json", schema = @Schema(implementation = OwnConnectorView.class)))
    public Response addVersion(
            @PathParam("tenant") TenantId tenant,
            @PathParam("connector") String name,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            @Parameter(description = Idempotency.DESCRIPTION) @HeaderParam(Idempotency.HEADER) @Nullable String key,
            @NotNull @Valid NewOwnVersion body) {
        return idempotency.once(key, "saveOwnConnectorVersion " + name, body, () -> {
            OwnConnector connector = connectors.lock(name);
            requireCurrent(connector, ifMatch);
            OwnVersion version = connectors.addVersion(tenant, connector, trials.requireSound(tenant, body.trial()));
            OwnConnector.flush();
            audit.record("connector-saved", connector.title, Map.of("version", String.valueOf(version.number)));
            return Response.created(URI.create(uri(tenant, connector) + "/versions/" + version.number))
                    .entity(view(connector))
                    .tag(etag(connector))
                    .build();
        });
    }

    @GET
    @Path("{connector}/versions/{number}")
    @RequiresRole(Role.EDITOR)
    @Transactional
    @Operation(operationId = "getOwnConnectorVersion", summary = "A version with its manifest")
    public OwnVersionView version(
            @PathParam("tenant") TenantId tenant,
            @PathParam("connector") String name,
            @PathParam("number") int number) {
        OwnVersion version = connectors.version(connectors.get(name), number);
        return new OwnVersionView(
                version.number,
                connectors.manifest(tenant, version),
                version.configurationSchema,
                version.streams,
                version.createdBy,
                version.createdAt);
    }

    private OwnConnectorView view(OwnConnector connector) {
        Map<UUID, List<String>> uses = connectors.uses(connector).stream()
                .collect(Collectors.groupingBy(
                        OwnConnectors.Use::version,
                        Collectors.mapping(OwnConnectors.Use::source, Collectors.toList())));
        List<OwnVersionSummary> versions = connectors.versions(connector).stream()
                .map(version -> new OwnVersionSummary(
                        version.number, version.createdBy, version.createdAt, uses.getOrDefault(version.id, List.of())))
                .toList();
        return new OwnConnectorView(
                connector.name,
                new Tile(connector.title, connector.summary, connector.colour, connector.initials),
                connector.newest,
                versions,
                connector.createdAt);
    }

    private static URI uri(TenantId tenant, OwnConnector connector) {
        return URI.create("/api/v1/tenants/" + tenant + "/own-connectors/" + connector.name);
    }

    private static String etag(OwnConnector connector) {
        return String.valueOf(connector.version);
    }

    private static void requireCurrent(OwnConnector connector, @Nullable String ifMatch) {
        if (ifMatch != null && !ifMatch.replace("\"", "").equals(etag(connector))) {
            throw new MillraceException(
                    ErrorCode.STALE_EDIT,
                    connector.title + " was changed by somebody else in between. Look at it again.");
        }
    }
}
