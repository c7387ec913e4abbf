package dev.millrace.connector;

import static dev.millrace.connector.ConnectorClient.DATABASE_SCHEMA;
import static dev.millrace.connector.ConnectorClient.announce;
import static dev.millrace.connector.ConnectorClient.as;
import static dev.millrace.connector.ConnectorClient.claim;
import static dev.millrace.connector.ConnectorClient.complete;
import static dev.millrace.connector.ConnectorClient.event;
import static dev.millrace.connector.ConnectorClient.readySource;
import static dev.millrace.connector.ConnectorClient.stream;
import static dev.millrace.connector.ConnectorClient.tenant;
import static dev.millrace.connector.ConnectorClient.token;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.millrace.platform.testkit.RealServers;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(ConnectorProfile.class)
@WithTestResource(value = RealServers.class, initArgs = @ResourceArg(name = "database", value = "connector"))
class SchemaChangesIT {

    private static final String ID = "id integer";
    private static final String UPDATED_AT = "updated_at timestamptz";
    private static final String EMAIL = "email text";

    @BeforeEach
    void announceConnectors() {
        announce("shop", "databases", DATABASE_SCHEMA);
    }

    @Test
    void aStreamThatFollowsTakesNewFieldsOverAndTellsOfThem() {
        String source = readySource("adele");
        String run =
                sync("adele", source, List.of(orders(ID, UPDATED_AT, EMAIL, "amount decimal(12, 2)"), notes()), true);

        as("adele")
                .get(path("adele", source) + "/catalog")
                .then()
                .body("streams[0].fields.name", contains("id", "updated_at", "email", "amount"));
        changes("adele", source)
                .body("items", hasSize(1))
                .body("items[0].runId", equalTo(run))
                .body("items[0].stream", equalTo("Orders"))
                .body("items[0].field", equalTo("amount"))
                .body("items[0].kind", equalTo("ADDED"))
                .body("items[0].from", nullValue())
                .body("items[0].to", equalTo("decimal(12, 2)"))
                .body("items[0].state", equalTo("FOLLOWED"))
                .body("nextCursor", nullValue());
        JsonPath told = event(run, "dev.millrace.schema.changed.v1");
        assertThat(told.getString("data.sourceId")).isEqualTo(source);
        assertThat(told.getList("data.changes.field")).containsExactly("amount");
        assertThat(told.getList("data.changes.state")).containsExactly("FOLLOWED");
        heldAre("adele", source, 0);
    }

    @Test
    void aStreamThatAsksKeepsWhatItKnowsUntilItIsAccepted() {
        String source = readySource("bella");
        ask("bella", source);
        List<Map<String, Object>> found = List.of(orders(ID, UPDATED_AT, "email json", "amount integer"), notes());
        sync("bella", source, found, false);
        // The same again, which is not told again.
        sync("bella", source, found, false);

        as("bella")
                .get(path("bella", source) + "/catalog")
                .then()
                .body("streams[0].fields.name", contains("id", "updated_at", "email"))
                .body("streams[0].fields.type", contains("integer", "timestamptz", "text"));
        heldAre("bella", source, 2);
        as("bella")
                .get("/api/v1/tenants/{t}/sources", tenant("bella"))
                .then()
                .body("items[0].heldSchemaChanges", equalTo(2));
        changes("bella", source)
                .body("items", hasSize(2))
                .body("items.field", containsInAnyOrder("email", "amount"))
                .body("items.state", contains("HELD", "HELD"));
        as("bella")
                .get(path("bella", source) + "/schema-changes?limit=1")
                .then()
                .body("items", hasSize(1))
                .body("nextCursor", notNullValue());

        as("bella")
                .body(Map.of("stream", "Orders"))
                .post(path("bella", source) + "/schema-changes/accept")
                .then()
                .statusCode(200)
                .body("accepted", hasSize(2))
                .body("accepted.state", contains("ACCEPTED", "ACCEPTED"));
        as("bella")
                .get(path("bella", source) + "/catalog")
                .then()
                .body("streams[0].fields.name", contains("id", "updated_at", "email", "amount"))
                .body("streams[0].fields.type", contains("integer", "timestamptz", "json", "integer"));
        heldAre("bella", source, 0);
        as("bella")
                .post(path("bella", source) + "/schema-changes/accept")
                .then()
                .statusCode(200)
                .body("accepted", hasSize(0));
        claim(start("bella", source)).body("catalog.streams[0].fields", hasSize(4));
    }

    @Test
    void aHeldChangeThatIsNoLongerTrueIsForgotten() {
        String source = readySource("carla");
        ask("carla", source);
        sync("carla", source, List.of(orders(ID, UPDATED_AT, EMAIL, "amount integer"), notes()), false);
        sync("carla", source, List.of(orders(ID, UPDATED_AT, EMAIL, "amount text"), notes()), false);
        changes("carla", source).body("items.to", contains("text"));
        sync("carla", source, List.of(orders(ID, UPDATED_AT, EMAIL), notes()), false);
        changes("carla", source).body("items", hasSize(0));
    }

    @Test
    void aNewStreamIsReadWhenAllFollowAndWaitsBesideOneThatAsks() {
        String follows = readySource("doris");
        sync("doris", follows, List.of(orders(ID, UPDATED_AT, EMAIL), notes(), table("Refunds")), true);
        as("doris")
                .get(path("doris", follows) + "/pipeline")
                .then()
                .body("streams.name", contains("Orders", "Notes", "Refunds"))
                .body("streams.selected", contains(true, false, true));

        String asks = readySource("edda");
        ask("edda", asks);
        List<Map<String, Object>> found = List.of(orders(ID, UPDATED_AT, EMAIL), notes(), table("Refunds"));
        sync("edda", asks, found, false);
        sync("edda", asks, found, false);
        as("edda").get(path("edda", asks) + "/pipeline").then().body("streams.selected", contains(true, false, false));
        changes("edda", asks).body("items", hasSize(1)).body("items[0].field", nullValue());
        heldAre("edda", asks, 1);
        as("edda")
                .body(Map.of())
                .post(path("edda", asks) + "/schema-changes/accept")
                .then()
                .body("accepted", hasSize(1));
        as("edda").get(path("edda", asks) + "/pipeline").then().body("streams.selected", contains(true, false, true));
    }

    @Test
    void aTableThatIsGoneStaysInThePipelineUntilThatIsAccepted() {
        String source = readySource("frida");
        sync("frida", source, List.of(notes()), true);
        sync("frida", source, List.of(notes()), true);
        as("frida")
                .get(path("frida", source) + "/pipeline")
                .then()
                .body("streams.name", containsInAnyOrder("Orders", "Notes"))
                .body("streams.find { it.name == 'Orders' }.selected", equalTo(true));
        changes("frida", source)
                .body("items", hasSize(1))
                .body("items[0].stream", equalTo("Orders"))
                .body("items[0].field", nullValue())
                .body("items[0].kind", equalTo("REMOVED"))
                .body("items[0].state", equalTo("HELD"));
        as("frida")
                .body(Map.of("stream", "Orders"))
                .post(path("frida", source) + "/schema-changes/accept")
                .then()
                .body("accepted", hasSize(1));
        as("frida")
                .get(path("frida", source) + "/pipeline")
                .then()
                .body("streams.find { it.name == 'Orders' }.selected", equalTo(false));
        heldAre("frida", source, 0);
    }

    @Test
    void aTableThatCameBackWaitsForNobody() {
        String source = readySource("grete");
        sync("grete", source, List.of(notes()), true);
        heldAre("grete", source, 1);
        sync("grete", source, List.of(orders(ID, UPDATED_AT, EMAIL), notes()), true);
        heldAre("grete", source, 0);
        changes("grete", source).body("items", hasSize(0));
    }

    @Test
    void aTableThatARunHasFoundIsNotAmongThoseThatItHasLoaded() {
        String source = readySource("gitta");
        String run = sync("gitta", source, List.of(orders(ID, UPDATED_AT, EMAIL), table("Refunds")), true);
        assertThat(event(run, "dev.millrace.run.succeeded.v1").getList("data.tables"))
                .containsExactly("shop_of_gitta.orders");
    }

    @Test
    void aDiscoveryLeavesAStreamThatAsksAsItIs() {
        String source = readySource("helga");
        ask("helga", source);
        Response started = as("helga").post(path("helga", source) + "/discoveries");
        String run = started.path("id");
        complete(
                        run,
                        token(claim(run).extract().response()),
                        "SUCCEEDED",
                        Map.of(
                                "catalog",
                                Map.of("streams", List.of(orders(ID, UPDATED_AT, EMAIL, "amount integer"), notes()))))
                .statusCode(204);
        as("helga")
                .get(path("helga", source) + "/catalog")
                .then()
                .body("streams[0].fields.name", contains("id", "updated_at", "email"));
        heldAre("helga", source, 1);
    }

    @Test
    void anotherTenantSeesAndAcceptsNothing() {
        String source = readySource("irma");
        ask("irma", source);
        sync("irma", source, List.of(orders(ID, UPDATED_AT, EMAIL, "amount integer"), notes()), false);
        for (String own : List.of(tenant("irma"), tenant("mallory"))) {
            String changes = "/api/v1/tenants/" + own + "/sources/" + source + "/schema-changes";
            as("mallory").get(changes).then().statusCode(404);
            as("mallory").body(Map.of()).post(changes + "/accept").then().statusCode(404);
        }
        heldAre("irma", source, 1);
    }

    private static String sync(String person, String source, List<Map<String, Object>> found, boolean followed) {
        String run = start(person, source);
        Response claim = claim(run).statusCode(200).extract().response();
        List<Map<String, Object>> reported = new ArrayList<>();
        reported.add(
                Map.of("stream", "Orders", "field", "whatever", "kind", "ADDED", "to", "text", "followed", followed));
        complete(
                        run,
                        token(claim),
                        "SUCCEEDED",
                        Map.of(
                                "streams", List.of(stream(3)),
                                "catalog", Map.of("streams", found),
                                "schemaChanges", reported))
                .statusCode(204);
        return run;
    }

    private static void ask(String person, String source) {
        Map<String, Object> orders = Map.of(
                "name", "Orders",
                "selected", true,
                "syncMode", "INCREMENTAL_UPSERT",
                "primaryKey", List.of("id"),
                "cursorField", "updated_at",
                "schemaChanges", "ASK");
        as(person)
                .body(Map.of("streams", List.of(orders)))
                .put(path(person, source) + "/pipeline")
                .then()
                .statusCode(200);
    }

    private static ValidatableResponse changes(String person, String source) {
        return as(person).get(path(person, source) + "/schema-changes").then().statusCode(200);
    }

    private static void heldAre(String person, String source, int count) {
        as(person).get(path(person, source)).then().statusCode(200).body("heldSchemaChanges", equalTo(count));
    }

    /** @param fields name and type */
    private static Map<String, Object> orders(String... fields) {
        Map<String, Object> stream = new HashMap<>(table("Orders", fields));
        stream.put("cursorField", "updated_at");
        return stream;
    }

    private static Map<String, Object> notes() {
        Map<String, Object> stream = new HashMap<>(table("Notes", "text text"));
        stream.put("primaryKey", List.of());
        stream.put("recommended", false);
        return stream;
    }

    private static Map<String, Object> table(String name, String... fields) {
        List<Map<String, Object>> all = new ArrayList<>();
        for (String field : fields.length == 0 ? new String[] {ID} : fields) {
            String[] parts = field.split(" ", 2);
            all.add(Map.of("name", parts[0], "type", parts[1], "nullable", true));
        }
        return Map.of("name", name, "fields", all, "primaryKey", List.of("id"), "recommended", true);
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
