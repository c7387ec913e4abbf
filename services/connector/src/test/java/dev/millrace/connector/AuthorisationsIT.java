package dev.millrace.connector;

import static dev.millrace.connector.ConnectorClient.announce;
import static dev.millrace.connector.ConnectorClient.as;
import static dev.millrace.connector.ConnectorClient.claim;
import static dev.millrace.connector.ConnectorClient.complete;
import static dev.millrace.connector.ConnectorClient.tenant;
import static dev.millrace.connector.ConnectorClient.token;
import static dev.millrace.connector.ConnectorClient.waitUntil;
import static dev.millrace.connector.ConnectorClient.worker;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.millrace.platform.testkit.RealServers;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Permissions that are given in the browser. The login server and the worker are played by the test. */
@QuarkusTest
@TestProfile(AuthorisationsIT.WithAnApp.class)
@WithTestResource(value = RealServers.class, initArgs = @ResourceArg(name = "database", value = "connector"))
class AuthorisationsIT {

    /** The platform has an app at one vendor. */
    public static class WithAnApp implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            try {
                Path apps = Files.createTempFile("apps", ".json");
                Files.writeString(
                        apps, "{\"ledger\": {\"clientId\": \"platform-app\", \"clientSecret\": \"platform-secret\"}}");
                apps.toFile().deleteOnExit();
                return Map.of(
                        "MILLRACE_OBJECTS_FOLDER",
                        "target/objects",
                        "MILLRACE_PUBLIC_URL",
                        "https://app.example.com",
                        "MILLRACE_OAUTH_APPS",
                        apps.toString());
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static final String ASKED = "/api/v1/tenants/{t}/authorisations";
    private static final String ONE = ASKED + "/{a}";
    private static final String SOURCE = "/api/v1/tenants/{t}/sources/{s}";
    private static final String LINK = "/api/v1/reconnect-links/{l}";

    private static final Map<String, Object> SCHEMA = Map.of(
            "type",
            "object",
            "required",
            List.of("company", "client_id", "client_secret", "refresh_token"),
            "additionalProperties",
            false,
            "properties",
            Map.of(
                    "company", Map.of("type", "string", "title", "Company"),
                    "client_id", Map.of("type", "string", "title", "Client ID"),
                    "client_secret", Map.of("type", "string", "title", "Client secret", "secret", true),
                    "refresh_token",
                            Map.of("type", "string", "title", "Refresh token", "secret", true, "renewable", true)),
            "authorisation",
            Map.of(
                    "authorizeUrl",
                    "https://login.example.com/authorize",
                    "tokenUrl",
                    "https://login.example.com/token",
                    "scopes",
                    List.of("books.read", "offline"),
                    "parameters",
                    Map.of("prompt", "consent"),
                    "basic",
                    true,
                    "lastsDays",
                    100,
                    "fields",
                    Map.of("clientId", "client_id", "clientSecret", "client_secret", "refreshToken", "refresh_token")));

    private static final Map<String, Object> OWN_APP = Map.of("client_id", "my-app", "client_secret", "my-secret");

    @Inject
    DataSource database;

    @BeforeEach
    void announceConnectors() {
        announce("books", "finance", SCHEMA);
        announce("ledger", "finance", SCHEMA);
        announce("plain", "finance", Map.of("type", "object"));
    }

    private static Response ask(String person, Map<String, Object> body) {
        Response asked = as(person).body(body).post(ASKED, tenant(person));
        assertThat(asked.statusCode()).as(asked.asString()).isEqualTo(201);
        return asked;
    }

    private static Map<String, String> query(Response asked) {
        String query = URI.create(asked.path("url")).getRawQuery();
        return Stream.of(query.split("&", -1))
                .map(parameter -> parameter.split("=", 2))
                .collect(Collectors.toMap(
                        parameter -> parameter[0],
                        parameter -> URLDecoder.decode(parameter[1], StandardCharsets.UTF_8)));
    }

    private static ValidatableResponse answer(String person, Response asked, Map<String, String> body) {
        return as(person)
                .body(body)
                .post(ONE + "/answer", tenant(person), asked.path("id"))
                .then();
    }

    private static Map<String, String> good(Response asked) {
        return Map.of("state", query(asked).get("state"), "code", "c0de");
    }

    private static ValidatableResponse claimCode(Object authorisation) {
        return worker().body(Map.of("worker", "worker-1"))
                .post("/internal/v1/authorisations/{a}/claims", authorisation)
                .then();
    }

    private static void exchanged(Object authorisation, String refreshToken) {
        Map<String, Object> tokens = new HashMap<>();
        tokens.put("accessToken", "access-1");
        tokens.put("refreshToken", refreshToken);
        tokens.put("accessTokenLife", "PT1H");
        worker().body(Map.of("worker", "worker-1", "tokens", tokens))
                .post("/internal/v1/authorisations/{a}/completion", authorisation)
                .then()
                .statusCode(204);
    }

    private static Response given(String person, Map<String, Object> body, String refreshToken) {
        Response asked = ask(person, body);
        answer(person, asked, good(asked)).statusCode(202).body("state", equalTo("WAITING"));
        claimCode(asked.path("id")).statusCode(200);
        exchanged(asked.path("id"), refreshToken);
        return asked;
    }

    private static Response connect(String person, String connector, Object authorisation) {
        return as(person)
                .body(Map.of(
                        "connector",
                        connector,
                        "name",
                        "Books of " + person,
                        "configuration",
                        Map.of("company", "42"),
                        "authorisation",
                        authorisation))
                .post("/api/v1/tenants/{t}/sources", tenant(person));
    }

    /** A source whose first look is over, so that another may begin. */
    private static String connected(String person) {
        Response asked = given(person, Map.of("connector", "books", "configuration", OWN_APP), "refresh-1");
        Response connected = connect(person, "books", asked.path("id"));
        assertThat(connected.statusCode()).as(connected.asString()).isEqualTo(202);
        String run = connected.path("run.id");
        complete(run, token(claim(run).extract().response()), "FAILED", Map.of())
                .statusCode(204);
        return connected.path("source.id");
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
        assertThat(Duration.between(
                        Instant.now(), Instant.parse(connected.path("source.accessEndsAt")))
                .toDays()).isEqualTo(99);
        claim(connected.path("run.id"))
                .body("configuration.refresh_token", equalTo("refresh-1"))
                .body("configuration.client_secret", equalTo("my-secret"))
                .body("configuration.company", equalTo("42"));
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
                "code", "source-login-refused", "kind", "SOURCE", "retryable", false, "message", "The code has expired.");
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
        try (Connection connection = database.getConnection();
                Statement sql = connection.createStatement()) {
            sql.execute("select set_config('app.tenant_id', '*', false)");
            try (ResultSet row =
                    sql.executeQuery("select access_ending_told from sources where id = '" + source + "'")) {
                return row.next() && row.getBoolean(1);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void execute(String statement) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement sql = connection.createStatement()) {
            sql.execute("select set_config('app.tenant_id', '*', false)");
            sql.execute(statement);
        }
    }

    private static String link(String person, String source) {
        String url = as(person)
                .body(Map.of("workspace", "Harbour Coffee"))
                .post(SOURCE + "/reconnect-links", tenant(person), source)
                .then()
                .statusCode(201)
                .extract()
                .path("url");
        assertThat(url).startsWith("https://app.example.com/reconnect/");
        return url.substring(url.lastIndexOf('/') + 1);
    }

    private static RequestSpecification stranger() {
        return RestAssured.given().contentType(ContentType.JSON);
    }

    @Test
    void whoeverHasALinkGivesThePermissionWithoutALoginOnce() {
        String source = connected("paloma");
        String link = link("paloma", source);
        String shown = stranger()
                .get(LINK, link)
                .then()
                .statusCode(200)
                .body("workspace", equalTo("Harbour Coffee"))
                .body("source", equalTo("Books of paloma"))
                .body("vendor", equalTo("books"))
                .extract()
                .asString();
        assertThat(shown).doesNotContain(tenant("paloma"), source, "my-app", "42");

        Response asked = stranger().post(LINK + "/authorisations", link);
        String state = query(asked).get("state");
        assertThat(state).startsWith("link.").doesNotContain(tenant("paloma"));
        String answer = LINK + "/authorisations/{a}/answer";
        stranger()
                .body(Map.of("state", state + "x", "code", "c0de"))
                .post(answer, link, asked.path("id"))
                .then()
                .statusCode(403);
        stranger()
                .body(Map.of("state", state, "code", "c0de"))
                .post(answer, link, asked.path("id"))
                .then()
                .statusCode(200)
                .body("state", equalTo("WAITING"));
        claimCode(asked.path("id")).statusCode(200);
        exchanged(asked.path("id"), "refresh-2");

        stranger()
                .get(LINK + "/authorisations/{a}", link, asked.path("id"))
                .then()
                .body("state", equalTo("DONE"));
        stranger().get(LINK, link).then().statusCode(404).body("detail", containsString("has been used"));
        stranger().post(LINK + "/authorisations", link).then().statusCode(404);
        String run = as("paloma").get(SOURCE, tenant("paloma"), source).path("latestRun.id");
        claim(run).body("configuration.refresh_token", equalTo("refresh-2"));
    }

    @Test
    void aLinkOpensNothingElse() throws Exception {
        String source = connected("polly");
        String link = link("polly", source);
        String other = link("polly", connected("polly"));
        Response asked = stranger().post(LINK + "/authorisations", link);

        stranger()
                .get(LINK + "/authorisations/{a}", other, asked.path("id"))
                .then()
                .statusCode(404);
        stranger()
                .body(Map.of("state", query(asked).get("state"), "code", "c0de"))
                .post(LINK + "/authorisations/{a}/answer", other, asked.path("id"))
                .then()
                .statusCode(403);
        Response members = ask("polly", Map.of("sourceId", source));
        stranger()
                .body(Map.of("state", query(members).get("state"), "code", "c0de"))
                .post(LINK + "/authorisations/{a}/answer", link, members.path("id"))
                .then()
                .statusCode(403);
        stranger().get("/api/v1/tenants/{t}/sources", tenant("polly")).then().statusCode(401);
        stranger().get(LINK, "no-such-token").then().statusCode(404);
        as("pedro")
                .body(Map.of("workspace", "W"))
                .post(SOURCE + "/reconnect-links", tenant("pedro"), source)
                .then()
                .statusCode(404);
        as("viewer-of-polly")
                .body(Map.of("workspace", "W"))
                .post(SOURCE + "/reconnect-links", tenant("polly"), source)
                .then()
                .statusCode(403);
        execute("update reconnect_links set expires_at = now() - interval '1 second'");
        stranger().get(LINK, link).then().statusCode(404);
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
