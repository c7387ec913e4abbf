package dev.millrace.connector.catalogue;

import dev.millrace.kernel.Role;
import dev.millrace.kernel.TenantId;
import dev.millrace.platform.paging.Page;
import dev.millrace.platform.tenancy.RequiresRole;
import dev.millrace.work.ConnectorDescriptor;
import io.quarkus.security.Authenticated;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("/api/v1/tenants/{tenant}/connectors")
@Authenticated
@Tag(name = "Connectors")
class ConnectorsResource {

    private final Connectors connectors;

    ConnectorsResource(Connectors connectors) {
        this.connectors = connectors;
    }

    @GET
    @RequiresRole(Role.VIEWER)
    @Transactional
    @Operation(operationId = "listConnectors", summary = "The catalogue: what can be connected")
    public Page<ConnectorDescriptor> list(@PathParam("tenant") TenantId tenant) {
        return Page.whole(connectors.all());
    }
}
