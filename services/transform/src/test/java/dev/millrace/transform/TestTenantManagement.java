package dev.millrace.transform;

import dev.millrace.kernel.TenantId;
import dev.millrace.platform.testkit.PersonalTenants;
import dev.millrace.platform.testkit.TestWarehouses;
import dev.millrace.work.WarehouseAccess;
import io.quarkus.test.Mock;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.rest.client.inject.RestClient;

@Mock
@RestClient
@ApplicationScoped
class TestTenantManagement extends TestWarehouses {

    /** Whose warehouse leads to an error that nobody expects. */
    static final String UNEXPECTED = "frida";

    @Override
    public WarehouseAccess warehouse(TenantId tenant, WarehouseAccess.Role role) {
        if (tenant.equals(PersonalTenants.of(UNEXPECTED))) {
            throw new IllegalStateException("nobody expects this");
        }
        return super.warehouse(tenant, role);
    }
}
