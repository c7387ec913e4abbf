package dev.millrace.connector;

import static dev.millrace.connector.ConnectorClient.announce;
import static dev.millrace.connector.ConnectorClient.as;
import static dev.millrace.connector.ConnectorClient.claim;
import static dev.millrace.connector.ConnectorClient.complete;
import static dev.millrace.connector.ConnectorClient.tenant;
import static dev.millrace.connector.ConnectorClient.token;
import static dev.millrace.connector.ConnectorClient.waitUntil;
import static dev.millrace.connector.ConnectorClient.withToken;
import static dev.millrace.connector.ConnectorClient.worker;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
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
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Manifests that tenants try, and the connectors that they make of them. A worker is played by the test. */
@QuarkusTest
@TestProfile(ConnectorProfile.class)
@WithTestResource(value = RealServers.class, initArgs = @ResourceArg(name = "database", value = "connector"))
class OwnConnectorsIT {

    private static final String TRIALS = "/api/v1/tenants/{t}/manifest-trials";
    private static final String OWN = "/api/v1/tenants/{t}/own-connectors";
    private static final String SOURCE = "/api/v1/tenants/{t}/sources/{s}";
    private static final String MANIFEST = "version: 6.0.0\ntype: DeclarativeSource\n";

    @Inject
    DataSource database;

    @BeforeEach
    void announceTheConnectorOfManifests() {
        announce("api-manifest", "saas", Map.of("type", "object"));
    }

    private static Map<String, Object> form(List<String> secrets, List<String> others) {
        Map<String, Object> properties = new HashMap<>();
        secrets.forEach(name -> properties.put(name, Map.of("type", "string", "title", name, "secret", true)));
        others.forEach(name -> properties.put(name, Map.of("type", "string", "title", name)));
        List<String> all = new ArrayList<>(secrets);
        all.addAll(others);
        return Map.of("type", "object", "required", all, "properties", properties, "additionalProperties", false);
    }

    private static Map<String, Object> inspection(List<?> problems, Map<String, Object> form) {
        return Map.of(
                "problems",
                problems,
                "configurationSchema",
                form,
                "streams",
                List.of("parcels"),
                "findsStreams",
                false);
    }

    private static String start(String person, Map<String, Object> body) {
        return as(person)
                .body(body)
                .post(TRIALS, tenant(person))
                .then()
                .statusCode(202)
                .body("state", equalTo("WAITING"))
                .extract()
                .path("id");
    }

    private static ValidatableResponse claimTrial(String trial) {
        return worker().body(Map.of("worker", "worker-1"))
                .post("/internal/v1/trials/{t}/claims", trial)
                .then();
    }

    private static ValidatableResponse completeTrial(String trial, String by, Map<String, Object> found) {
        Map<String, Object> body = new HashMap<>(found);
        body.put("worker", by);
        return worker().body(body)
                .post("/internal/v1/trials/{t}/completion", trial)
                .then();
    }

    /** A trial that found nothing wrong, and a form with these fields. */
    private static String soundTrial(String person, String manifest, List<String> secrets, List<String> others) {
        String trial = start(person, Map.of("manifest", manifest));
        claimTrial(trial).statusCode(200);
        completeTrial(trial, "worker-1", Map.of("inspection", inspection(List.of(), form(secrets, others))))
                .statusCode(204);
        return trial;
    }

    private static Map<String, Object> tile(String title) {
        return Map.of("title", title, "summary", "Parcels and their costs.", "colour", "#1d4ed8", "initials", "FA");
    }

    private static ValidatableResponse save(String person, String trial, String title) {
        return as(person)
                .body(Map.of("trial", trial, "tile", tile(title)))
                .post(OWN, tenant(person))
                .then();
    }

    private static String saved(String person, String title) {
        return save(person, soundTrial(person, MANIFEST, List.of("key"), List.of("region")), title)
                .statusCode(201)
                .extract()
                .path("name");
    }

    private static Response connect(String person, String connector) {
        Response response = as(person)
                .body(Map.of("connector", connector, "configuration", Map.of("key", "s3cret", "region", "eu")))
                .post("/api/v1/tenants/{t}/sources", tenant(person));
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(202);
        return response;
    }

    @Test
    void aTrialGoesToAWorkerOnceAndItsAnswerToWhoeverAsked() {
        String trial =
                start("olga", Map.of("manifest", MANIFEST, "stream", "parcels", "settings", Map.of("key", "s3cret")));

        claimTrial(trial)
                .statusCode(200)
                .body("manifest", equalTo(MANIFEST))
                .body("stream", equalTo("parcels"))
                .body("settings.key", equalTo("s3cret"))
                .body("tenantId", equalTo(tenant("olga")));
        claimTrial(trial).statusCode(409);
        completeTrial(trial, "worker-2", Map.of()).statusCode(409);
        completeTrial(
                        trial,
                        "worker-1",
                        Map.of(
                                "inspection",
                                inspection(
                                        List.of(Map.of("place", "streams", "line", 2, "message", "is missing")),
                                        Map.of())))
                .statusCode(204);
        completeTrial(trial, "worker-1", Map.of()).statusCode(409);

        String shown = as("olga")
                .get(TRIALS + "/{id}", tenant("olga"), trial)
                .then()
                .statusCode(200)
                .body("state", equalTo("DONE"))
                .body("inspection.problems[0].line", equalTo(2))
                .body("read", nullValue())
                .extract()
                .asString();
        assertThat(shown).doesNotContain("s3cret");
    }

    @Test
    void theLargestManifestThatIsKnownFits() {
        String manifest = MANIFEST + "# \"quoted\"\n".repeat(113_600);
        assertThat(manifest).hasSizeGreaterThan(1_249_000);

        String trial = soundTrial("oscar", manifest, List.of("key"), List.of());
        String name = save("oscar", trial, "Large").statusCode(201).extract().path("name");

        String kept = as("oscar")
                .get(OWN + "/{c}/versions/1", tenant("oscar"), name)
                .then()
                .statusCode(200)
                .extract()
                .path("manifest");
        assertThat(kept).isEqualTo(manifest);
    }

    @Test
    void whatIsTooLongOrMissingIsSaid() {
        as("oda")
                .body(Map.of("manifest", "x".repeat(2_000_001)))
                .post(TRIALS, tenant("oda"))
                .then()
                .statusCode(400)
                .body("violations[0].message", containsString("must not be longer than 2,000,000 characters"));
        as("oda")
                .body(Map.of("manifest", " "))
                .post(TRIALS, tenant("oda"))
                .then()
                .statusCode(400);
        save("oda", soundTrial("oda", MANIFEST, List.of(), List.of()), " ").statusCode(400);
    }

    @Test
    void onlyWhatWasFoundSoundIsSaved() {
        String waiting = start("otto", Map.of("manifest", MANIFEST));
        save("otto", waiting, "Freight API")
                .statusCode(409)
                .body("detail", containsString("has not been looked at yet"));
        claimTrial(waiting).statusCode(200);
        completeTrial(
                        waiting,
                        "worker-1",
                        Map.of(
                                "inspection",
                                inspection(List.of(Map.of("message", "needs the Python class a.B")), Map.of())))
                .statusCode(204);
        save("otto", waiting, "Freight API")
                .statusCode(422)
                .body("detail", containsString("needs the Python class a.B"));
    }

    @Test
    void aSavedConnectorIsATileAndASourceIsReadByItsManifest() {
        String connector = saved("ophelia", "Freight API");
        assertThat(connector).isEqualTo("own-freight-api");
        as("ophelia")
                .get("/api/v1/tenants/{t}/connectors", tenant("ophelia"))
                .then()
                .body("items.find { it.name == 'own-freight-api' }.category", equalTo("own"))
                .body("items.find { it.name == 'own-freight-api' }.title", equalTo("Freight API"))
                .body(
                        "items.find { it.name == 'own-freight-api' }.configurationSchema.properties.key.secret",
                        equalTo(true));

        Response connected = connect("ophelia", connector);
        assertThat(connected.<Integer>path("source.connectorVersion")).isEqualTo(1);
        assertThat(connected.<String>path("source.name")).isEqualTo("Freight API");
        assertThat(connected.asString()).doesNotContain("s3cret");
        claim(connected.path("run.id"))
                .statusCode(200)
                .body("connector", equalTo("api-manifest"))
                .body("manifest", equalTo(MANIFEST))
                .body("configuration.key", equalTo("s3cret"));
        as("ophelia")
                .body(Map.of("connector", connector, "configuration", Map.of("key", "s3cret")))
                .post("/api/v1/tenants/{t}/sources", tenant("ophelia"))
                .then()
                .statusCode(422)
                .body("detail", containsString("region is missing"));
    }

    @Test
    void sourcesStayWithTheirVersionUntilTheyAreUpgraded() {
        String connector = saved("orla", "Freight API");
        Response connected = connect("orla", connector);
        String source = connected.path("source.id");
        complete(
                        connected.path("run.id"),
                        token(claim(connected.path("run.id")).extract().response()),
                        "FAILED",
                        Map.of())
                .statusCode(204);
        String second = MANIFEST + "# second\n";
        as("orla")
                .body(Map.of("trial", soundTrial("orla", second, List.of("key", "account"), List.of("region"))))
                .post(OWN + "/{c}/versions", tenant("orla"), connector)
                .then()
                .statusCode(201)
                .body("newest", equalTo(2))
                .body("versions[0].sources", empty())
                .body("versions[1].sources", equalTo(List.of("Freight API")));

        as("orla").get(SOURCE, tenant("orla"), source).then().body("connectorVersion", equalTo(1));
        as("orla")
                .body(Map.of("connectorVersion", 2))
                .patch(SOURCE, tenant("orla"), source)
                .then()
                .statusCode(422)
                .body("detail", containsString("account is missing"));
        as("orla")
                .body(Map.of("connectorVersion", 3))
                .patch(SOURCE, tenant("orla"), source)
                .then()
                .statusCode(404);
        String run = as("orla")
                .body(Map.of("connectorVersion", 2, "configuration", Map.of("region", "us", "account", "also secret")))
                .patch(SOURCE, tenant("orla"), source)
                .then()
                .statusCode(200)
                .body("connectorVersion", equalTo(2))
                .body("configuration", equalTo(Map.of("region", "us")))
                .extract()
                .path("latestRun.id");
        claim(run)
                .body("manifest", equalTo(second))
                .body("configuration.key", equalTo("s3cret"))
                .body("configuration.account", equalTo("also secret"));
    }

    @Test
    void whatWasSecretIsNotShownByAVersionThatCallsItPlain() {
        String connector = saved("odette", "Freight API");
        String source = connect("odette", connector).path("source.id");
        as("odette")
                .body(Map.of("trial", soundTrial("odette", MANIFEST, List.of(), List.of("key"))))
                .post(OWN + "/{c}/versions", tenant("odette"), connector)
                .then()
                .statusCode(201);

        as("odette")
                .body(Map.of("connectorVersion", 2))
                .patch(SOURCE, tenant("odette"), source)
                .then()
                .statusCode(422)
                .body("detail", containsString("key is missing"));
    }

    @Test
    void itIsRenamedAndDeletedWhenNoSourceUsesIt() {
        String connector = saved("omar", "Freight API");
        assertThat(saved("omar", "Freight API")).isEqualTo("own-freight-api-2");
        String source = connect("omar", connector).path("source.id");
        as("omar")
                .header("If-Match", "\"99\"")
                .body(tile("Parcel API"))
                .put(OWN + "/{c}/tile", tenant("omar"), connector)
                .then()
                .statusCode(412);
        as("omar")
                .body(tile("Parcel API"))
                .put(OWN + "/{c}/tile", tenant("omar"), connector)
                .then()
                .statusCode(200)
                .body("tile.title", equalTo("Parcel API"))
                .body("name", equalTo(connector));
        as("omar")
                .delete(OWN + "/{c}", tenant("omar"), connector)
                .then()
                .statusCode(409)
                .body("detail", equalTo("Parcel API is used by Freight API. Delete that source first."));
        as("omar").delete(SOURCE, tenant("omar"), source).then().statusCode(204);
        as("omar").delete(OWN + "/{c}", tenant("omar"), connector).then().statusCode(204);
        as("omar").get(OWN + "/{c}", tenant("omar"), connector).then().statusCode(404);
    }

    @Test
    void anotherTenantSeesNothing() {
        String trial = soundTrial("olive", MANIFEST, List.of("key"), List.of("region"));
        String connector = save("olive", trial, "Secret API").extract().path("name");

        as("peter").get(TRIALS + "/{id}", tenant("peter"), trial).then().statusCode(404);
        as("peter").get(TRIALS + "/{id}", tenant("olive"), trial).then().statusCode(404);
        save("peter", trial, "Stolen").statusCode(404);
        as("peter").get(OWN, tenant("peter")).then().body("items", empty());
        as("peter").get(OWN + "/{c}", tenant("peter"), connector).then().statusCode(404);
        as("peter")
                .get(OWN + "/{c}/versions/1", tenant("peter"), connector)
                .then()
                .statusCode(404);
        as("peter")
                .body(tile("Stolen"))
                .put(OWN + "/{c}/tile", tenant("peter"), connector)
                .then()
                .statusCode(404);
        as("peter")
                .body(Map.of("trial", soundTrial("peter", MANIFEST, List.of(), List.of())))
                .post(OWN + "/{c}/versions", tenant("peter"), connector)
                .then()
                .statusCode(404);
        as("peter").delete(OWN + "/{c}", tenant("peter"), connector).then().statusCode(404);
        as("peter")
                .get("/api/v1/tenants/{t}/connectors", tenant("peter"))
                .then()
                .body("items.name", not(hasItem(connector)));
        as("peter")
                .body(Map.of("connector", connector, "configuration", Map.of("key", "k", "region", "eu")))
                .post("/api/v1/tenants/{t}/sources", tenant("peter"))
                .then()
                .statusCode(422);
        as("olive").get(OWN, tenant("olive")).then().body("items", hasSize(1));
    }

    @Test
    void viewersSeeTilesAndNeitherManifestsNorTrials() {
        String trial = soundTrial("opal", MANIFEST, List.of(), List.of());
        String connector = save("opal", trial, "Freight API").extract().path("name");
        String viewer = "viewer-of-opal";
        String of = tenant("opal");

        as(viewer).get(OWN, of).then().statusCode(200).body("items", hasSize(1));
        as(viewer).get(OWN + "/{c}", of, connector).then().statusCode(200);
        as(viewer).get(OWN + "/{c}/versions/1", of, connector).then().statusCode(403);
        as(viewer).get(TRIALS + "/{id}", of, trial).then().statusCode(403);
        as(viewer).body(Map.of("manifest", MANIFEST)).post(TRIALS, of).then().statusCode(403);
        as(viewer)
                .body(Map.of("trial", trial, "tile", tile("Mine")))
                .post(OWN, of)
                .then()
                .statusCode(403);
        as(viewer).delete(OWN + "/{c}", of, connector).then().statusCode(403);
    }

    @Test
    void onlyAWorkerClaimsTrials() {
        String trial = start("oleg", Map.of("manifest", MANIFEST));
        for (String token : List.of(TestTokens.person("oleg"), TestTokens.service("reporting"))) {
            withToken(token)
                    .body(Map.of("worker", "worker-1"))
                    .post("/internal/v1/trials/{t}/claims", trial)
                    .then()
                    .statusCode(403);
        }
    }

    @Test
    void aTrialThatNoWorkerAnswersForIsGivenUpAndAnOldOneForgotten() throws Exception {
        String lost = start("odo", Map.of("manifest", MANIFEST));
        String old = soundTrial("odo", MANIFEST, List.of(), List.of());
        execute("update trials set created_at = now() - interval '2 minutes' where id = '" + lost + "'");
        execute("update trials set created_at = now() - interval '2 hours' where id = '" + old + "'");

        waitUntil(() -> as("odo").get(TRIALS + "/{id}", tenant("odo"), old).statusCode() == 404);
        as("odo")
                .get(TRIALS + "/{id}", tenant("odo"), lost)
                .then()
                .body("state", equalTo("DONE"))
                .body("failure.code", equalTo("worker-lost"));
    }

    private void execute(String statement) throws SQLException {
        try (Connection connection = TenantConnections.ofAll(database);
                Statement sql = connection.createStatement()) {
            sql.execute(statement);
            sql.execute("select set_config('app.tenant_id', '', false)");
        }
    }

    @Test
    void soManyTrialsAtATimeAndNoMore() {
        for (int i = 0; i < 10; i++) {
            start("olaf", Map.of("manifest", MANIFEST));
        }
        as("olaf")
                .body(Map.of("manifest", MANIFEST))
                .post(TRIALS, tenant("olaf"))
                .then()
                .statusCode(409)
                .body("code", equalTo("limit-reached"));
    }
}
