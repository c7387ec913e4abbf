package dev.millrace.connector;

import static dev.millrace.connector.ConnectorClient.CATALOG;
import static dev.millrace.connector.ConnectorClient.DATABASE_SCHEMA;
import static dev.millrace.connector.ConnectorClient.FILE_SCHEMA;
import static dev.millrace.connector.ConnectorClient.announce;
import static dev.millrace.connector.ConnectorClient.as;
import static dev.millrace.connector.ConnectorClient.claim;
import static dev.millrace.connector.ConnectorClient.complete;
import static dev.millrace.connector.ConnectorClient.connect;
import static dev.millrace.connector.ConnectorClient.eventTypes;
import static dev.millrace.connector.ConnectorClient.readySource;
import static dev.millrace.connector.ConnectorClient.report;
import static dev.millrace.connector.ConnectorClient.stream;
import static dev.millrace.connector.ConnectorClient.tenant;
import static dev.millrace.connector.ConnectorClient.token;
import static dev.millrace.connector.ConnectorClient.upload;
import static dev.millrace.connector.ConnectorClient.waitUntil;
import static dev.millrace.connector.ConnectorClient.withToken;
import static dev.millrace.connector.ConnectorClient.worker;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import dev.millrace.platform.testkit.RealServers;
import dev.millrace.platform.testkit.TenantConnections;
import dev.millrace.platform.testkit.TestTokens;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(ConnectorProfile.class)
@WithTestResource(value = RealServers.class, initArgs = @ResourceArg(name = "database", value = "connector"))
class ConnectorIT {

    @Inject
    DataSource database;

    @BeforeEach
    void announceConnectors() {
        announce("shop", "databases", DATABASE_SCHEMA);
        announce("file", "files", FILE_SCHEMA);
    }

    @Test
    void aConnectedSourceIsLookedAtThenReadByItself() {
        String tenant = tenant("anna");
        Response connected = connect("anna", "My Shop");
        assertThat(connected.path("source.state").toString()).isEqualTo("CONNECTING");
        assertThat(connected.asString()).doesNotContain("hunter2");
        String source = connected.path("source.id");
        Response claim =
                claim(connected.path("run.id")).statusCode(200).extract().response();
        assertThat(claim.path("configuration.password").toString()).isEqualTo("hunter2");
        assertThat(claim.path("destinationSchema").toString()).isEqualTo("my_shop");
        complete(connected.path("run.id"), token(claim), "SUCCEEDED", Map.of("catalog", CATALOG))
                .statusCode(204);

        Response ready = as("anna").get("/api/v1/tenants/{t}/sources/{s}", tenant, source);
        assertThat(ready.path("state").toString()).isEqualTo("READY");
        assertThat(ready.path("latestRun.kind").toString()).isEqualTo("SYNC");
        String sync = ready.path("latestRun.id");
        Response syncClaim = claim(sync)
                .statusCode(200)
                .body("streams", hasSize(1))
                .body("streams[0].name", equalTo("Orders"))
                .body("streams[0].syncMode", equalTo("INCREMENTAL_UPSERT"))
                .body("streams[0].table", equalTo("orders"))
                .extract()
                .response();
        report(sync, token(syncClaim), 10).statusCode(200).body("cancelRequested", equalTo(false));
        complete(sync, token(syncClaim), "SUCCEEDED", Map.of("streams", List.of(stream(25))))
                .statusCode(204);
        as("anna")
                .get("/api/v1/tenants/{t}/runs/{r}", tenant, sync)
                .then()
                .statusCode(200)
                .body("state", equalTo("SUCCEEDED"))
                .body("rowsLoaded", equalTo(25));
        as("anna")
                .get("/api/v1/tenants/{t}/runs/{r}/logs", tenant, sync)
                .then()
                .body("items.message", hasItem("10 rows so far"));
        List<String> types = eventTypes(sync, "dev.millrace.run.succeeded.v1");
        assertThat(types)
                .containsExactly(
                        "dev.millrace.run.queued.v1",
                        "dev.millrace.run.started.v1",
                        "dev.millrace.run.progressed.v1",
                        "dev.millrace.run.succeeded.v1");
    }

    @Test
    void aLateWriteOfAnOldAttemptIsRefused() throws InterruptedException, SQLException {
        String run = connect("berta", "Shop").path("run.id");
        Response first = claim(run).statusCode(200).extract().response();
        claim(run).statusCode(409).body("code", equalTo("fenced"));
        letTheLeaseLapse("berta", run);
        waitUntil(() -> claim(run).extract().statusCode() == 200);
        report(run, token(first), 1).statusCode(409).body("code", equalTo("fenced"));
        complete(run, token(first), "SUCCEEDED", Map.of("catalog", CATALOG)).statusCode(409);
    }

    @Test
    void aRunWhoseWorkersAreLostAgainAndAgainFailsWithTheReason() throws InterruptedException, SQLException {
        String tenant = tenant("clara");
        String run = connect("clara", "Shop").path("run.id");
        claim(run).statusCode(200);
        letTheLeaseLapse("clara", run);
        waitUntil(() -> claim(run).extract().statusCode() == 200);
        letTheLeaseLapse("clara", run);
        waitUntil(() -> "FAILED"
                .equals(as("clara")
                        .get("/api/v1/tenants/{t}/runs/{r}", tenant, run)
                        .path("state")));
        as("clara")
                .get("/api/v1/tenants/{t}/runs/{r}", tenant, run)
                .then()
                .body("failure.code", equalTo("worker-lost"))
                .body("attempt", equalTo(2));
    }

    @Test
    void aFailureThatNobodyCanWaitOutEndsTheRunAtOnce() {
        String tenant = tenant("dina");
        Response connected = connect("dina", "Shop");
        String run = connected.path("run.id");
        Response claim = claim(run).extract().response();
        complete(
                        run,
                        token(claim),
                        "FAILED",
                        Map.of(
                                "failure",
                                Map.of(
                                        "code", "source-login-refused",
                                        "kind", "SOURCE",
                                        "retryable", false,
                                        "message", "The database refused the password.")))
                .statusCode(204);
        as("dina")
                .get(
                        "/api/v1/tenants/{t}/sources/{s}",
                        tenant,
                        connected.path("source.id").toString())
                .then()
                .body("state", equalTo("FAILED"))
                .body("latestRun.failure.message", equalTo("The database refused the password."));
    }

    @Test
    void aSourceThatDoesNotAnswerWhileItIsConnectedFailsAtOnceAndASyncIsTriedAgain() {
        String tenant = tenant("della");
        Map<String, Object> down = Map.of(
                "failure",
                Map.of(
                        "code", "source-unreachable",
                        "kind", "SOURCE",
                        "retryable", true,
                        "message", "No server answers."));
        String discovery = connect("della", "Shop").path("run.id");
        complete(discovery, token(claim(discovery).extract().response()), "FAILED", down)
                .statusCode(204);
        as("della")
                .get("/api/v1/tenants/{t}/runs/{r}", tenant, discovery)
                .then()
                .body("state", equalTo("FAILED"));

        String source = readySource("della");
        String sync = as("della")
                .post("/api/v1/tenants/{t}/sources/{s}/runs", tenant, source)
                .path("id");
        complete(sync, token(claim(sync).extract().response()), "FAILED", down).statusCode(204);
        as("della")
                .get("/api/v1/tenants/{t}/runs/{r}", tenant, sync)
                .then()
                .body("state", equalTo("QUEUED"))
                .body("failure.code", equalTo("source-unreachable"));
    }

    @Test
    void aHandedBackRunIsClaimedAgainWithoutCountingAsAnAttempt() {
        String run = connect("ella", "Shop").path("run.id");
        Response first = claim(run).extract().response();
        complete(run, token(first), "HANDED_BACK", Map.of()).statusCode(204);
        claim(run).statusCode(200).body("attempt", equalTo(1));
    }

    @Test
    void aCancelledRunTellsItsWorkerToStop() {
        String tenant = tenant("fiona");
        String run = connect("fiona", "Shop").path("run.id");
        Response claim = claim(run).extract().response();
        as("fiona")
                .post("/api/v1/tenants/{t}/runs/{r}/cancellation", tenant, run)
                .then()
                .statusCode(202);
        report(run, token(claim), 1).statusCode(200).body("cancelRequested", equalTo(true));
        complete(run, token(claim), "CANCELLED", Map.of()).statusCode(204);
        as("fiona").get("/api/v1/tenants/{t}/runs/{r}", tenant, run).then().body("state", equalTo("CANCELLED"));
    }

    @Test
    void aWrongConfigurationIsRefusedNamingTheField() {
        as("greta")
                .body(Map.of("connector", "shop", "configuration", Map.of("host", "db")))
                .post("/api/v1/tenants/{t}/sources", tenant("greta"))
                .then()
                .statusCode(422)
                .body("code", equalTo("invalid-configuration"))
                .body("detail", containsString("Password is missing"));
        as("greta")
                .body(Map.of("connector", "nothing", "configuration", Map.of()))
                .post("/api/v1/tenants/{t}/sources", tenant("greta"))
                .then()
                .statusCode(422)
                .body("detail", containsString("no connector named nothing"));
    }

    @Test
    void aChangedConfigurationKeepsTheSecretThatIsNotGiven() {
        String tenant = tenant("hilda");
        Response connected = connect("hilda", "Shop");
        Response claim = claim(connected.path("run.id")).extract().response();
        complete(connected.path("run.id"), token(claim), "HANDED_BACK", Map.of());
        as("hilda")
                .body(Map.of("configuration", Map.of("host", "other")))
                .patch(
                        "/api/v1/tenants/{t}/sources/{s}",
                        tenant,
                        connected.path("source.id").toString())
                .then()
                .statusCode(200)
                .body("configuration.host", equalTo("other"))
                .body("configuration.password", nullValue());
        claim(connected.path("run.id"))
                .body("configuration.host", equalTo("other"))
                .body("configuration.password", equalTo("hunter2"));
    }

    @Test
    void aDueScheduleStartsARun() throws InterruptedException, SQLException {
        String tenant = tenant("ida");
        String source = readySource("ida");
        as("ida")
                .body(Map.of("schedule", Map.of("kind", "CRON", "cron", "0 6 * * *", "timeZone", "UTC")))
                .put("/api/v1/tenants/{t}/sources/{s}/pipeline", tenant, source)
                .then()
                .statusCode(200)
                .body("schedule.nextAt", containsString("T06:00:00Z"));
        execute(tenant, "update sources set next_run_at = now()");
        waitUntil(() -> "QUEUED"
                .equals(as("ida").get("/api/v1/tenants/{t}/runs", tenant).path("items[0].state")));
        as("ida")
                .get("/api/v1/tenants/{t}/sources/{s}", tenant, source)
                .then()
                .body("schedule.nextAt", containsString("T06:00:00Z"));
        as("ida")
                .post("/api/v1/tenants/{t}/sources/{s}/runs", tenant, source)
                .then()
                .statusCode(409)
                .body("detail", containsString("being read right now"));
    }

    @Test
    void anEditOfAnOlderVersionIsRefused() {
        String tenant = tenant("jana");
        String source = readySource("jana");
        as("jana")
                .header("If-Match", "\"0\"")
                .body(Map.of("name", "Other"))
                .patch("/api/v1/tenants/{t}/sources/{s}", tenant, source)
                .then()
                .statusCode(412)
                .body("code", equalTo("stale-edit"));
    }

    @Test
    void anUploadReachesTheWorkerThatHoldsTheClaimAndNobodyElse() {
        String tenant = tenant("karla");
        String upload = upload("karla", "../../orders.csv", "id,amount\n1,2\n".getBytes(StandardCharsets.UTF_8))
                .statusCode(201)
                .body("fileName", equalTo("orders.csv"))
                .body("sizeBytes", equalTo(14))
                .extract()
                .path("id");
        Map<String, Object> files = Map.of("uploads", List.of(Map.of("id", upload, "fileName", "orders.csv")));
        as("lena")
                .body(Map.of("connector", "file", "configuration", files))
                .post("/api/v1/tenants/{t}/sources", tenant("lena"))
                .then()
                .statusCode(422);
        Response connected = as("karla")
                .body(Map.of("connector", "file", "configuration", files))
                .post("/api/v1/tenants/{t}/sources", tenant);
        assertThat(connected.statusCode()).isEqualTo(202);
        assertThat(connected.path("source.name").toString()).isEqualTo("orders");
        String run = connected.path("run.id");
        Response claim = claim(run).extract().response();
        String content = "/internal/v1/runs/" + run + "/uploads/" + upload + "/content?fencingToken=";
        worker().get(content + token(claim)).then().statusCode(200).body(equalTo("id,amount\n1,2\n"));
        worker().get(content + (token(claim) + 1)).then().statusCode(409);
        as("karla").get(content + token(claim)).then().statusCode(403);
    }

    @Test
    void aFileThatIsTooLargeIsRefusedAndNothingIsKept() {
        upload("maria", "big.csv", new byte[1_100_000])
                .statusCode(413)
                .body("code", equalTo("too-large"))
                .body("detail", containsString("larger than 1 MB"));
    }

    @Test
    void aViewerLooksAndChangesNothing() {
        String tenant = tenant("nina");
        String source = readySource("nina");
        as("viewer-of-nina")
                .get("/api/v1/tenants/{t}/sources", tenant)
                .then()
                .statusCode(200)
                .body("items", hasSize(1));
        as("viewer-of-nina")
                .post("/api/v1/tenants/{t}/sources/{s}/runs", tenant, source)
                .then()
                .statusCode(403);
        as("viewer-of-nina")
                .delete("/api/v1/tenants/{t}/sources/{s}", tenant, source)
                .then()
                .statusCode(403);
    }

    @Test
    void anotherTenantSeesNothingAtAnyEndpoint() throws SQLException {
        String tenant = tenant("olga");
        String source = readySource("olga");
        String run = as("olga").get("/api/v1/tenants/{t}/runs", tenant).path("items[0].id");
        for (String path : List.of(
                "/connectors",
                "/sources",
                "/sources/" + source,
                "/sources/" + source + "/catalog",
                "/sources/" + source + "/pipeline",
                "/runs",
                "/runs/" + run,
                "/runs/" + run + "/logs")) {
            as("mallory").get("/api/v1/tenants/" + tenant + path).then().statusCode(404);
        }
        for (String path : List.of(
                "/sources/" + source,
                "/sources/" + source + "/catalog",
                "/sources/" + source + "/pipeline",
                "/runs/" + run,
                "/runs/" + run + "/logs")) {
            as("mallory")
                    .get("/api/v1/tenants/" + tenant("mallory") + path)
                    .then()
                    .statusCode(404);
        }
        String own = "/api/v1/tenants/" + tenant("mallory");
        as("mallory").delete(own + "/sources/" + source).then().statusCode(404);
        as("mallory").post(own + "/sources/" + source + "/runs").then().statusCode(404);
        as("mallory").post(own + "/sources/" + source + "/discoveries").then().statusCode(404);
        as("mallory").post(own + "/runs/" + run + "/cancellation").then().statusCode(404);
        as("mallory")
                .body(Map.of("name", "x"))
                .patch(own + "/sources/" + source)
                .then()
                .statusCode(404);
        as("mallory")
                .body(Map.of())
                .put(own + "/sources/" + source + "/pipeline")
                .then()
                .statusCode(404);
        as("mallory").get(own + "/sources").then().statusCode(200).body("items", hasSize(0));
        as("mallory").get(own + "/runs").then().statusCode(200).body("items", hasSize(0));
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            for (String table : List.of("sources", "runs", "run_logs", "uploads", "schema_changes", "hash_keys")) {
                try (ResultSet result = statement.executeQuery("select count(*) from " + table)) {
                    assertThat(result.next()).isTrue();
                    assertThat(result.getLong(1)).as(table).isZero();
                }
            }
        }
    }

    @Test
    void onlyAWorkerGetsAtTheInside() {
        String run = connect("paula", "Shop").path("run.id");
        Map<String, Object> body = Map.of("worker", "me");
        as("paula").body(body).post("/internal/v1/runs/{r}/claims", run).then().statusCode(403);
        withToken(TestTokens.service("reporting"))
                .body(body)
                .post("/internal/v1/runs/{r}/claims", run)
                .then()
                .statusCode(403);
        given().contentType(ContentType.JSON)
                .body(body)
                .post("/internal/v1/runs/{r}/claims", run)
                .then()
                .statusCode(401);
        worker().body(body)
                .post("/internal/v1/runs/{r}/claims", UUID.randomUUID())
                .then()
                .statusCode(404);
        given().get("/q/openapi?format=json").then().body(not(containsString("/internal/")));
    }

    private void letTheLeaseLapse(String person, String run) throws SQLException {
        execute(tenant(person), "update runs set lease_until = now() - interval '1 second' where id = '" + run + "'");
    }

    private void execute(String tenant, String sql) throws SQLException {
        try (Connection connection = TenantConnections.of(database, tenant);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
