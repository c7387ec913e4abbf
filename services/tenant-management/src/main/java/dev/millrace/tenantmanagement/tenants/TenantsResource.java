package dev.millrace.tenantmanagement.tenants;

import dev.millrace.kernel.Role;
import dev.millrace.kernel.TenantId;
import dev.millrace.platform.audit.Audit;
import dev.millrace.platform.tenancy.Callers;
import dev.millrace.platform.tenancy.RequiresRole;
import dev.millrace.platform.tenancy.TenantContext;
import io.quarkus.security.Authenticated;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("/api/v1/tenants")
@Authenticated
@Tag(name = "Tenants")
class TenantsResource {

    record TenantName(
            @NotBlank(message = "must not be empty") @Size(max = 80, message = "must not be longer than 80 characters")
            String name) {}

    private final Tenants tenants;
    private final Callers callers;
    private final TenantContext context;
    private final Audit audit;

    TenantsResource(Tenants tenants, Callers callers, TenantContext context, Audit audit) {
        this.tenants = tenants;
        this.callers = callers;
        this.context = context;
        this.audit = audit;
    }

    @POST
    @Operation(operationId = "createTenant", summary = "Create a tenant; the caller becomes its owner")
    @APIResponse(
            responseCode = "201",
            description = "The tenant",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = TenantView.class)))
    public Response create(@NotNull @Valid TenantName body) {
        TenantView tenant = tenants.create(callers.person(), body.name().strip());
        return Response.created(URI.create("/api/v1/tenants/" + tenant.id()))
                .entity(tenant)
                .build();
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

    private Role role() {
        return context.membership().orElseThrow().role();
    }
}
