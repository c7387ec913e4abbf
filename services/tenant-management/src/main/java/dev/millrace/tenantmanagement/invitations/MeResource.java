package dev.millrace.tenantmanagement.invitations;

import dev.millrace.kernel.Role;
import dev.millrace.kernel.TenantId;
import dev.millrace.platform.tenancy.Caller;
import dev.millrace.platform.tenancy.Callers;
import dev.millrace.platform.tenancy.TenantScope;
import dev.millrace.tenantmanagement.tenants.DeletedTenantView;
import dev.millrace.tenantmanagement.tenants.TenantDeletions;
import dev.millrace.tenantmanagement.tenants.TenantView;
import dev.millrace.tenantmanagement.tenants.Tenants;
import io.quarkus.security.Authenticated;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The person who is logged in: their tenants, and the invitations that wait for them. */
@Path("/api/v1")
@Authenticated
@Tag(name = "Me")
class MeResource {

    record WaitingInvitation(UUID token, String tenantName, Role role, String invitedBy) {}

    /**
     * The caller.
     *
     * @param restorableDays how long a deleted tenant can be taken back, in whole days
     */
    record Me(
            String subject,
            String email,
            String name,
            List<TenantView> tenants,
            List<WaitingInvitation> invitations,
            List<DeletedTenantView> deletedTenants,
            long restorableDays) {}

    private final Callers callers;
    private final Tenants tenants;
    private final TenantDeletions deletions;
    private final Invitations invitations;
    private final TenantScope scope;

    MeResource(
            Callers callers, Tenants tenants, TenantDeletions deletions, Invitations invitations, TenantScope scope) {
        this.callers = callers;
        this.tenants = tenants;
        this.deletions = deletions;
        this.invitations = invitations;
        this.scope = scope;
    }

    @GET
    @Path("me")
    @Operation(operationId = "getMe", summary = "Who is logged in, and their tenants")
    public Me me() {
        Caller.Person person = callers.person();
        List<WaitingInvitation> waiting = invitations.waitingFor(person).stream()
                .map(i -> new WaitingInvitation(i.id, tenantName(i.tenantId), i.role, i.invitedBy))
                .toList();
        return new Me(
                person.subject(),
                person.email(),
                person.name(),
                tenants.of(person),
                waiting,
                deletions.of(person),
                deletions.restorableDays());
    }

    @POST
    @Path("invitations/{token}/acceptance")
    @Operation(operationId = "acceptInvitation", summary = "Join the tenant that invited the caller")
    public TenantView accept(@PathParam("token") UUID token) {
        Caller.Person person = callers.person();
        TenantId joined = invitations.accept(person, token);
        return tenants.of(person).stream()
                .filter(tenant -> tenant.id().equals(joined))
                .findFirst()
                .orElseThrow();
    }

    private String tenantName(String tenant) {
        TenantId id = TenantId.fromString(tenant);
        return scope.within(id, () -> tenants.current(id).name);
    }
}
