package dev.millrace.transform;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.millrace.platform.testkit.PersonalTenants;
import dev.millrace.platform.testkit.RealServers;
import dev.millrace.platform.testkit.TestTokens;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(
        value = RealServers.class,
        initArgs = {
            @ResourceArg(name = "database", value = "transform"),
            @ResourceArg(name = "loginServer", value = "away")
        })
class LoginServerStartingIT {

    @Test
    void aTokenThatCannotBeCheckedYetIsNeitherTakenNorAnError() {
        given().auth()
                .oauth2(TestTokens.person("anna"))
                .get("/api/v1/tenants/" + PersonalTenants.of("anna") + "/transform-runs")
                .then()
                .statusCode(503)
                .header("Retry-After", equalTo("5"))
                .body("detail", containsString("Try again"));
    }
}
