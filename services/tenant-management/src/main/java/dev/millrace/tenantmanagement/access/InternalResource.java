package dev.millrace.tenantmanagement.access;

import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import dev.millrace.kernel.TenantId;
import dev.millrace.platform.tenancy.AccessQuestion;
import dev.millrace.platform.tenancy.Caller;
import dev.millrace.platform.tenancy.Membership;
import dev.millrace.platform.tenancy.TenantScope;
import dev.millrace.tenantmanagement.tenants.TenantDeletions;
import dev.millrace.tenantmanagement.warehouses.Warehouses;
import dev.millrace.work.WarehouseAccess;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** For the platform's services, with their own tokens; never reachable from outside. */
@Path("/internal/v1")
@RolesAllowed("service")
class InternalResource {

    private final LocalMemberships memberships;
    private final Warehouses warehouses;
    private final TenantDeletions deletions;
    private final TenantScope scope;
    private final SecurityIdentity identity;

    InternalResource(
            LocalMemberships memberships,
            Warehouses warehouses,
            TenantDeletions deletions,
            TenantScope scope,
            SecurityIdentity identity) {
        this.memberships = memberships;
        this.warehouses = warehouses;
        this.deletions = deletions;
        this.scope = scope;
        this.identity = identity;
    }

    @POST
    @Path("access")
    @Operation(hidden = true)
    public Membership access(@NotNull AccessQuestion question) {
        return answer(question)
                .orElseThrow(() -> new MillraceException(ErrorCode.NOT_FOUND, "The caller has no access."));
    }

    @GET
    @Path("tenants/{tenant}/warehouse")
    @Operation(hidden = true)
    public WarehouseAccess warehouse(
            @PathParam("tenant") TenantId tenant, @QueryParam("role") @NotNull WarehouseAccess.Role role) {
        String needed = switch (role) {
            case LOADER -> "service-sync-worker";
            case TRANSFORMER -> "service-transform";
            case READER -> "service-reporting";
        };
        if (!identity.hasRole(needed)) {
            throw new MillraceException(ErrorCode.NOT_ALLOWED, "Only " + needed + " gets this role of a warehouse.");
        }
        return scope.within(tenant, () -> {
            if (deletions.contains(tenant)) {
                throw new MillraceException(ErrorCode.NOT_FOUND, "The workspace was deleted.");
            }
            return warehouses.access(tenant, role);
        });
    }

    private Optional<Membership> answer(AccessQuestion question) {
        TenantId tenant = question.tenantId();
        String apiKey = question.apiKey();
        String subject = question.subject();
        if (apiKey != null) {
            return memberships
                    .ofApiKey(new Caller.KeyHolder(apiKey))
                    .filter(found -> tenant == null || found.tenantId().equals(tenant));
        }
        if (tenant != null && subject != null) {
            return memberships.ofSubject(tenant, subject);
        }
        throw new MillraceException(ErrorCode.INVALID_REQUEST, "Ask for a tenant and a subject, or for an API key.");
    }
}
