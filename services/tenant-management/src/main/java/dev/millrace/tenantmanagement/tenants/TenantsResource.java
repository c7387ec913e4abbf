package dev.millrace.tenantmanagement.tenants;

import dev.millrace.kernel.Role;
import dev.millrace.kernel.TenantId;
import dev.millrace.platform.audit.Audit;
import dev.millrace.platform.idempotency.Idempotency;
import dev.millrace.platform.tenancy.Caller;
import dev.millrace.platform.tenancy.Callers;
import dev.millrace.platform.tenancy.RequiresRole;
import dev.millrace.platform.tenancy.TenantContext;
import dev.millrace.platform.tenancy.TenantScope;
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
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

@Path("/api/v1/tenants")
@Authenticated
@Tag(name = "Tenants")
class TenantsResource {

    record TenantName(
            @NotBlank(message = "must not be empty") @Size(max = 80, message = "must not be longer than 80 characters")
            String name) {}

    private final Tenants tenants;
    private final TenantDeletions deletions;
    private final Callers callers;
    private final TenantContext context;
    private final Audit audit;
    private final TenantScope scope;
    private final Idempotency idempotency;

    TenantsResource(
            Tenants tenants,
            TenantDeletions deletions,
            Callers callers,
            TenantContext context,
            Audit audit,
            TenantScope scope,
            Idempotency idempotency) {
        this.tenants = tenants;
        this.deletions = deletions;
        this.callers = callers;
        this.context = context;
        this.audit = audit;
        this.scope = scope;
        this.idempotency = idempotency;
    }

    @POST
    @Operation(operationId = "createTenant", summary = "Create a tenant; the caller becomes its owner")
    @APIResponse(
            responseCode = "201",
            description = "The tenant",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = TenantView.class)))
    public Response create(
            @Parameter(description = Idempotency.DESCRIPTION) @HeaderParam(Idempotency.HEADER) @Nullable String key,
            @NotNull @Valid TenantName body) {
        Caller.Person person = callers.person();
        TenantId id = key == null ? TenantId.create() : idOf(person, key);
        return scope.within(
                id,
                () -> idempotency.once(person.subject(), key, "createTenant", body, () -> create(id, person, body)));
    }

    private Response create(TenantId id, Caller.Person person, TenantName body) {
        TenantView tenant = tenants.create(id, person, body.name().strip());
        return Response.created(URI.create("/api/v1/tenants/" + id))
                .entity(tenant)
                .build();
    }

    /** An answer is kept with its tenant, so the second request has to find the tenant that the first one made. */
    private static TenantId idOf(Caller.Person person, String key) {
        Idempotency.requireValid(key);
        String text = person.subject() + "\n" + key;
        return new TenantId(UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8)));
    }

    @GET
    @Path("{tenant}")
    @RequiresRole(Role.VIEWER)
    @Transactional
    @Operation(operationId = "getTenant", summary = "A tenant")
    public TenantView get(@PathParam("tenant") TenantId id) {
        return TenantView.of(tenants.current(id), role());
    }

    @PATCH
    @Path("{tenant}")
    @RequiresRole(Role.ADMIN)
    @Transactional
    @Operation(operationId = "renameTenant", summary = "Rename a tenant")
    public TenantView rename(@PathParam("tenant") TenantId id, @NotNull @Valid TenantName body) {
        Tenant tenant = tenants.current(id);
        tenant.name = body.name().strip();
        audit.record("workspace-renamed", tenant.name, Map.of());
        return TenantView.of(tenant, role());
    }

    @DELETE
    @Path("{tenant}")
    @RequiresRole(Role.OWNER)
    @Transactional
    @Operation(
            operationId = "deleteTenant",
            summary = "Delete a tenant with all its data",
            description =
                    "It is gone for everybody at once, and everything in it stops. Until `endsAt` an owner can take it back;"
                            + " then all of it is erased for good.")
    public DeletedTenantView delete(
            @PathParam("tenant") TenantId id,
            @Parameter(description = "The tenant's name, to make sure that it is the one which is meant")
                    @QueryParam("name")
                    @NotNull(message = "is missing; give the workspace's name")
                    String name) {
        return deletions.delete(context.membership().orElseThrow(), name);
    }

    private Role role() {
        return context.membership().orElseThrow().role();
    }
}
