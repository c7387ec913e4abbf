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

import dev.millrace.kernel.RunId;
import dev.millrace.platform.testkit.RealServers;
import dev.millrace.platform.testkit.TenantConnections;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The database's clock was an hour ahead, and what was noted meanwhile lies in the future now. */
@QuarkusTest
@TestProfile(ConnectorProfile.class)
@WithTestResource(value = RealServers.class, initArgs = @ResourceArg(name = "database", value = "connector"))
class ClockTurnedBackIT {

    @Inject
    DataSource database;

    @BeforeEach
    void announceConnectors() {
        announce("shop", "databases", DATABASE_SCHEMA);
    }

    @Test
    void aRunThatWasToWaitGoesOnWithoutWaitingForTheHour() throws Exception {
        String source = readySource("nadia");
        String run = start("nadia", source);
        execute(
                "nadia",
                "update runs set not_before = now() + interval '1 hour', dispatched_at = null where id = '" + run
                        + "'");

        waitUntil(() -> holds("nadia", "dispatched_at <= now() and not_before <= now()", run));

        complete(run, token(claim(run).extract().response()), "SUCCEEDED", Map.of("streams", List.of(stream(3))))
                .statusCode(204);
    }

    @Test
    void aJobThatWasSentIsSentAgainWhenNobodyClaimsIt() throws Exception {
        String source = readySource("olga");
        String run = start("olga", source);
        execute("olga", "update runs set dispatched_at = now() + interval '1 hour' where id = '" + run + "'");

        waitUntil(() -> holds("olga", "dispatched_at <= now()", run));
    }

    @Test
    void aLeaseHoldsNoLongerThanAnyOther() throws Exception {
        String source = readySource("paula");
        String run = start("paula", source);
        claim(run).statusCode(200);
        execute(
                "paula",
                "update runs set lease_until = now() + interval '70 minutes', progressed_at = now() + interval '1 hour'"
                        + " where id = '" + run + "'");

        waitUntil(() -> holds("paula", "lease_until <= now() + interval '10 minutes' and progressed_at <= now()", run));
    }

    @Test
    void aScheduleIsFollowedFromTheTimeThatItIsNow() throws Exception {
        String source = readySource("quentin");
        execute(
                "quentin",
                "update sources set next_run_at = now() + interval '25 hours', schedule_set_at = now() + interval '1"
                        + " hour'");

        waitUntil(() -> Instant.parse(as("quentin")
                        .get("/api/v1/tenants/{t}/sources/{s}", tenant("quentin"), source)
                        .path("schedule.nextAt"))
                .isBefore(Instant.now().plus(Duration.ofHours(24)).plusSeconds(1)));
        assertThat(count("quentin", "select count(*) from runs where kind = 'SYNC'"))
                .isEqualTo(1);
    }

    @Test
    void theNewestRunOfASourceIsTheOneThatBeganLast() {
        String source = readySource("rita");
        String ahead = RunId.create(Instant.now().plus(Duration.ofHours(1))).toString();
        execute("rita", "update runs set id = '" + ahead + "' where kind = 'SYNC'");

        String run = start("rita", source);

        assertThat(as("rita")
                        .get("/api/v1/tenants/{t}/sources/{s}", tenant("rita"), source)
                        .<String>path("latestRun.id"))
                .isEqualTo(run);
    }

    private static String start(String person, String source) {
        return as(person)
                .post("/api/v1/tenants/{t}/sources/{s}/runs", tenant(person), source)
                .then()
                .statusCode(202)
                .extract()
                .path("id");
    }

    private boolean holds(String person, String condition, String run) {
        return count(person, "select count(*) from runs where id = '" + run + "' and " + condition) == 1;
    }

    private long count(String person, String query) {
        try (Connection connection = TenantConnections.of(database, tenant(person));
                Statement statement = connection.createStatement()) {
            try (ResultSet row = statement.executeQuery(query)) {
                row.next();
                return row.getLong(1);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void execute(String person, String sql) {
        try (Connection connection = TenantConnections.of(database, tenant(person));
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
