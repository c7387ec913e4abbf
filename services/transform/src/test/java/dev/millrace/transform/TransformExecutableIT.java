package dev.millrace.transform;

import dev.millrace.platform.testkit.PackagedService;
import dev.millrace.platform.testkit.RealServers;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;

/** What was packaged, native or for the JVM, as a program of its own. */
@QuarkusIntegrationTest
@WithTestResource(value = RealServers.class, initArgs = @ResourceArg(name = "database", value = "transform_executable"))
class TransformExecutableIT extends PackagedService {

    TransformExecutableIT() {
        super("/api/v1/tenants/{tenant}/transform-runs");
    }
}
