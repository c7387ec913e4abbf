package dev.millrace.tenantmanagement.audit;

import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import dev.millrace.kernel.Role;
import dev.millrace.kernel.TenantId;
import dev.millrace.platform.paging.Page;
import dev.millrace.platform.tenancy.RequiresRole;
import io.quarkus.security.Authenticated;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

@Path("/api/v1/tenants/{tenant}/audit-events")
@Authenticated
@Tag(name = "Audit log")
class AuditResource {

    record AuditEventView(
            UUID id, Instant at, String actor, String action, String object, Map<String, String> details) {}

    @GET
    @RequiresRole(Role.ADMIN)
    @Transactional
    @Operation(operationId = "listAuditEvents", summary = "Who did what, the newest first")
    public Page<AuditEventView> list(
            @PathParam("tenant") TenantId tenant,
            @QueryParam("limit") @Nullable Integer limit,
            @QueryParam("cursor") @Nullable String cursor) {
        int size = Page.size(limit);
        List<AuditEvent> found = cursor == null
                ? AuditEvent.<AuditEvent>find("order by id desc")
                        .page(0, size + 1)
                        .list()
                : AuditEvent.<AuditEvent>find("id < ?1 order by id desc", parse(cursor))
                        .page(0, size + 1)
                        .list();
        return Page.of(found, size, entry -> entry.id.toString())
                .map(e -> new AuditEventView(e.id, e.at, e.actor, e.action, e.object, e.details));
    }

    private static UUID parse(String cursor) {
        try {
            return UUID.fromString(cursor);
        } catch (IllegalArgumentException e) {
            throw new MillraceException(ErrorCode.INVALID_REQUEST, "The cursor is not one that a page gave.", e);
        }
    }
}
