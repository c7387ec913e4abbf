package dev.millrace.transform;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;

import dev.millrace.platform.testkit.RealServers;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What was packaged, native or for the JVM, as a program of its own. */
@QuarkusIntegrationTest
@WithTestResource(value = RealServers.class, initArgs = @ResourceArg(name = "database", value = "transform_executable"))
class TransformExecutableIT {

    @Test
    void itHasItsSchemaAndIsReady() {
        given().get("/q/health/ready").then().statusCode(200).body("status", equalTo("UP"));
    }

    @Test
    void whoDoesNotSayWhoTheyAreGetsAProblem() {
        given().get("/api/v1/tenants/{tenant}/transform-runs", UUID.randomUUID())
                .then()
                .statusCode(401)
                .contentType("application/problem+json")
                .body("code", equalTo("not-authenticated"));
    }
}
