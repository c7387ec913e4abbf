package dev.millrace.transform;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/** Tenant-management is called as in production. */
public class RealClients implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "quarkus.arc.exclude-types",
                "dev.millrace.transform.TestMemberships,dev.millrace.transform.TestTenantManagement");
    }
}
