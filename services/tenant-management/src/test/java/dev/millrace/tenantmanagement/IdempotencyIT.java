package dev.millrace.tenantmanagement;

import static dev.millrace.tenantmanagement.TenantCalls.as;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;

import dev.millrace.platform.testkit.RealServers;
import dev.millrace.platform.testkit.TenantConnections;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = RealServers.class, initArgs = @ResourceArg(name = "database", value = "tenant_management"))
class IdempotencyIT {

    @Inject
    DataSource database;

    @Inject
    MovableClock clock;

    @AfterEach
    void letTheClockGo() {
        clock.run();
    }

    @Test
    void theSameKeyTwiceMakesOneTenantAndGivesTheSameAnswer() {
        Map<String, String> body = Map.of("name", "Vera's");
        Response first = post("vera", "sign-up-1", body, "/api/v1/tenants");
        Response second = post("vera", "sign-up-1", body, "/api/v1/tenants");
        assertThat(first.statusCode()).as(first.asString()).isEqualTo(201);
        assertThat(second.statusCode()).as(second.asString()).isEqualTo(201);
        assertThat(second.header("Idempotency-Replayed")).isEqualTo("true");
        assertThat(second.header("Location")).isEqualTo(first.header("Location"));
        assertThat(second.jsonPath().getMap("")).isEqualTo(first.jsonPath().getMap(""));
        as("vera").get("/api/v1/me").then().body("tenants", hasSize(1));
    }

    @Test
    void anotherPersonsSameKeyIsAnotherRequest() {
        Response wanda = post("wanda", "shared-key", Map.of("name", "Shop"), "/api/v1/tenants");
        Response xenia = post("xenia", "shared-key", Map.of("name", "Shop"), "/api/v1/tenants");
        assertThat(xenia.statusCode()).isEqualTo(201);
        assertThat(xenia.<String>path("id")).isNotEqualTo(wanda.path("id"));
        Map<String, String> key = Map.of("name", "CI", "role", "VIEWER");
        Response ofWanda = post("wanda", "shared-key-2", key, "/api/v1/tenants/" + wanda.path("id") + "/api-keys");
        Response ofXenia = post("xenia", "shared-key-2", key, "/api/v1/tenants/" + xenia.path("id") + "/api-keys");
        assertThat(ofXenia.statusCode()).isEqualTo(201);
        assertThat(ofXenia.<String>path("key")).isNotEqualTo(ofWanda.path("key"));
    }

    @Test
    void aFreshApiKeyIsGivenAgainAndIsNowhereInTheClear() throws SQLException {
        String tenant = post("yara", "sign-up", Map.of("name", "Yara's"), "/api/v1/tenants")
                .path("id");
        Map<String, String> body = Map.of("name", "CI", "role", "VIEWER");
        String path = "/api/v1/tenants/" + tenant + "/api-keys";
        String secret = post("yara", "key-1", body, path).path("key");
        assertThat(post("yara", "key-1", body, path).<String>path("key")).isEqualTo(secret);
        as("yara").get(path).then().body("items", hasSize(1));
        try (Connection connection = TenantConnections.of(database, tenant);
                Statement statement = connection.createStatement()) {
            try (ResultSet rows = statement.executeQuery("select answer from idempotent_answers where key = 'key-1'")) {
                assertThat(rows.next()).isTrue();
                assertThat(new String(rows.getBytes(1), StandardCharsets.ISO_8859_1))
                        .doesNotContain(secret)
                        .doesNotContain("CI");
            }
        }
    }

    @Test
    void theSameKeyWithAnotherRequestIsRefused() {
        String tenant = post("zora", "sign-up", Map.of("name", "Zora's"), "/api/v1/tenants")
                .path("id");
        String keys = "/api/v1/tenants/" + tenant + "/api-keys";
        post("zora", "one", Map.of("name", "CI", "role", "VIEWER"), keys);
        post("zora", "one", Map.of("name", "Other", "role", "VIEWER"), keys)
                .then()
                .statusCode(422)
                .body("code", equalTo("idempotency-key-reused"))
                .body("detail", containsString("Take a new key"));
        post("zora", "one", Map.of("email", "a@b.test", "role", "VIEWER"), "/api/v1/tenants/" + tenant + "/invitations")
                .then()
                .statusCode(422);
        post("zora", "not a key", Map.of("name", "CI", "role", "VIEWER"), keys)
                .then()
                .statusCode(400)
                .body("detail", containsString("random UUID"));
    }

    @Test
    void anAnswerIsKeptForTwentyFourHoursAndThenTheKeyIsANewOne() throws SQLException {
        String tenant = post("zena", "sign-up", Map.of("name", "Zena's"), "/api/v1/tenants")
                .path("id");
        clock.standAt(Instant.now());
        Map<String, String> body = Map.of("name", "CI", "role", "VIEWER");
        String path = "/api/v1/tenants/" + tenant + "/api-keys";
        String first = post("zena", "daily", body, path).path("key");
        clock.move(Duration.ofHours(24).minusMillis(1));
        assertThat(post("zena", "daily", body, path).<String>path("key")).isEqualTo(first);
        clock.move(Duration.ofMillis(1));
        Response afterADay = post("zena", "daily", body, path);
        assertThat(afterADay.statusCode()).isEqualTo(201);
        assertThat(afterADay.header("Idempotency-Replayed")).isNull();
        assertThat(afterADay.<String>path("key")).isNotEqualTo(first);
        try (Connection connection = TenantConnections.of(database, tenant);
                Statement statement = connection.createStatement()) {
            try (ResultSet rows = statement.executeQuery("select count(*) from idempotent_answers")) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.getInt(1)).as("what is outdated is deleted").isEqualTo(1);
            }
        }
    }

    @Test
    void aRequestThatFailedMayBeSentAgainWithItsKey() {
        post("zelda", "again", Map.of("name", "Taken"), "/api/v1/tenants")
                .then()
                .statusCode(201);
        post("zelda", "retried", Map.of("name", "Taken"), "/api/v1/tenants")
                .then()
                .statusCode(409);
        post("zelda", "retried", Map.of("name", "Free"), "/api/v1/tenants")
                .then()
                .statusCode(201);
    }

    @Test
    void twoAtOnceMakeOneThingAndTheSecondIsToldToAskAgain() throws SQLException {
        String tenant = post("yuri", "sign-up", Map.of("name", "Yuri's"), "/api/v1/tenants")
                .path("id");
        String member = as("yuri").get("/api/v1/tenants/{t}/members", tenant).path("items[0].id");
        Map<String, String> body = Map.of("name", "CI", "role", "VIEWER");
        String path = "/api/v1/tenants/" + tenant + "/api-keys";
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            // As the first of two holds it while it works.
            statement.execute(
                    "select pg_advisory_xact_lock(hashtextextended('%s' || chr(10) || '%s' || chr(10) || 'both',"
                                    .formatted(tenant, member)
                            + " 7204811))");
            post("yuri", "both", body, path)
                    .then()
                    .statusCode(409)
                    .body("detail", containsString("again in a few seconds"));
            connection.rollback();
        }
        post("yuri", "both", body, path).then().statusCode(201);
    }

    @Test
    void theDocumentOfTheApiKnowsTheHeader() {
        given().get("/q/openapi?format=json")
                .then()
                .body("paths.'/api/v1/tenants'.post.parameters.name", equalTo(List.of("Idempotency-Key")))
                .body("paths.'/api/v1/tenants/{tenant}/api-keys'.post.parameters.name", hasItem("Idempotency-Key"));
    }

    private static Response post(String person, String key, Map<String, String> body, String path) {
        return as(person).header("Idempotency-Key", key).body(body).post(path);
    }
}
