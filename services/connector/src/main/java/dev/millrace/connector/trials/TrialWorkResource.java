package dev.millrace.connector.trials;

import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import dev.millrace.kernel.TenantId;
import dev.millrace.kernel.TrialId;
import dev.millrace.platform.tenancy.TenantScope;
import dev.millrace.work.ClaimRequest;
import dev.millrace.work.ClaimedTrial;
import dev.millrace.work.TrialCompletion;
import jakarta.annotation.security.RolesAllowed;
import jakarta.persistence.EntityManager;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** What workers call about trials, with their own tokens; never reachable from outside. */
@Path("/internal/v1/trials/{trial}")
@RolesAllowed("service-sync-worker")
class TrialWorkResource {

    private final Trials trials;
    private final TenantScope scope;
    private final EntityManager entities;

    TrialWorkResource(Trials trials, TenantScope scope, EntityManager entities) {
        this.trials = trials;
        this.scope = scope;
        this.entities = entities;
    }

    @POST
    @Path("claims")
    @Operation(hidden = true)
    public ClaimedTrial claim(@PathParam("trial") TrialId id, @NotNull ClaimRequest request) {
        TenantId tenant = tenantOf(id);
        return scope.within(tenant, () -> trials.claim(tenant, id, request.worker()));
    }

    @POST
    @Path("completion")
    @Operation(hidden = true)
    public void complete(@PathParam("trial") TrialId id, @NotNull TrialCompletion completion) {
        TenantId tenant = tenantOf(id);
        scope.runWithin(tenant, () -> trials.complete(tenant, id, completion));
    }

    private TenantId tenantOf(TrialId id) {
        List<?> tenant =
                scope.acrossTenants(() -> entities.createNativeQuery("select tenant_id from trials where id = :id")
                        .setParameter("id", id.value())
                        .getResultList());
        if (tenant.isEmpty()) {
            throw new MillraceException(ErrorCode.NOT_FOUND, "There is no such trial.");
        }
        return TenantId.fromString((String) tenant.getFirst());
    }
}
