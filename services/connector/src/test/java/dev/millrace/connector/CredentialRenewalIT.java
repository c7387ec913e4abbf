package dev.millrace.connector;

import static dev.millrace.connector.ConnectorClient.announce;
import static dev.millrace.connector.ConnectorClient.as;
import static dev.millrace.connector.ConnectorClient.claim;
import static dev.millrace.connector.ConnectorClient.complete;
import static dev.millrace.connector.ConnectorClient.connect;
import static dev.millrace.connector.ConnectorClient.tenant;
import static dev.millrace.connector.ConnectorClient.token;
import static dev.millrace.connector.ConnectorClient.withToken;
import static dev.millrace.connector.ConnectorClient.worker;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.millrace.platform.testkit.RealServers;
import dev.millrace.platform.testkit.TestTokens;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Credentials that a source's API replaces while a worker reads it. */
@QuarkusTest
@TestProfile(ConnectorProfile.class)
@WithTestResource(value = RealServers.class, initArgs = @ResourceArg(name = "database", value = "connector"))
class CredentialRenewalIT {

    private static final Map<String, Object> SCHEMA = Map.of(
            "type",
            "object",
            "required",
            List.of("host", "password"),
            "additionalProperties",
            false,
            "properties",
            Map.of(
                    "host", Map.of("type", "string", "title", "Host"),
                    "password", Map.of("type", "string", "title", "Password", "secret", true, "renewable", true)));

    @BeforeEach
    void announceConnectors() {
        announce("shop", "databases", SCHEMA);
    }

    private static ValidatableResponse renew(
            String run, long fencingToken, String field, String previous, String value) {
        return worker().body(Map.of(
                        "fencingToken",
                        fencingToken,
                        "changes",
                        Map.of(field, Map.of("previous", previous, "value", value))))
                .put("/internal/v1/runs/{r}/credentials", run)
                .then();
    }

    private static ValidatableResponse lease(String run, long fencingToken) {
        return worker().queryParam("fencingToken", fencingToken)
                .get("/internal/v1/runs/{r}/lease", run)
                .then();
    }

    @Test
    void theNextAttemptBeginsWithWhatWasRenewedAndNobodyIsShownIt() {
        Response connected = connect("renata", "Shop");
        String run = connected.path("run.id");
        long attempt = token(claim(run).extract().response());

        lease(run, attempt).statusCode(204);
        renew(run, attempt, "password", "hunter2", "hunter3").statusCode(200).body("kept", equalTo(true));
        complete(run, attempt, "HANDED_BACK", Map.of());

        claim(run)
                .body("configuration.password", equalTo("hunter3"))
                .body("configuration.host", equalTo("db.example.com"));
        String shown = as("renata")
                .get(
                        "/api/v1/tenants/{t}/sources/{s}",
                        tenant("renata"),
                        connected.path("source.id").toString())
                .asString();
        assertThat(shown).doesNotContain("hunter");
    }

    @Test
    void anAttemptThatWasReplacedMayNeitherBeginNorEndARenewal() {
        String run = connect("renee", "Shop").path("run.id");
        long old = token(claim(run).extract().response());
        complete(run, old, "HANDED_BACK", Map.of());
        long present = token(claim(run).extract().response());

        lease(run, old).statusCode(409);
        renew(run, old, "password", "hunter2", "stale").statusCode(409);
        lease(run, present).statusCode(204);
        renew(run, present, "password", "hunter2", "fresh").statusCode(200).body("kept", equalTo(true));
    }

    @Test
    void ofRenewalsAtOnceFromTheSameTokenOneWins() {
        String run = connect("rosa", "Shop").path("run.id");
        long attempt = token(claim(run).extract().response());

        List<Boolean> kept = IntStream.range(0, 8)
                .parallel()
                .mapToObj(i -> renew(run, attempt, "password", "hunter2", "new" + i)
                        .statusCode(200)
                        .extract()
                        .<Boolean>path("kept"))
                .toList();

        assertThat(kept).containsOnlyOnce(true);
    }

    @Test
    void whatAPersonHasChangedMeanwhileHolds() {
        Response connected = connect("ruth", "Shop");
        String run = connected.path("run.id");
        long attempt = token(claim(run).extract().response());
        as("ruth")
                .body(Map.of("configuration", Map.of("host", "other", "password", "by hand")))
                .patch(
                        "/api/v1/tenants/{t}/sources/{s}",
                        tenant("ruth"),
                        connected.path("source.id").toString())
                .then()
                .statusCode(200);

        renew(run, attempt, "password", "hunter2", "hunter3").statusCode(200).body("kept", equalTo(false));
        complete(run, attempt, "HANDED_BACK", Map.of());
        claim(run).body("configuration.password", equalTo("by hand"));
    }

    @Test
    void aFieldThatIsNotRenewableIsRefusedByName() {
        String run = connect("rita", "Shop").path("run.id");
        long attempt = token(claim(run).extract().response());

        renew(run, attempt, "host", "db.example.com", "evil.example.com")
                .statusCode(400)
                .body("detail", containsString("A run can't change the field host of shop."));
    }

    @Test
    void onlyAWorkerMayRenew() {
        String run = connect("rike", "Shop").path("run.id");
        for (String token : List.of(TestTokens.person("rike"), TestTokens.service("reporting"))) {
            withToken(token)
                    .body(Map.of("fencingToken", 1, "changes", Map.of()))
                    .put("/internal/v1/runs/{r}/credentials", run)
                    .then()
                    .statusCode(403);
            withToken(token).get("/internal/v1/runs/{r}/lease", run).then().statusCode(403);
        }
    }
}
