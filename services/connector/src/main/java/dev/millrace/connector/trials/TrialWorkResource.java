package dev.millrace.connector.trials;

import dev.millrace.kernel.TenantId;
import dev.millrace.kernel.TrialId;
import dev.millrace.platform.tenancy.RowScope;
import dev.millrace.work.ClaimRequest;
import dev.millrace.work.ClaimedTrial;
import dev.millrace.work.TrialCompletion;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** What workers call about trials, with their own tokens; never reachable from outside. */
@Path("/internal/v1/trials/{trial}")
@RolesAllowed("service-sync-worker")
class TrialWorkResource {

    private final Trials trials;
    private final RowScope rows;

    TrialWorkResource(Trials trials, RowScope rows) {
        this.trials = trials;
        this.rows = rows;
    }

    @POST
    @Path("claims")
    @Operation(hidden = true)
    public ClaimedTrial claim(@PathParam("trial") TrialId id, @NotNull ClaimRequest request) {
        return inTenantOf(id, tenant -> trials.claim(tenant, id, request.worker()));
    }

    @POST
    @Path("completion")
    @Operation(hidden = true)
    public void complete(@PathParam("trial") TrialId id, @NotNull TrialCompletion completion) {
        inTenantOf(id, tenant -> {
            trials.complete(tenant, id, completion);
            return true;
        });
    }

    private <T> T inTenantOf(TrialId id, Function<TenantId, T> work) {
        return rows.withinTenantOf("trials", "trial", id.value(), work);
    }
}
