package dev.millrace.connector;

import static dev.millrace.connector.ConnectorClient.announce;
import static dev.millrace.connector.ConnectorClient.as;
import static dev.millrace.connector.ConnectorClient.claim;
import static dev.millrace.connector.ConnectorClient.tenant;
import static dev.millrace.connector.ConnectorClient.token;
import static dev.millrace.connector.ConnectorClient.waitUntil;
import static dev.millrace.connector.ConnectorClient.worker;
import static dev.millrace.connector.PermissionClient.ASKED;
import static dev.millrace.connector.PermissionClient.ONE;
import static dev.millrace.connector.PermissionClient.OWN_APP;
import static dev.millrace.connector.PermissionClient.SCHEMA;
import static dev.millrace.connector.PermissionClient.SOURCE;
import static dev.millrace.connector.PermissionClient.answer;
import static dev.millrace.connector.PermissionClient.ask;
import static dev.millrace.connector.PermissionClient.claimCode;
import static dev.millrace.connector.PermissionClient.connect;
import static dev.millrace.connector.PermissionClient.connected;
import static dev.millrace.connector.PermissionClient.exchanged;
import static dev.millrace.connector.PermissionClient.given;
import static dev.millrace.connector.PermissionClient.good;
import static dev.millrace.connector.PermissionClient.query;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.millrace.platform.testkit.RealServers;
import dev.millrace.platform.testkit.TenantConnections;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Permissions that are given in the browser. The login server and the worker are played by the test. */
@QuarkusTest
@TestProfile(ConnectorProfile.class)
@WithTestResource(value = RealServers.class, initArgs = @ResourceArg(name = "database", value = "connector"))
class AuthorisationsIT {

    @Inject
    DataSource database;

    @BeforeEach
    void announceConnectors() {
        announce("books", "finance", SCHEMA);
        announce("ledger", "finance", SCHEMA);
        announce("plain", "finance", Map.of("type", "object"));
    }

    @Test
    void theQuestionHasAllThatTheLoginServerNeedsAndNothingSecret() {
        Response asked = ask("paula", Map.of("connector", "books", "configuration", OWN_APP));

        assertThat(asked.<String>path("url")).startsWith("https://login.example.com/authorize?");
        Map<String, String> query = query(asked);
        assertThat(query)
                .containsEntry("response_type", "code")
                .containsEntry("client_id", "my-app")
                .containsEntry("redirect_uri", "https://app.example.com/oauth/callback")
                .containsEntry("scope", "books.read offline")
                .containsEntry("prompt", "consent")
                .containsEntry("code_challenge_method", "S256");
        assertThat(query.get("state")).startsWith(tenant("paula") + "." + asked.path("id") + ".");
        assertThat(asked.asString()).doesNotContain("my-secret");
    }

    @Test
    void thePermissionGoesIntoTheSourceAndIsShownToNobody() throws Exception {
        Response asked = ask("pia", Map.of("connector", "books", "configuration", OWN_APP));
        answer("pia", asked, good(asked)).statusCode(202);
        Response claimed = claimCode(asked.path("id"))
                .statusCode(200)
                .body("tokenUrl", equalTo("https://login.example.com/token"))
                .body("basic", equalTo(true))
                .body("clientId", equalTo("my-app"))
                .body("clientSecret", equalTo("my-secret"))
                .body("code", equalTo("c0de"))
                .body("redirectUri", equalTo("https://app.example.com/oauth/callback"))
                .extract()
                .response();
        byte[] hash = MessageDigest.getInstance("SHA-256")
                .digest(claimed.<String>path("verifier").getBytes(StandardCharsets.US_ASCII));
        assertThat(Base64.getUrlEncoder().withoutPadding().encodeToString(hash))
                .isEqualTo(query(asked).get("code_challenge"));
        claimCode(asked.path("id")).statusCode(409);
        exchanged(asked.path("id"), "refresh-1");
        String shown = as("pia")
                .get(ONE, tenant("pia"), asked.path("id"))
                .then()
                .body("state", equalTo("DONE"))
                .extract()
                .asString();

        Response connected = connect("pia", "books", asked.path("id"));

        assertThat(connected.statusCode()).as(connected.asString()).isEqualTo(202);
        assertThat(shown + connected.asString()).doesNotContain("refresh-1", "access-1", "my-secret");
        assertThat(Duration.between(Instant.now(), Instant.parse(connected.path("source.accessEndsAt")))
                        .toDays())
                .isEqualTo(99);
        claim(connected.path("run.id"))
                .body("configuration.refresh_token", equalTo("refresh-1"))
                .body("configuration.client_secret", equalTo("my-secret"))
                .body("configuration.company", equalTo("company-42"));
        connect("pia", "books", asked.path("id")).then().statusCode(404);
    }

    @Test
    void aTenantWithoutAnAppUsesThePlatformsWhereThereIsOne() {
        as("pablo")
                .get(ASKED + "/platform-apps", tenant("pablo"))
                .then()
                .body("items.connector", equalTo(List.of("ledger")));
        Response asked = given("pablo", Map.of("connector", "ledger"), "refresh-1");
        assertThat(query(asked)).containsEntry("client_id", "platform-app");
        claim(connect("pablo", "ledger", asked.path("id")).path("run.id"))
                .body("configuration.client_secret", equalTo("platform-secret"));

        as("pablo")
                .body(Map.of("connector", "books"))
                .post(ASKED, tenant("pablo"))
                .then()
                .statusCode(422)
                .body("detail", containsString("The client ID and the client secret of your app at books are missing"));
        as("pablo")
                .body(Map.of("connector", "plain"))
                .post(ASKED, tenant("pablo"))
                .then()
                .statusCode(400);
    }

    @Test
    void anAnswerOfAnotherSessionIsRefused() {
        Response asked = ask("petra", Map.of("connector", "books", "configuration", OWN_APP));
        String state = query(asked).get("state");

        answer("petra", asked, Map.of("state", state + "x", "code", "c0de")).statusCode(403);
        as("pedro")
                .body(Map.of("state", state, "code", "c0de"))
                .post(ONE + "/answer", tenant("pedro"), asked.path("id"))
                .then()
                .statusCode(404);
        as("pedro").get(ONE, tenant("pedro"), asked.path("id")).then().statusCode(404);
        answer("petra", asked, good(asked)).statusCode(202);
        answer("petra", asked, good(asked)).statusCode(409);
    }

    @Test
    void whatTheLoginServerRefusesIsTold() {
        Response denied = ask("per", Map.of("connector", "books", "configuration", OWN_APP));
        answer("per", denied, Map.of("state", query(denied).get("state"), "error", "access_denied"))
                .statusCode(202)
                .body("state", equalTo("FAILED"))
                .body("failure.message", containsString("The permission was not given."));

        Response late = ask("per", Map.of("connector", "books", "configuration", OWN_APP));
        answer("per", late, good(late)).statusCode(202);
        claimCode(late.path("id")).statusCode(200);
        Map<String, Object> failure = Map.of(
                "code",
                "source-login-refused",
                "kind",
                "SOURCE",
                "retryable",
                false,
                "message",
                "The code has expired.");
        worker().body(Map.of("worker", "worker-1", "failure", failure))
                .post("/internal/v1/authorisations/{a}/completion", late.<String>path("id"))
                .then()
                .statusCode(204);
        as("per")
                .get(ONE, tenant("per"), late.path("id"))
                .then()
                .body("state", equalTo("FAILED"))
                .body("failure.message", equalTo("The code has expired."));
        connect("per", "books", late.path("id")).then().statusCode(422);

        Response brief = given("per", Map.of("connector", "books", "configuration", OWN_APP), null);
        as("per")
                .get(ONE, tenant("per"), brief.path("id"))
                .then()
                .body("failure.message", containsString("The login server gave no refresh token"));
    }

    @Test
    void aSourceThatIsThereGetsItsPermissionAnewAndIsLookedAt() {
        String source = connected("phil");

        given("phil", Map.of("sourceId", source), "refresh-2");

        String run = as("phil")
                .get(SOURCE, tenant("phil"), source)
                .then()
                .body("authorisable", equalTo(true))
                .body("latestRun.state", equalTo("QUEUED"))
                .extract()
                .path("latestRun.id");
        claim(run)
                .body("configuration.refresh_token", equalTo("refresh-2"))
                .body("configuration.client_secret", equalTo("my-secret"));
    }

    @Test
    void aRotatedRefreshTokenProlongsThePermission() throws Exception {
        String source = connected("pina");
        execute("update sources set access_ends_at = now() + interval '30 days' where id = '" + source + "'");
        String run = as("pina")
                .post("/api/v1/tenants/{t}/sources/{s}/runs", tenant("pina"), source)
                .path("id");
        long attempt = token(claim(run).extract().response());

        worker().body(Map.of(
                        "fencingToken",
                        attempt,
                        "changes",
                        Map.of("refresh_token", Map.of("previous", "refresh-1", "value", "refresh-2"))))
                .put("/internal/v1/runs/{r}/credentials", run)
                .then()
                .statusCode(200);

        String endsAt = as("pina").get(SOURCE, tenant("pina"), source).path("accessEndsAt");
        assertThat(Duration.between(Instant.now(), Instant.parse(endsAt)).toDays())
                .isEqualTo(99);
    }

    @Test
    void aPermissionThatIsAboutToEndIsToldOnce() throws Exception {
        String source = connected("pola");
        execute("update sources set access_ends_at = now() + interval '3 days' where id = '" + source + "'");

        waitUntil(() -> isTold(source));
    }

    private boolean isTold(String source) {
        try (Connection connection = TenantConnections.ofAll(database);
                Statement sql = connection.createStatement()) {
            try (ResultSet row =
                    sql.executeQuery("select access_ending_told from sources where id = '" + source + "'")) {
                return row.next() && row.getBoolean(1);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void execute(String statement) throws SQLException {
        try (Connection connection = TenantConnections.ofAll(database);
                Statement sql = connection.createStatement()) {
            sql.execute(statement);
        }
    }

    @Test
    void sourcesWithoutAPermissionSaySo() {
        Response connected = as("pontus")
                .body(Map.of("connector", "plain", "configuration", Map.of()))
                .post("/api/v1/tenants/{t}/sources", tenant("pontus"));
        as("pontus")
                .get(SOURCE, tenant("pontus"), connected.path("source.id"))
                .then()
                .body("authorisable", equalTo(false))
                .body("accessEndsAt", nullValue());
        as("pontus")
                .body(Map.of("workspace", "W"))
                .post(SOURCE + "/reconnect-links", tenant("pontus"), connected.path("source.id"))
                .then()
                .statusCode(400);
    }
}
