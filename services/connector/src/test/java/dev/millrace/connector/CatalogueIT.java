package dev.millrace.connector;

import static dev.millrace.connector.ConnectorClient.CATALOG;
import static dev.millrace.connector.ConnectorClient.DATABASE_SCHEMA;
import static dev.millrace.connector.ConnectorClient.FILE_SCHEMA;
import static dev.millrace.connector.ConnectorClient.announce;
import static dev.millrace.connector.ConnectorClient.as;
import static dev.millrace.connector.ConnectorClient.claim;
import static dev.millrace.connector.ConnectorClient.complete;
import static dev.millrace.connector.ConnectorClient.stream;
import static dev.millrace.connector.ConnectorClient.tenant;
import static dev.millrace.connector.ConnectorClient.token;
import static dev.millrace.connector.ConnectorClient.upload;
import static dev.millrace.connector.ConnectorClient.waitUntil;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import dev.millrace.platform.testkit.LargeBodies;
import dev.millrace.platform.testkit.RealServers;
import dev.millrace.platform.testkit.TenantConnections;
import dev.millrace.platform.testkit.TestTokens;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(ConnectorProfile.class)
@WithTestResource(value = RealServers.class, initArgs = @ResourceArg(name = "database", value = "connector"))
class CatalogueIT {

    @Inject
    DataSource database;

    @Test
    void jsonThatIsTooLargeIsRefusedWithTheLimitAndAWorkersLargeCatalogIsNot()
            throws IOException, InterruptedException {
        LargeBodies.areRefused("POST", "/api/v1/tenants/" + tenant("xenia") + "/sources", TestTokens.person("xenia"));
        announce("shop", "databases", DATABASE_SCHEMA);
        String run =
                connect("xenia", "shop", Map.of("host", "db", "password", "p")).path("run.id");
        Map<String, Object> field = Map.of("name", "x".repeat(60), "type", "text", "nullable", true);
        Map<String, Object> large = Map.of(
                "streams",
                List.of(Map.of("name", "Wide", "fields", Collections.nCopies(20_000, field), "primaryKey", List.of())));
        complete(run, token(claim(run).extract().response()), "FAILED", Map.of("catalog", large))
                .statusCode(204);
    }

    @Test
    void whatNoWorkerAnnouncesAnyMoreIsNotOfferedAndItsSourcesSayWhyTheyAreNotRead() throws SQLException {
        String tenant = tenant("uma");
        announce("vanished", "databases", DATABASE_SCHEMA);
        as("uma").get("/api/v1/tenants/{t}/connectors", tenant).then().body("items.name", hasItem("vanished"));
        Response connected = connect("uma", "vanished", Map.of("host", "db", "password", "p"));
        String run = connected.path("run.id");
        complete(run, token(claim(run).extract().response()), "CANCELLED", Map.of());
        execute("update connectors set announced_at = now() - interval '1 hour' where name = 'vanished'");

        as("uma").get("/api/v1/tenants/{t}/connectors", tenant).then().body("items.name", not(hasItem("vanished")));
        connect("uma", "vanished", Map.of("host", "db", "password", "p"))
                .then()
                .statusCode(503)
                .body("detail", containsString("vanished can't be read at present"));
        String source = "/api/v1/tenants/" + tenant + "/sources/" + connected.path("source.id");
        as("uma").get(source).then().statusCode(200).body("connector", equalTo("vanished"));
        as("uma")
                .body(Map.of("configuration", Map.of("host", "other")))
                .patch(source)
                .then()
                .statusCode(200);
        as("uma").post(source + "/runs").then().statusCode(503).body("detail", containsString("still there"));

        announce("vanished", "databases", DATABASE_SCHEMA);
        as("uma").get("/api/v1/tenants/{t}/connectors", tenant).then().body("items.name", hasItem("vanished"));
    }

    @Test
    void scheduledRunsOfWhatNoWorkerCanRunWaitWithoutBeingQueuedAndGoOnWhenItIsBack() throws Exception {
        announce("shop", "databases", DATABASE_SCHEMA);
        announce("absent", "databases", DATABASE_SCHEMA);
        String waiting = readySource("yara", "absent");
        String going = readySource("yara", "shop");
        String before = latestRun("yara", waiting);
        String passedBy = latestRun("yara", going);
        execute("update connectors set announced_at = now() - interval '1 hour' where name = 'absent'");
        // At once, so that the sweep which starts the one has seen the other.
        execute("update sources set next_run_at = now() where id in ('%s', '%s')".formatted(waiting, going));

        waitUntil(() -> !latestRun("yara", going).equals(passedBy));
        assertThat(latestRun("yara", waiting)).isEqualTo(before);
        String source = "/api/v1/tenants/" + tenant("yara") + "/sources/";
        as("yara").get(source + waiting).then().body("note", containsString("absent can't be read at present"));
        as("yara").get(source + going).then().body("note", nullValue());

        announce("absent", "databases", DATABASE_SCHEMA);
        waitUntil(() -> !latestRun("yara", waiting).equals(before));
        as("yara")
                .get(source + waiting)
                .then()
                .body("note", nullValue())
                .body("latestRun.kind", equalTo("SYNC"))
                .body("latestRun.state", equalTo("QUEUED"));
    }

    private static String readySource(String person, String connector) {
        Response connected = connect(person, connector, Map.of("host", "db", "password", "p"));
        String run = connected.path("run.id");
        complete(run, token(claim(run).extract().response()), "SUCCEEDED", Map.of("catalog", CATALOG))
                .statusCode(204);
        String sync = latestRun(person, connected.path("source.id"));
        complete(sync, token(claim(sync).extract().response()), "SUCCEEDED", Map.of("streams", List.of(stream(1))))
                .statusCode(204);
        return connected.path("source.id");
    }

    private static String latestRun(String person, String source) {
        return as(person)
                .get("/api/v1/tenants/{t}/sources/{s}", tenant(person), source)
                .path("latestRun.id");
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = TenantConnections.ofAll(database);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Test
    void filesThatTogetherAreTooLargeForAWorkerAreRefusedWhenTheyAreConnected() {
        announce("file", "files", FILE_SCHEMA);
        List<Map<String, String>> files = List.of(file("wilma"), file("wilma"));
        connect("wilma", "file", Map.of("uploads", files))
                .then()
                .statusCode(422)
                .body("detail", containsString("larger than 1 MB together"));
        connect("wilma", "file", Map.of("uploads", files.subList(0, 1))).then().statusCode(202);
    }

    private static Map<String, String> file(String person) {
        String id = upload(person, "part.csv", new byte[600_000]).extract().path("id");
        return Map.of("id", id, "fileName", "part.csv");
    }

    private static Response connect(String person, String connector, Map<String, Object> configuration) {
        return as(person)
                .body(Map.of("connector", connector, "configuration", configuration))
                .post("/api/v1/tenants/{t}/sources", tenant(person));
    }
}
