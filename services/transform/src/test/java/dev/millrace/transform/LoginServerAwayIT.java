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
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(LoginServerAwayIT.NobodyAnswers.class)
@WithTestResource(value = RealServers.class, initArgs = @ResourceArg(name = "database", value = "transform"))
class LoginServerAwayIT {

    /** Memberships as in production, with a login server that does not answer yet. */
    public static class NobodyAnswers implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "quarkus.arc.exclude-types",
                    "dev.millrace.transform.TestMemberships,dev.millrace.transform.TestTenantManagement");
        }
    }

    @Test
    void whoeverComesWhileTheServiceGetsNoTokenOfItsOwnIsToldToComeAgain() {
        given().auth()
                .oauth2(TestTokens.person("anna"))
                .get("/api/v1/tenants/" + PersonalTenants.of("anna") + "/transform-runs")
                .then()
                .statusCode(503)
                .header("Retry-After", equalTo("5"))
                .body("code", equalTo("platform-unavailable"))
                .body("detail", containsString("Try again"));
    }
}
