package dev.millrace.tenantmanagement;

import static dev.millrace.tenantmanagement.TenantCalls.as;
import static dev.millrace.tenantmanagement.TenantCalls.connect;
import static dev.millrace.tenantmanagement.TenantCalls.createTenant;
import static dev.millrace.tenantmanagement.TenantCalls.service;
import static dev.millrace.tenantmanagement.TenantCalls.warehouse;
import static dev.millrace.tenantmanagement.TenantCalls.withToken;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import dev.millrace.events.ApiKeyRevoked;
import dev.millrace.events.EventFormat;
import dev.millrace.events.EventTypes;
import dev.millrace.events.MillraceEvent;
import dev.millrace.events.Topics;
import dev.millrace.kernel.ApiKeyId;
import dev.millrace.kernel.TenantId;
import dev.millrace.platform.testkit.LargeBodies;
import dev.millrace.platform.testkit.RealServers;
import dev.millrace.platform.testkit.TestEvents;
import dev.millrace.platform.testkit.TestTokens;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = RealServers.class, initArgs = @ResourceArg(name = "database", value = "tenant_management"))
class TenantManagementIT {

    @Inject
    DataSource database;

    @Test
    void jsonThatIsTooLargeIsRefusedWithTheLimit() throws IOException, InterruptedException {
        LargeBodies.areRefused("POST", "/api/v1/tenants", TestTokens.person("xenia"));
    }

    @Test
    void whoeverSignsUpOwnsATenantWithAWarehouse() throws SQLException {
        String tenant = createTenant("ada", "Ada's Bakery");
        as("ada")
                .get("/api/v1/me")
                .then()
                .statusCode(200)
                .body("tenants.name", hasItem("Ada's Bakery"))
                .body("tenants.role", hasItem("OWNER"));

        Map<String, Object> loader = warehouse(tenant, "sync-worker", "LOADER");
        try (Connection connection = connect(loader);
                Statement statement = connection.createStatement()) {
            statement.execute("create schema sales");
            statement.execute("create table sales.orders as select 1 as id");
        }
        Map<String, Object> reader = warehouse(tenant, "reporting", "READER");
        try (Connection connection = connect(reader);
                Statement statement = connection.createStatement()) {
            try (ResultSet result = statement.executeQuery("select count(*) from sales.orders")) {
                assertThat(result.next()).isTrue();
                assertThat(result.getLong(1)).isEqualTo(1);
            }
            // Even when it lifts its own read-only setting.
            statement.execute("set default_transaction_read_only = off");
            assertThatThrownBy(() -> statement.execute("drop table sales.orders"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("owner");
        }
    }

    @Test
    void aWarehouseRoleGetsIntoNoOtherWarehouse() {
        Map<String, Object> mine = warehouse(createTenant("bob", "Bob"), "sync-worker", "LOADER");
        Map<String, Object> other = warehouse(createTenant("carol", "Carol"), "sync-worker", "LOADER");
        assertThatThrownBy(() -> connect(Map.of(
                        "host", mine.get("host"),
                        "port", mine.get("port"),
                        "database", other.get("database"),
                        "user", mine.get("user"),
                        "password", mine.get("password"))))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("permission denied for database");
    }

    @Test
    void aServiceGetsOnlyItsOwnRoleOfAWarehouse() {
        String tenant = createTenant("dora", "Dora");
        service("reporting")
                .get("/internal/v1/tenants/{t}/warehouse?role=LOADER", tenant)
                .then()
                .statusCode(403);
        as("dora")
                .get("/internal/v1/tenants/{t}/warehouse?role=READER", tenant)
                .then()
                .statusCode(403);
    }

    @Test
    void anotherTenantSeesNothingAtAnyEndpoint() {
        String tenant = createTenant("erin", "Erin");
        createTenant("mallory", "Mallory");
        UUID some = UUID.randomUUID();
        for (String path : List.of("", "/members", "/invitations", "/api-keys", "/audit-events")) {
            as("mallory")
                    .get("/api/v1/tenants/" + tenant + path)
                    .then()
                    .statusCode(404)
                    .contentType("application/problem+json")
                    .body("code", equalTo("not-found"));
        }
        as("mallory")
                .body(Map.of("name", "Mine"))
                .patch("/api/v1/tenants/" + tenant)
                .then()
                .statusCode(404);
        as("mallory")
                .body(Map.of("role", "OWNER"))
                .patch("/api/v1/tenants/" + tenant + "/members/" + some)
                .then()
                .statusCode(404);
        as("mallory")
                .delete("/api/v1/tenants/" + tenant + "/members/" + some)
                .then()
                .statusCode(404);
        as("mallory")
                .body(Map.of("email", "x@y.test", "role", "VIEWER"))
                .post("/api/v1/tenants/" + tenant + "/invitations")
                .then()
                .statusCode(404);
        as("mallory")
                .delete("/api/v1/tenants/" + tenant + "/invitations/" + some)
                .then()
                .statusCode(404);
        as("mallory")
                .body(Map.of("name", "k", "role", "VIEWER"))
                .post("/api/v1/tenants/" + tenant + "/api-keys")
                .then()
                .statusCode(404);
        as("mallory")
                .delete("/api/v1/tenants/" + tenant + "/api-keys/" + some)
                .then()
                .statusCode(404);
        as("mallory").get("/api/v1/tenants/not-an-id").then().statusCode(404);
        given().get("/api/v1/tenants/" + tenant).then().statusCode(401).body("code", equalTo("not-authenticated"));
    }

    @Test
    void rowLevelSecurityShowsNothingWithoutATenant() throws SQLException {
        createTenant("frank", "Frank");
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            for (String table :
                    List.of("tenants", "members", "invitations", "api_keys", "audit_events", "tenant_keys")) {
                try (ResultSet result = statement.executeQuery("select count(*) from " + table)) {
                    assertThat(result.next()).isTrue();
                    assertThat(result.getLong(1)).as(table).isZero();
                }
            }
        }
    }

    @Test
    void aSecondTenantOfTheSameNameIsRefused() {
        createTenant("gina", "Gina's");
        as("gina")
                .body(Map.of("name", "Gina's"))
                .post("/api/v1/tenants")
                .then()
                .statusCode(409)
                .body("code", equalTo("conflict"))
                .body("detail", containsString("already have a workspace named Gina's"));
    }

    @Test
    void anUnverifiedAddressAndAnEmptyNameAreRefused() {
        withToken(TestTokens.person("hans", false))
                .body(Map.of("name", "Hans"))
                .post("/api/v1/tenants")
                .then()
                .statusCode(403)
                .body("detail", containsString("Confirm your e-mail"));
        as("ivy")
                .body(Map.of("name", "  "))
                .post("/api/v1/tenants")
                .then()
                .statusCode(400)
                .body("violations.field", contains("name"));
        as("ivy").body("{").post("/api/v1/tenants").then().statusCode(400).body("code", equalTo("invalid-request"));
    }

    @Test
    void anInvitedColleagueJoinsWithTheirVerifiedAddressOnly() {
        String tenant = createTenant("jane", "Jane's");
        String invitation = as("jane")
                .body(Map.of("email", "Kim@millrace.test", "role", "EDITOR"))
                .post("/api/v1/tenants/{t}/invitations", tenant)
                .then()
                .statusCode(201)
                .body("link", containsString("/invitations/"))
                .extract()
                .path("id");
        as("leo").post("/api/v1/invitations/{i}/acceptance", invitation).then().statusCode(404);
        as("kim").get("/api/v1/me").then().statusCode(200).body("invitations.tenantName", hasItem("Jane's"));
        as("kim")
                .post("/api/v1/invitations/{i}/acceptance", invitation)
                .then()
                .statusCode(200)
                .body("role", equalTo("EDITOR"));
        as("kim")
                .get("/api/v1/tenants/{t}/members", tenant)
                .then()
                .statusCode(200)
                .body("items", hasSize(2));
        as("kim")
                .get("/api/v1/tenants/{t}/api-keys", tenant)
                .then()
                .statusCode(403)
                .body("detail", containsString("needs the role admin"));
    }

    @Test
    void theLastOwnerStays() {
        String tenant = createTenant("mona", "Mona");
        String member = as("mona").get("/api/v1/tenants/{t}/members", tenant).path("items[0].id");
        as("mona")
                .delete("/api/v1/tenants/{t}/members/{m}", tenant, member)
                .then()
                .statusCode(409)
                .body("detail", containsString("only owner"));
    }

    @Test
    void anApiKeyIsShownOnceAndActsInItsTenantWithItsRole() {
        String tenant = createTenant("nora", "Nora");
        String other = createTenant("otto", "Otto");
        String key = as("nora")
                .body(Map.of("name", "CI", "role", "VIEWER"))
                .post("/api/v1/tenants/{t}/api-keys", tenant)
                .then()
                .statusCode(201)
                .body("key", startsWith("mlr_"))
                .extract()
                .path("key");
        as("nora")
                .get("/api/v1/tenants/{t}/api-keys", tenant)
                .then()
                .statusCode(200)
                .body("items[0].name", equalTo("CI"))
                .body("items[0].key", nullValue());
        withToken(key).get("/api/v1/tenants/{t}/members", tenant).then().statusCode(200);
        withToken(key).get("/api/v1/tenants/{t}/members", other).then().statusCode(404);
        withToken(key).get("/api/v1/tenants/{t}/api-keys", tenant).then().statusCode(403);
        withToken(key).get("/api/v1/me").then().statusCode(403);
        withToken("mlr_unknown")
                .get("/api/v1/tenants/{t}/members", tenant)
                .then()
                .statusCode(401);
        String id = as("nora").get("/api/v1/tenants/{t}/api-keys", tenant).path("items[0].id");
        as("nora").delete("/api/v1/tenants/{t}/api-keys/{k}", tenant, id).then().statusCode(204);
        withToken(key).get("/api/v1/tenants/{t}/members", tenant).then().statusCode(401);
        List<ConsumerRecord<String, byte[]>> told =
                TestEvents.read(Topics.TENANT_EVENTS, message -> message.key().equals(tenant + "/" + id));
        MillraceEvent revoked = EventFormat.read(told.getLast().value());
        assertThat(revoked.type()).isEqualTo(EventTypes.API_KEY_REVOKED);
        assertThat(revoked.dataAs(ApiKeyRevoked.class))
                .isEqualTo(new ApiKeyRevoked(TenantId.fromString(tenant), ApiKeyId.fromString(id)));
    }

    @Test
    void whatSomebodyDidReachesTheAuditLogThroughKafka() throws InterruptedException {
        String tenant = createTenant("paul", "Paul");
        as("paul")
                .body(Map.of("name", "Paul's Shop"))
                .patch("/api/v1/tenants/{t}", tenant)
                .then()
                .statusCode(200);
        Instant deadline = Instant.now().plus(Duration.ofSeconds(30));
        List<String> actions = List.of();
        while (actions.size() < 2 && Instant.now().isBefore(deadline)) {
            Thread.sleep(100);
            actions = as("paul").get("/api/v1/tenants/{t}/audit-events", tenant).path("items.action");
        }
        assertThat(actions).containsExactlyInAnyOrder("workspace-created", "workspace-renamed");
    }

    @Test
    void eachMembershipHasItsOwnKeyOnTheCompactedTopic() {
        String tenant = createTenant("petra", "Petra");
        String member = as("petra").get("/api/v1/tenants/{t}/members", tenant).path("items[0].id");
        List<String> keys = TestEvents.read(
                        Topics.TENANT_EVENTS, message -> message.key().equals(tenant))
                .stream()
                .map(ConsumerRecord::key)
                .filter(key -> key.startsWith(tenant))
                .toList();
        assertThat(keys).containsExactly(tenant + "/" + member, tenant);
    }

    @Test
    void theOtherServicesLearnWhoMayDoWhat() {
        String tenant = createTenant("quinn", "Quinn");
        service("connector")
                .body(Map.of("tenantId", tenant, "subject", "subject-of-quinn"))
                .post("/internal/v1/access")
                .then()
                .statusCode(200)
                .body("role", equalTo("OWNER"));
        service("connector")
                .body(Map.of("tenantId", tenant, "subject", "subject-of-nobody"))
                .post("/internal/v1/access")
                .then()
                .statusCode(404);
        as("quinn")
                .body(Map.of("tenantId", tenant, "subject", "subject-of-quinn"))
                .post("/internal/v1/access")
                .then()
                .statusCode(403);
    }

    @Test
    void healthMetricsAndOpenApiAreServed() {
        given().get("/q/health/ready").then().statusCode(200);
        given().get("/q/metrics").then().statusCode(200).body(containsString("http_server"));
        given().get("/q/openapi?format=json")
                .then()
                .statusCode(200)
                .body(containsString("createTenant"))
                .body(not(containsString("/internal/")));
    }
}
