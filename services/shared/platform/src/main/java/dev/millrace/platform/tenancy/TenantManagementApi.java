package dev.millrace.platform.tenancy;

import dev.millrace.kernel.TenantId;
import dev.millrace.work.WarehouseAccess;
import io.quarkus.oidc.client.filter.OidcClientFilter;
import io.smallrye.faulttolerance.api.RetryWhen;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.faulttolerance.Retry;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** What tenant-management answers to the other services. All of it only reads, and is asked again where the connection was lost. */
@RegisterRestClient(configKey = "tenant-management")
@OidcClientFilter
@Retry(maxRetries = 2, delay = 200, jitter = 100)
@RetryWhen(exception = LostConnection.class)
@Path("/internal/v1")
public interface TenantManagementApi {

    /** What a caller may do; 404 when nothing. */
    @POST
    @Path("access")
    Membership access(AccessQuestion question);

    /** How to reach a tenant's warehouse with one of the roles that the calling service may use. */
    @GET
    @Path("tenants/{tenant}/warehouse")
    WarehouseAccess warehouse(@PathParam("tenant") TenantId tenant, @QueryParam("role") WarehouseAccess.Role role);
}
