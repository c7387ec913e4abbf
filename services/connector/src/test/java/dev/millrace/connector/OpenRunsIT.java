package dev.millrace.connector;

import static dev.millrace.connector.ConnectorClient.DATABASE_SCHEMA;
import static dev.millrace.connector.ConnectorClient.announce;
import static dev.millrace.connector.ConnectorClient.claim;
import static dev.millrace.connector.ConnectorClient.complete;
import static dev.millrace.connector.ConnectorClient.connect;
import static dev.millrace.connector.ConnectorClient.token;
import static dev.millrace.connector.ConnectorClient.waitUntil;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** What scales the workers: the chart names this figure. */
@QuarkusTest
@TestProfile(ConnectorProfile.class)
@WithTestResource(value = RealServers.class, initArgs = @ResourceArg(name = "database", value = "connector"))
class OpenRunsIT {

    @Inject
    DataSource database;

    @Test
    void runsThatWaitOrGoAreCountedForWhoeverScalesTheWorkers() throws Exception {
        announce("shop", "databases", DATABASE_SCHEMA);

        String run = connect("oona", "Shop of Oona").path("run.id");
        // Runs of other tests may be among them.
        assertThat(there()).isPositive();
        waitUntil(() -> open() == there());

        // Nothing is left behind for other tests to count.
        complete(
                        run,
                        token(claim(run).extract().response()),
                        "FAILED",
                        Map.of(
                                "failure",
                                Map.of(
                                        "code", "source-login-refused",
                                        "kind", "SOURCE",
                                        "retryable", false,
                                        "message", "The database refused the password.")))
                .statusCode(204);
    }

    private long there() {
        try (Connection connection = TenantConnections.ofAll(database);
                Statement statement = connection.createStatement()) {
            try (ResultSet row = statement.executeQuery("select count(*) from runs"
                    + " where state = 'RUNNING' or state = 'QUEUED' and not_before <= now()")) {
                row.next();
                return row.getLong(1);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static double open() {
        return given().get("/q/metrics")
                .asString()
                .lines()
                .filter(line -> line.startsWith("millrace_runs_open "))
                .mapToDouble(line -> Double.parseDouble(line.substring("millrace_runs_open ".length())))
                .findFirst()
                .orElseThrow();
    }
}
