package dev.millrace.connector.authorisations;

import dev.millrace.kernel.AuthorisationId;
import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import dev.millrace.kernel.TenantId;
import dev.millrace.platform.tenancy.TenantScope;
import dev.millrace.work.AuthorisationCompletion;
import dev.millrace.work.ClaimRequest;
import dev.millrace.work.ClaimedAuthorisation;
import jakarta.annotation.security.RolesAllowed;
import jakarta.persistence.EntityManager;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** What workers call about authorisations, with their own tokens; never reachable from outside. */
@Path("/internal/v1/authorisations/{authorisation}")
@RolesAllowed("service-sync-worker")
class AuthorisationWorkResource {

    private final Authorisations authorisations;
    private final TenantScope scope;
    private final EntityManager entities;

    AuthorisationWorkResource(Authorisations authorisations, TenantScope scope, EntityManager entities) {
        this.authorisations = authorisations;
        this.scope = scope;
        this.entities = entities;
    }

    @POST
    @Path("claims")
    @Operation(hidden = true)
    public ClaimedAuthorisation claim(@PathParam("authorisation") AuthorisationId id, @NotNull ClaimRequest request) {
        TenantId tenant = tenantOf(id);
        return scope.within(tenant, () -> authorisations.claim(tenant, id, request.worker()));
    }

    @POST
    @Path("completion")
    @Operation(hidden = true)
    public void complete(@PathParam("authorisation") AuthorisationId id, @NotNull AuthorisationCompletion completion) {
        TenantId tenant = tenantOf(id);
        scope.runWithin(tenant, () -> authorisations.complete(tenant, id, completion));
    }

    private TenantId tenantOf(AuthorisationId id) {
        List<?> tenant = scope.acrossTenants(
                () -> entities.createNativeQuery("select tenant_id from authorisations where id = :id")
                        .setParameter("id", id.value())
                        .getResultList());
        if (tenant.isEmpty()) {
            throw new MillraceException(ErrorCode.NOT_FOUND, "There is no such authorisation.");
        }
        return TenantId.fromString((String) tenant.getFirst());
    }
}
