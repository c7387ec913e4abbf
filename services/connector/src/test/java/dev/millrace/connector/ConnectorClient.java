package dev.millrace.connector;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.notNullValue;

import dev.millrace.local.TestStack;
import dev.millrace.platform.testkit.PersonalTenants;
import dev.millrace.platform.testkit.TestTokens;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Speaks to the service under test as its users and its workers do. */
final class ConnectorClient {

    static final Map<String, Object> DATABASE_SCHEMA = Map.of(
            "type",
            "object",
            "required",
            List.of("host", "password"),
            "additionalProperties",
            false,
            "properties",
            Map.of(
                    "host", Map.of("type", "string", "title", "Host"),
                    "password", Map.of("type", "string", "title", "Password", "secret", true)));

    static final Map<String, Object> FILE_SCHEMA = Map.of(
            "type", "object", "required", List.of("uploads"), "properties", Map.of("uploads", Map.of("type", "array")));

    static final Map<String, Object> CATALOG = Map.of(
            "streams",
            List.of(
                    Map.of(
                            "name",
                            "Orders",
                            "fields",
                            List.of(
                                    Map.of("name", "id", "type", "integer", "nullable", false),
                                    Map.of("name", "updated_at", "type", "timestamptz", "nullable", false),
                                    Map.of("name", "email", "type", "text", "nullable", true)),
                            "primaryKey",
                            List.of("id"),
                            "cursorField",
                            "updated_at",
                            "recommended",
                            true),
                    Map.of(
                            "name",
                            "Notes",
                            "fields",
                            List.of(Map.of("name", "text", "type", "text", "nullable", true)),
                            "primaryKey",
                            List.of(),
                            "recommended",
                            false)));

    static Response connect(String person, String name) {
        Response response = as(person)
                .body(Map.of(
                        "connector",
                        "shop",
                        "name",
                        name,
                        "configuration",
                        Map.of("host", "db.example.com", "password", "hunter2")))
                .post("/api/v1/tenants/{t}/sources", tenant(person));
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(202);
        return response;
    }

    /** A source that was looked at and read for the first time. */
    static String readySource(String person) {
        Response connected = connect(person, "Shop of " + person);
        Response claim = claim(connected.path("run.id")).extract().response();
        complete(connected.path("run.id"), token(claim), "SUCCEEDED", Map.of("catalog", CATALOG));
        String source = connected.path("source.id");
        String sync = as(person)
                .get("/api/v1/tenants/{t}/sources/{s}", tenant(person), source)
                .then()
                .body("latestRun.id", notNullValue())
                .extract()
                .path("latestRun.id");
        complete(sync, token(claim(sync).extract().response()), "SUCCEEDED", Map.of("streams", List.of(stream(3))));
        return source;
    }

    static void announce(String name, String category, Map<String, Object> schema) {
        Map<String, Object> descriptor = new HashMap<>();
        descriptor.put("name", name);
        descriptor.put("title", name);
        descriptor.put("summary", "For tests");
        descriptor.put("category", category);
        descriptor.put("colour", "#112233");
        descriptor.put("initials", "S");
        descriptor.put("keywords", List.of());
        descriptor.put("configurationSchema", schema);
        worker().body(descriptor)
                .put("/internal/v1/connectors/{n}", name)
                .then()
                .statusCode(204);
    }

    static ValidatableResponse claim(String run) {
        return worker().body(Map.of("worker", "worker-1"))
                .post("/internal/v1/runs/{r}/claims", run)
                .then();
    }

    static ValidatableResponse report(String run, long token, int rows) {
        return worker().body(Map.of(
                        "fencingToken",
                        token,
                        "streams",
                        List.of(stream(rows)),
                        "log",
                        List.of(Map.of(
                                "at", Instant.now().toString(), "level", "INFO", "message", rows + " rows so far"))))
                .post("/internal/v1/runs/{r}/progress", run)
                .then();
    }

    static ValidatableResponse complete(String run, long token, String outcome, Map<String, Object> more) {
        Map<String, Object> body = new HashMap<>(more);
        body.put("fencingToken", token);
        body.put("outcome", outcome);
        body.putIfAbsent("streams", List.of());
        body.put("log", List.of());
        return worker().body(body).post("/internal/v1/runs/{r}/completion", run).then();
    }

    static Map<String, Object> stream(int rows) {
        return Map.of(
                "stream",
                "Orders",
                "state",
                "RUNNING",
                "rowsRead",
                rows,
                "rowsLoaded",
                rows,
                "rowsSetAside",
                0,
                "valuesSetAside",
                0,
                "bytesRead",
                rows * 10);
    }

    static ValidatableResponse upload(String person, String fileName, byte[] content) {
        return given().auth()
                .oauth2(TestTokens.person(person))
                .contentType("application/octet-stream")
                .body(content)
                .post("/api/v1/tenants/{t}/uploads?fileName={f}", tenant(person), fileName)
                .then();
    }

    static List<String> eventTypes(String run, String last) {
        return eventsUntil(run, last).stream()
                .map(event -> event.getString("type"))
                .toList();
    }

    /** The first event of a type about a run. */
    static JsonPath event(String run, String type) {
        List<JsonPath> events = eventsUntil(run, type);
        assertThat(events).as("events of run %s", run).isNotEmpty();
        assertThat(events.getLast().getString("type")).isEqualTo(type);
        return events.getLast();
    }

    private static List<JsonPath> eventsUntil(String run, String last) {
        List<JsonPath> events = new ArrayList<>();
        Map<String, Object> settings = Map.of(
                "bootstrap.servers", TestStack.shared().kafka().bootstrapServers(),
                "group.id", UUID.randomUUID().toString(),
                "auto.offset.reset", "earliest");
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(List.of("millrace.run-events.v1"));
            Instant deadline = Instant.now().plusSeconds(30);
            while (Instant.now().isBefore(deadline)) {
                for (ConsumerRecord<String, String> message : consumer.poll(Duration.ofMillis(200))) {
                    if (message.value().contains("\"runid\":\"" + run)) {
                        JsonPath event = JsonPath.from(message.value());
                        events.add(event);
                        if (event.getString("type").equals(last)) {
                            return events;
                        }
                    }
                }
            }
        }
        return events;
    }

    static void waitUntil(BooleanSupplier condition) throws InterruptedException {
        Instant deadline = Instant.now().plusSeconds(30);
        while (!condition.getAsBoolean()) {
            assertThat(Instant.now()).as("waited too long").isBefore(deadline);
            Thread.sleep(200);
        }
    }

    static long token(Response claim) {
        return ((Number) claim.path("fencingToken")).longValue();
    }

    static String tenant(String person) {
        return PersonalTenants.of(person).toString();
    }

    static RequestSpecification as(String person) {
        return withToken(TestTokens.person(person));
    }

    static RequestSpecification worker() {
        return withToken(TestTokens.service("sync-worker"));
    }

    static RequestSpecification withToken(String token) {
        return given().auth().oauth2(token).contentType(ContentType.JSON);
    }

    private ConnectorClient() {}
}
