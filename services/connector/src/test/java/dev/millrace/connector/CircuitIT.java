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
import static dev.millrace.connector.ConnectorClient.waitUntil;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.millrace.platform.testkit.RealServers;
import dev.millrace.platform.testkit.TenantConnections;
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
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(ConnectorProfile.class)
@WithTestResource(value = RealServers.class, initArgs = @ResourceArg(name = "database", value = "connector"))
class CircuitIT {

    private static final Map<String, Object> LOGIN_REFUSED = Map.of(
            "failure",
            Map.of(
                    "code", "source-login-refused",
                    "kind", "SOURCE",
                    "retryable", false,
                    "message", "The database refused the password."));

    @Inject
    DataSource database;

    @BeforeEach
    void announceConnectors() {
        announce("shop", "databases", DATABASE_SCHEMA);
    }

    @Test
    void aScheduleStretchesWithEachFailureAndASyncByHandThatWorksResetsIt() throws Exception {
        String source = readySource("jutta");
        String run = scheduledRun("jutta", source);
        complete(run, token(claim(run).extract().response()), "FAILED", LOGIN_REFUSED)
                .statusCode(204);

        Response stretched = show("jutta", source)
                .body("failuresInARow", equalTo(1))
                .body("pausedReason", nullValue())
                .extract()
                .response();
        Instant pausedUntil = Instant.parse(stretched.path("pausedUntil"));
        Instant failedAt = Instant.parse(stretched.path("latestRun.finishedAt"));
        assertThat(stretched.<String>path("schedule.nextAt")).isEqualTo(stretched.path("pausedUntil"));
        assertThat(Duration.between(failedAt, pausedUntil)).isEqualTo(Duration.ofHours(12));

        String byHand = start("jutta", source);
        complete(byHand, token(claim(byHand).extract().response()), "SUCCEEDED", Map.of("streams", List.of(stream(3))))
                .statusCode(204);
        show("jutta", source).body("failuresInARow", equalTo(0)).body("pausedUntil", nullValue());
    }

    @Test
    void aScheduleStandsStillAfterFiveFailuresThatOnlyAPersonCanMendUntilTheConfigurationChanges() throws Exception {
        String source = readySource("karin");
        for (int failure = 1; failure <= 5; failure++) {
            String run = scheduledRun("karin", source);
            complete(run, token(claim(run).extract().response()), "FAILED", LOGIN_REFUSED)
                    .statusCode(204);
        }
        show("karin", source)
                .body("failuresInARow", equalTo(5))
                .body("pausedUntil", nullValue())
                .body("pausedReason", containsString("5 scheduled syncs failed one after another"))
                .body("pausedReason", containsString("The database refused the password."))
                .body("schedule.nextAt", nullValue());

        as("karin")
                .body(Map.of("configuration", Map.of("host", "db.example.com", "password", "hunter3")))
                .patch(path("karin", source))
                .then()
                .statusCode(200)
                .body("failuresInARow", equalTo(0))
                .body("pausedReason", nullValue())
                .body("schedule.nextAt", notNullValue());
    }

    @Test
    void aFailureOfASyncThatSomebodyAskedForDoesNotStretchTheSchedule() {
        String source = readySource("lotte");
        String run = start("lotte", source);
        complete(run, token(claim(run).extract().response()), "FAILED", LOGIN_REFUSED)
                .statusCode(204);
        show("lotte", source).body("failuresInARow", equalTo(0)).body("pausedUntil", nullValue());
    }

    @Test
    void aSourceThatIsDueWhileItIsBeingReadGetsNoSecondRun() throws Exception {
        String source = readySource("marta");
        String run = scheduledRun("marta", source);
        claim(run).statusCode(200);
        makeDue("marta");
        waitUntil(() -> !isDue("marta", source));
        as("marta")
                .get("/api/v1/tenants/{t}/runs?sourceId={s}", tenant("marta"), source)
                .then()
                // The discovery, the first sync and the one that goes on.
                .body("items", hasSize(3))
                .body("items[0].id", equalTo(run));
    }

    private String scheduledRun(String person, String source) throws Exception {
        String before = show(person, source).extract().path("latestRun.id");
        makeDue(person);
        waitUntil(() -> !before.equals(latestRun(person, source)));
        return latestRun(person, source);
    }

    private static String latestRun(String person, String source) {
        return as(person).get(path(person, source)).path("latestRun.id");
    }

    private static boolean isDue(String person, String source) {
        return Instant.parse(as(person).get(path(person, source)).path("schedule.nextAt"))
                .isBefore(Instant.now());
    }

    private void makeDue(String person) throws SQLException {
        try (Connection connection = TenantConnections.of(database, tenant(person));
                Statement statement = connection.createStatement()) {
            statement.execute("update sources set next_run_at = now() - interval '1 second'");
        }
    }

    private static ValidatableResponse show(String person, String source) {
        return as(person).get(path(person, source)).then().statusCode(200);
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
