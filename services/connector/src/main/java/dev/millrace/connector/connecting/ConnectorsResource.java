package dev.millrace.connector.connecting;

import dev.millrace.connector.catalogue.Connectors;
import dev.millrace.connector.own.OwnConnectors;
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
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("/api/v1/tenants/{tenant}/connectors")
@Authenticated
@Tag(name = "Connectors")
class ConnectorsResource {

    private final Connectors connectors;
    private final OwnConnectors ownConnectors;

    ConnectorsResource(Connectors connectors, OwnConnectors ownConnectors) {
        this.connectors = connectors;
        this.ownConnectors = ownConnectors;
    }

    @GET
    @RequiresRole(Role.VIEWER)
    @Transactional
    @Operation(
            operationId = "listConnectors",
            summary = "The catalogue: what can be connected, the workspace's own connectors included")
    public Page<ConnectorDescriptor> list(@PathParam("tenant") TenantId tenant) {
        List<ConnectorDescriptor> all = new ArrayList<>(connectors.all());
        if (all.stream().anyMatch(connector -> connector.name().equals(Connectors.OF_MANIFESTS))) {
            all.addAll(ownConnectors.descriptors());
        }
        return Page.whole(all);
    }
}
