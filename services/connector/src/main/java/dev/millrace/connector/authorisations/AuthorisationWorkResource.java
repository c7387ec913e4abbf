package dev.millrace.connector.authorisations;

import dev.millrace.kernel.AuthorisationId;
import dev.millrace.kernel.TenantId;
import dev.millrace.platform.tenancy.RowScope;
import dev.millrace.work.AuthorisationCompletion;
import dev.millrace.work.ClaimRequest;
import dev.millrace.work.ClaimedAuthorisation;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** What workers call about authorisations, with their own tokens; never reachable from outside. */
@Path("/internal/v1/authorisations/{authorisation}")
@RolesAllowed("service-sync-worker")
class AuthorisationWorkResource {

    private final Authorisations authorisations;
    private final RowScope rows;

    AuthorisationWorkResource(Authorisations authorisations, RowScope rows) {
        this.authorisations = authorisations;
        this.rows = rows;
    }

    @POST
    @Path("claims")
    @Operation(hidden = true)
    public ClaimedAuthorisation claim(@PathParam("authorisation") AuthorisationId id, @NotNull ClaimRequest request) {
        return inTenantOf(id, tenant -> authorisations.claim(tenant, id, request.worker()));
    }

    @POST
    @Path("completion")
    @Operation(hidden = true)
    public void complete(@PathParam("authorisation") AuthorisationId id, @NotNull AuthorisationCompletion completion) {
        inTenantOf(id, tenant -> {
            authorisations.complete(tenant, id, completion);
            return true;
        });
    }

    private <T> T inTenantOf(AuthorisationId id, Function<TenantId, T> work) {
        return rows.withinTenantOf("authorisations", "authorisation", id.value(), work);
    }
}
