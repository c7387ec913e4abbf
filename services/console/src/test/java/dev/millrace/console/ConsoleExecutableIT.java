package dev.millrace.console;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import io.quarkus.test.oidc.server.OidcWiremockTestResource;
import org.junit.jupiter.api.Test;

/** What was packaged, native or for the JVM, as a program of its own. */
@QuarkusIntegrationTest
@WithTestResource(OidcWiremockTestResource.class)
@WithTestResource(FakeServices.class)
class ConsoleExecutableIT {

    @Test
    void itHasTheWebApp() {
        given().get("/").then().statusCode(200).contentType("text/html").body(containsString("<title>Millrace"));
        // Any page of the web app is the web app's one page.
        given().get("/w/some-workspace").then().statusCode(200).contentType("text/html");
    }

    @Test
    void whoIsNotLoggedInGetsAProblem() {
        given().get("/api/v1/tenants/" + FakeServices.OWN_TENANT + "/sources")
                .then()
                .statusCode(401)
                .contentType("application/problem+json")
                .body("code", equalTo("not-authenticated"));
    }

    @Test
    void itHasTheContractOfTheWholeApi() {
        given().get("/api/v1/openapi.json").then().statusCode(200).body("openapi", containsString("3."));
    }
}
