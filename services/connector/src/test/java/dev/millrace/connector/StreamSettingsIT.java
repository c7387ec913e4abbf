package dev.millrace.connector;

import static dev.millrace.connector.ConnectorClient.DATABASE_SCHEMA;
import static dev.millrace.connector.ConnectorClient.announce;
import static dev.millrace.connector.ConnectorClient.as;
import static dev.millrace.connector.ConnectorClient.claim;
import static dev.millrace.connector.ConnectorClient.complete;
import static dev.millrace.connector.ConnectorClient.readySource;
import static dev.millrace.connector.ConnectorClient.stream;
import static dev.millrace.connector.ConnectorClient.tenant;
import static dev.millrace.connector.ConnectorClient.token;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import dev.millrace.platform.testkit.RealServers;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(ConnectorProfile.class)
@WithTestResource(value = RealServers.class, initArgs = @ResourceArg(name = "database", value = "connector"))
class StreamSettingsIT {

    private static final Map<String, Object> HASHED_EMAIL = Map.of("field", "email", "treatment", "HASH");

    @BeforeEach
    void announceConnectors() {
        announce("shop", "databases", DATABASE_SCHEMA);
    }

    @Test
    void whatIsSetOfAStreamIsKeptShownAndGivenToTheWorker() {
        String source = readySource("sofia");
        put(
                        "sofia",
                        source,
                        orders(Map.of("lookback", "P3D", "schemaChanges", "ASK", "columns", List.of(HASHED_EMAIL))),
                        true)
                .statusCode(200)
                .body("streams[0].lookback", equalTo("PT72H"));
        // What is not given stays.
        put("sofia", source, orders(Map.of()), false)
                .statusCode(200)
                .body("streams[0].lookback", equalTo("PT72H"))
                .body("streams[0].schemaChanges", equalTo("ASK"))
                .body("streams[0].columns", hasSize(1))
                .body("streams[0].columns[0].field", equalTo("email"))
                .body("streams[0].columns[0].treatment", equalTo("HASH"))
                .body("streams[0].columns[0].length", nullValue());

        claim(start("sofia", source))
                .statusCode(200)
                .body("streams[0].settings.lookback", equalTo("PT72H"))
                .body("streams[0].settings.schemaChanges", equalTo("ASK"))
                .body("streams[0].settings.columns[0].treatment", equalTo("HASH"))
                .body("streams[0].settings.epoch", equalTo(0));
    }

    @Test
    void aTenantsHashKeyIsMadeWhenItIsNeededStaysAndIsItsOwn() {
        String plain = readySource("tessa");
        Response unhashed = claim(start("tessa", plain)).extract().response();
        assertThat(unhashed.<String>path("hashKey")).isNull();

        String first = hashKey("tilda", readySource("tilda"));
        String again = hashKey("tilda", readySource("tilda"));
        String other = hashKey("tabea", readySource("tabea"));
        assertThat(Base64.getDecoder().decode(first)).hasSize(32);
        assertThat(again).isEqualTo(first);
        assertThat(other).isNotEqualTo(first);
    }

    @Test
    void whatDoesNotGoTogetherIsRefusedInPlainWords() {
        String source = readySource("uma");
        refused(
                "uma",
                source,
                Map.of("columns", List.of(rule("nothing", "SKIP"))),
                "The column nothing of Orders is not there");
        refused("uma", source, Map.of("columns", List.of(rule("updated_at", "MASK"))), "tells what is new");
        refused("uma", source, Map.of("columns", List.of(rule("id", "SKIP"))), "part of the primary key");
        refused("uma", source, Map.of("columns", List.of(rule("email", "TRUNCATE"))), "give a length from 1 to 10000");
        refused("uma", source, Map.of("columns", List.of(HASHED_EMAIL, rule("email", "MASK"))), "has two rules");
        refused("uma", source, Map.of("lookback", "P31D"), "between PT0S and P30D");
        refused("uma", source, Map.of("lookback", "three days"), "no ISO 8601 duration such as P1D");
        refused(
                "uma",
                source,
                Map.of("syncMode", "INCREMENTAL_HISTORY", "primaryKey", List.of()),
                "needs a primary key");
        put("uma", source, Map.of("name", "Orders", "selected", true), true)
                .statusCode(400)
                .body("detail", containsString("is missing"));
        pipeline("uma", source).body("streams[0].columns", hasSize(0)).body("streams[0].lookback", equalTo("PT0S"));
    }

    @Test
    void aChangeThatLoadsAStreamAnewIsAskedAboutFirst() {
        String source = readySource("vera");
        put("vera", source, orders(Map.of("columns", List.of(HASHED_EMAIL))), false)
                .statusCode(409)
                .body("code", equalTo("reload-needed"))
                .body("detail", containsString("loads Orders from the beginning"))
                .body("violations", hasSize(1))
                .body("violations[0].field", equalTo("Orders"))
                .body("violations[0].message", equalTo("its column rules change"));
        pipeline("vera", source).body("streams[0].columns", hasSize(0));
        put("vera", source, orders(Map.of("syncMode", "INCREMENTAL_HISTORY")), false)
                .statusCode(409)
                .body("violations[0].message", equalTo("its mode changes"));

        put("vera", source, orders(Map.of("columns", List.of(HASHED_EMAIL))), true)
                .statusCode(200);
        pipeline("vera", source).body("streams[0].columns", hasSize(1));
        // Notes was never loaded, so nothing is loaded anew.
        Map<String, Object> notes =
                Map.of("name", "Notes", "selected", true, "syncMode", "FULL_REFRESH_APPEND", "primaryKey", List.of());
        put("vera", source, notes, false).statusCode(200);
    }

    @Test
    void aResetStreamIsLoadedAnewWithTheNextRunAndTheOthersAreNot() {
        String source = readySource("wilma");
        String reset = path("wilma", source) + "/streams/Orders/reset";
        as("wilma")
                .post(reset)
                .then()
                .statusCode(200)
                .body("stream.name", equalTo("Orders"))
                .body("run", nullValue());
        Response started = as("wilma")
                .header("Idempotency-Key", "once")
                .body(Map.of("run", true))
                .post(reset);
        assertThat(started.statusCode()).as(started.asString()).isEqualTo(202);
        String run = started.path("run.id");
        assertThat(started.header("Location")).endsWith("/runs/" + run);
        as("wilma")
                .header("Idempotency-Key", "once")
                .body(Map.of("run", true))
                .post(reset)
                .then()
                .statusCode(202)
                .header("Location", endsWith(run));
        as("wilma")
                .body(Map.of("run", true))
                .post(reset)
                .then()
                .statusCode(409)
                .body("detail", containsString("being read"));

        claim(run).body("streams[0].settings.epoch", equalTo(2));
        as("wilma").post(path("wilma", source) + "/streams/Notes/reset").then().statusCode(409);
        as("wilma")
                .post(path("wilma", source) + "/streams/Nothing/reset")
                .then()
                .statusCode(404);
    }

    @Test
    void aStreamIsReadAgainFromADateOn() {
        String source = readySource("xenia");
        String readAgain = path("xenia", source) + "/streams/Orders/read-again";
        as("xenia")
                .body(Map.of("from", "last year"))
                .post(readAgain)
                .then()
                .statusCode(400)
                .body("detail", containsString("updated_at holds times"));
        as("xenia")
                .body(Map.of("run", true))
                .post(readAgain)
                .then()
                .statusCode(400)
                .body("detail", equalTo("from is missing."));
        String run = as("xenia")
                .body(Map.of("from", "2026-01-01", "run", true))
                .post(readAgain)
                .then()
                .statusCode(202)
                .extract()
                .path("run.id");
        claim(run)
                .body("streams[0].settings.readAgain.from", equalTo("2026-01-01T00:00:00Z"))
                .body("streams[0].settings.readAgain.number", equalTo(1));
        as("xenia").body(Map.of("from", "2025-01-01")).post(readAgain).then().statusCode(200);
        put("xenia", source, orders(Map.of("syncMode", "INCREMENTAL_APPEND")), true)
                .statusCode(200);
        as("xenia")
                .body(Map.of("from", "2026-01-01"))
                .post(readAgain)
                .then()
                .statusCode(400)
                .body("detail", containsString("would be there twice"));
    }

    @Test
    void theReasonsOfRowsThatWereSetAsideAreShownWithTheRun() {
        String source = readySource("yvonne");
        String run = start("yvonne", source);
        Map<String, Object> progress = new HashMap<>(stream(5));
        progress.put("rowsSetAside", 2);
        progress.put("setAside", List.of(Map.of("reason", "Too few columns", "rows", 2)));
        complete(run, token(claim(run).extract().response()), "SUCCEEDED", Map.of("streams", List.of(progress)))
                .statusCode(204);
        as("yvonne")
                .get("/api/v1/tenants/{t}/runs/{r}", tenant("yvonne"), run)
                .then()
                .body("rowsSetAside", equalTo(2))
                .body("streams[0].setAside", hasSize(1))
                .body("streams[0].setAside[0].reason", equalTo("Too few columns"))
                .body("streams[0].setAside[0].rows", equalTo(2));
    }

    @Test
    void anotherTenantFindsNoStream() {
        String source = readySource("zoe");
        for (String own : List.of(tenant("zoe"), tenant("mallory"))) {
            String streams = "/api/v1/tenants/" + own + "/sources/" + source + "/streams/Orders/";
            as("mallory").body(Map.of()).post(streams + "reset").then().statusCode(404);
            as("mallory")
                    .body(Map.of("from", "2026-01-01"))
                    .post(streams + "read-again")
                    .then()
                    .statusCode(404);
        }
        claim(start("zoe", source)).body("streams[0].settings.epoch", equalTo(0));
    }

    private static String hashKey(String person, String source) {
        put(person, source, orders(Map.of("columns", List.of(HASHED_EMAIL))), true)
                .statusCode(200);
        return claim(start(person, source)).statusCode(200).extract().path("hashKey");
    }

    private static void refused(String person, String source, Map<String, Object> settings, String why) {
        put(person, source, orders(settings), true)
                .statusCode(400)
                .body("code", equalTo("invalid-request"))
                .body("detail", containsString(why));
    }

    private static Map<String, Object> orders(Map<String, Object> settings) {
        Map<String, Object> stream = new HashMap<>(Map.of(
                "name", "Orders",
                "selected", true,
                "syncMode", "INCREMENTAL_UPSERT",
                "primaryKey", List.of("id"),
                "cursorField", "updated_at"));
        stream.putAll(settings);
        return stream;
    }

    private static Map<String, Object> rule(String field, String treatment) {
        return Map.of("field", field, "treatment", treatment);
    }

    private static ValidatableResponse put(
            String person, String source, Map<String, Object> stream, boolean confirmReload) {
        return as(person)
                .body(Map.of("streams", List.of(stream), "confirmReload", confirmReload))
                .put(path(person, source) + "/pipeline")
                .then();
    }

    private static ValidatableResponse pipeline(String person, String source) {
        return as(person).get(path(person, source) + "/pipeline").then().statusCode(200);
    }

    private static String start(String person, String source) {
        return as(person)
                .post(path(person, source) + "/runs")
                .then()
                .statusCode(202)
                .extract()
                .path("id");
    }

    private static String path(String person, String source) {
        return "/api/v1/tenants/" + tenant(person) + "/sources/" + source;
    }
}
