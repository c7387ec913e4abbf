package dev.millrace.tenantmanagement.members;

import dev.millrace.kernel.MemberId;
import dev.millrace.kernel.Role;
import dev.millrace.kernel.TenantId;
import dev.millrace.platform.audit.Audit;
import dev.millrace.platform.paging.Page;
import dev.millrace.platform.tenancy.Membership;
import dev.millrace.platform.tenancy.RequiresRole;
import dev.millrace.platform.tenancy.TenantContext;
import io.quarkus.security.Authenticated;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.time.Instant;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("/api/v1/tenants/{tenant}/members")
@Authenticated
@Tag(name = "Members")
class MembersResource {

    record MemberView(MemberId id, String email, String name, Role role, Instant joinedAt) {}

    record MemberEdit(@NotNull(message = "is missing") Role role) {}

    private final Members members;
    private final TenantContext context;
    private final Audit audit;

    MembersResource(Members members, TenantContext context, Audit audit) {
        this.members = members;
        this.context = context;
        this.audit = audit;
    }

    @GET
    @RequiresRole(Role.VIEWER)
    @Transactional
    @Operation(operationId = "listMembers", summary = "Everybody in the tenant")
    public Page<MemberView> list(@PathParam("tenant") TenantId tenant) {
        return Page.whole(members.all()).map(MembersResource::show);
    }

    @PATCH
    @Path("{member}")
    @RequiresRole(Role.ADMIN)
    @Transactional
    @Operation(operationId = "changeMemberRole", summary = "Give a member another role")
    public MemberView changeRole(
            @PathParam("tenant") TenantId tenant, @PathParam("member") MemberId id, @NotNull @Valid MemberEdit edit) {
        Member member = members.changeRole(caller(), id, edit.role());
        audit.record(
                "member-role-changed", member.email, Map.of("role", edit.role().name()));
        return show(member);
    }

    @DELETE
    @Path("{member}")
    @RequiresRole(Role.ADMIN)
    @Transactional
    @Operation(operationId = "removeMember", summary = "Take a member out")
    public void remove(@PathParam("tenant") TenantId tenant, @PathParam("member") MemberId id) {
        Member member = members.remove(caller(), id);
        audit.record("member-removed", member.email, Map.of());
    }

    private Membership caller() {
        return context.membership().orElseThrow();
    }

    private static MemberView show(Member member) {
        return new MemberView(new MemberId(member.id), member.email, member.name, member.role, member.joinedAt);
    }
}
