package dev.millrace.syncworker;

import dev.millrace.kernel.TenantId;
import dev.millrace.work.WarehouseAccess;
import io.quarkus.oidc.client.filter.OidcClientFilter;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** What tenant-management answers to workers. */
@RegisterRestClient(configKey = "tenant-management")
@OidcClientFilter
@Path("/internal/v1")
interface TenantManagementApi {

    @GET
    @Path("tenants/{tenant}/warehouse")
    WarehouseAccess warehouse(@PathParam("tenant") TenantId tenant, @QueryParam("role") WarehouseAccess.Role role);
}
