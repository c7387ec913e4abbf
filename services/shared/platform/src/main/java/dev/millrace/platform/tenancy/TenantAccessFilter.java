package dev.millrace.platform.tenancy;

import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import dev.millrace.kernel.Role;
import dev.millrace.kernel.TenantId;
import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.ext.Provider;
import java.util.Locale;
import org.jboss.logging.MDC;

/**
 * Lets a request to a tenant's data through when the caller is a member with the role that the method requires, and sets
 * the tenant. To anybody else the tenant does not exist: 404.
 */
@Provider
@Priority(Priorities.AUTHORIZATION + 1)
public class TenantAccessFilter implements ContainerRequestFilter {

    private static final String TENANT = "tenant";
    private static final String INTERNAL = "internal/";

    private final Callers callers;
    private final Memberships memberships;
    private final TenantContext context;

    private final ResourceInfo resource;

    TenantAccessFilter(
            Callers callers, Memberships memberships, TenantContext context, @Context ResourceInfo resource) {
        this.callers = callers;
        this.memberships = memberships;
        this.context = context;
        this.resource = resource;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        String path = request.getUriInfo().getPath().replaceFirst("^/", "");
        String tenant = request.getUriInfo().getPathParameters().getFirst(TENANT);
        if (tenant == null || path.startsWith(INTERNAL)) {
            return;
        }
        RequiresRole required = resource.getResourceMethod().getAnnotation(RequiresRole.class);
        if (required == null) {
            throw new MillraceException(ErrorCode.INTERNAL, "No role is declared for " + path + ".");
        }
        Membership membership =
                memberships.find(parse(tenant), callers.current()).orElseThrow(TenantAccessFilter::noSuchTenant);
        if (!membership.role().allows(required.value())) {
            throw new MillraceException(
                    ErrorCode.NOT_ALLOWED,
                    "This needs the role %s, and yours is %s. Ask an admin of the workspace."
                            .formatted(name(required.value()), name(membership.role())));
        }
        context.enter(membership);
        MDC.put("tenantId", tenant);
    }

    private static TenantId parse(String tenant) {
        try {
            return TenantId.fromString(tenant);
        } catch (IllegalArgumentException e) {
            throw noSuchTenant();
        }
    }

    private static MillraceException noSuchTenant() {
        return new MillraceException(ErrorCode.NOT_FOUND, "There is no such workspace, or you are not a member of it.");
    }

    private static String name(Role role) {
        return role.name().toLowerCase(Locale.ROOT);
    }
}
