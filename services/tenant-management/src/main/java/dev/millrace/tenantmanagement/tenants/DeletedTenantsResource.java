package dev.millrace.tenantmanagement.tenants;

import dev.millrace.kernel.TenantId;
import dev.millrace.platform.tenancy.Callers;
import io.quarkus.security.Authenticated;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Not below the tenant's own path, where nobody is let in any more. */
@Path("/api/v1/me/deleted-tenants")
@Authenticated
@Tag(name = "Me")
class DeletedTenantsResource {

    private final TenantDeletions deletions;
    private final Callers callers;

    DeletedTenantsResource(TenantDeletions deletions, Callers callers) {
        this.deletions = deletions;
        this.callers = callers;
    }

    @POST
    @Path("{deleted}/restoration")
    @Operation(operationId = "restoreTenant", summary = "Take back a tenant that was deleted; for its owners")
    public TenantView restore(@PathParam("deleted") TenantId id) {
        return deletions.restore(callers.person(), id);
    }
}
