package dev.millrace.connector;

import static dev.millrace.connector.ConnectorClient.announce;
import static dev.millrace.connector.ConnectorClient.as;
import static dev.millrace.connector.ConnectorClient.claim;
import static dev.millrace.connector.ConnectorClient.tenant;
import static dev.millrace.connector.PermissionClient.SCHEMA;
import static dev.millrace.connector.PermissionClient.SOURCE;
import static dev.millrace.connector.PermissionClient.ask;
import static dev.millrace.connector.PermissionClient.claimCode;
import static dev.millrace.connector.PermissionClient.connected;
import static dev.millrace.connector.PermissionClient.exchanged;
import static dev.millrace.connector.PermissionClient.query;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.millrace.platform.testkit.RealServers;
import dev.millrace.platform.testkit.TenantConnections;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Links by which the owner of an account gives a permission without a login. */
@QuarkusTest
@TestProfile(ConnectorProfile.class)
@WithTestResource(value = RealServers.class, initArgs = @ResourceArg(name = "database", value = "connector"))
class ReconnectLinksIT {

    private static final String LINK = "/api/v1/reconnect-links/{l}";

    @Inject
    DataSource database;

    @BeforeEach
    void announceConnectors() {
        announce("books", "finance", SCHEMA);
    }

    private void execute(String statement) throws SQLException {
        try (Connection connection = TenantConnections.ofAll(database);
                Statement sql = connection.createStatement()) {
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
        assertThat(shown).doesNotContain(tenant("paloma"), source, "my-app", "company-42");

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
}
