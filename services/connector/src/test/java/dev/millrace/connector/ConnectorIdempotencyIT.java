package dev.millrace.connector;

import static dev.millrace.connector.ConnectorClient.CATALOG;
import static dev.millrace.connector.ConnectorClient.DATABASE_SCHEMA;
import static dev.millrace.connector.ConnectorClient.announce;
import static dev.millrace.connector.ConnectorClient.as;
import static dev.millrace.connector.ConnectorClient.claim;
import static dev.millrace.connector.ConnectorClient.complete;
import static dev.millrace.connector.ConnectorClient.tenant;
import static dev.millrace.connector.ConnectorClient.token;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import dev.millrace.platform.testkit.RealServers;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(ConnectorProfile.class)
@WithTestResource(value = RealServers.class, initArgs = @ResourceArg(name = "database", value = "connector"))
class ConnectorIdempotencyIT {

    @BeforeEach
    void announceConnectors() {
        announce("shop", "databases", DATABASE_SCHEMA);
    }

    @Test
    void theSameKeyTwiceConnectsOneSourceAndAnotherTenantsSameKeyIsItsOwn() {
        Response first = connect("rosa", "key-1", "Shop");
        Response second = connect("rosa", "key-1", "Shop");
        assertThat(first.statusCode()).as(first.asString()).isEqualTo(202);
        assertThat(second.jsonPath().getMap("")).isEqualTo(first.jsonPath().getMap(""));
        assertThat(second.header("Location")).isEqualTo(first.header("Location"));
        as("rosa").get("/api/v1/tenants/{t}/sources", tenant("rosa")).then().body("items", hasSize(1));

        Response other = connect("sina", "key-1", "Shop");
        assertThat(other.statusCode()).isEqualTo(202);
        assertThat(other.<String>path("source.id")).isNotEqualTo(first.path("source.id"));
        connect("rosa", "key-1", "Another").then().statusCode(422).body("code", equalTo("idempotency-key-reused"));
    }

    @Test
    void theSameKeyTwiceStartsOneRun() {
        Response connected = connect("tara", "connect", "Shop");
        for (String run = connected.path("run.id"); run != null; run = nextRun("tara", run)) {
            complete(
                    run,
                    token(claim(run).extract().response()),
                    "SUCCEEDED",
                    Map.of("catalog", CATALOG, "streams", List.of()));
        }
        String runs = "/api/v1/tenants/" + tenant("tara") + "/sources/" + connected.path("source.id") + "/runs";
        String first = as("tara").header("Idempotency-Key", "run-1").post(runs).path("id");
        as("tara")
                .header("Idempotency-Key", "run-1")
                .post(runs)
                .then()
                .statusCode(202)
                .body("id", equalTo(first));
        as("tara").header("Idempotency-Key", "run-2").post(runs).then().statusCode(409);
    }

    private static String nextRun(String person, String after) {
        Response runs = as(person).get("/api/v1/tenants/{t}/runs", tenant(person));
        String newest = runs.path("items[0].id");
        return newest.equals(after) ? null : newest;
    }

    private static Response connect(String person, String key, String name) {
        return as(person)
                .header("Idempotency-Key", key)
                .body(Map.of(
                        "connector",
                        "shop",
                        "name",
                        name,
                        "configuration",
                        Map.of("host", "db.example.com", "password", "hunter2")))
                .post("/api/v1/tenants/{t}/sources", tenant(person));
    }
}
