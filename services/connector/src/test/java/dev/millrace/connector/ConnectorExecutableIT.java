package dev.millrace.connector;

import dev.millrace.platform.testkit.PackagedService;
import dev.millrace.platform.testkit.RealServers;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import io.quarkus.test.junit.TestProfile;

/** What was packaged, native or for the JVM, as a program of its own. */
@QuarkusIntegrationTest
@TestProfile(ConnectorProfile.class)
@WithTestResource(value = RealServers.class, initArgs = @ResourceArg(name = "database", value = "connector_executable"))
class ConnectorExecutableIT extends PackagedService {

    ConnectorExecutableIT() {
        super("/api/v1/tenants/{tenant}/sources");
    }
}
