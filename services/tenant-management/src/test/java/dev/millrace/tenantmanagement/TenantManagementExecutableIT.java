package dev.millrace.tenantmanagement;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;

import dev.millrace.platform.testkit.PackagedService;
import dev.millrace.platform.testkit.RealServers;
import dev.millrace.platform.testkit.TestTokens;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import io.restassured.http.ContentType;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What was packaged, native or for the JVM, as a program of its own. */
@QuarkusIntegrationTest
@WithTestResource(
        value = RealServers.class,
        initArgs = @ResourceArg(name = "database", value = "tenant_management_executable"))
class TenantManagementExecutableIT extends PackagedService {

    TenantManagementExecutableIT() {
        super("/api/v1/tenants/{tenant}/members");
    }

    @Test
    void aPersonMakesAWorkspaceAndSeesItAgain() {
        String token = TestTokens.person("ada");
        String tenant = given().auth()
                .oauth2(token)
                .contentType(ContentType.JSON)
                .body(Map.of("name", "Looms"))
                .post("/api/v1/tenants")
                .then()
                .statusCode(201)
                .extract()
                .path("id");

        given().auth()
                .oauth2(token)
                .get("/api/v1/tenants/{tenant}", tenant)
                .then()
                .statusCode(200)
                .body("name", equalTo("Looms"));
    }
}
