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
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import dev.millrace.events.AuditRecord;
import dev.millrace.events.EventFormat;
import dev.millrace.events.EventTypes;
import dev.millrace.events.MillraceEvent;
import dev.millrace.events.TenantErased;
import dev.millrace.events.Topics;
import dev.millrace.kernel.TenantId;
import dev.millrace.platform.testkit.RealServers;
import dev.millrace.platform.testkit.TenantConnections;
import dev.millrace.platform.testkit.TenantRowCounts;
import dev.millrace.platform.testkit.TestEvents;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = RealServers.class, initArgs = @ResourceArg(name = "database", value = "tenant_management"))
class TenantDeletionIT {

    private static final Duration PATIENCE = Duration.ofSeconds(40);

    @Inject
    DataSource database;

    @Inject
    MovableClock clock;

    @Inject
    StubbornStep stubborn;

    @AfterEach
    void letGo() {
        clock.run();
        stubborn.relent();
    }

    @Test
    void aDeletedWorkspaceIsGoneForEverybodyAtOnce() {
        String tenant = createTenant("dana", "Dana's");
        String key = createKey("dana", tenant);
        join("dana", tenant, "dave", "EDITOR");
        as("dave").get("/api/v1/tenants/{t}", tenant).then().statusCode(200);

        delete("dana", tenant, "Dana's").statusCode(200).body("name", equalTo("Dana's"));

        for (String person : List.of("dana", "dave")) {
            for (String path : List.of("", "/members", "/invitations", "/api-keys", "/audit-events")) {
                as(person).get("/api/v1/tenants/" + tenant + path).then().statusCode(404);
            }
            as(person)
                    .get("/api/v1/me")
                    .then()
                    .body("tenants", empty())
                    .body("deletedTenants.name", contains("Dana's"));
        }
        as("dana")
                .get("/api/v1/me")
                .then()
                .body("deletedTenants.role", contains("OWNER"))
                .body("restorableDays", equalTo(7));
        withToken(key).get("/api/v1/tenants/{t}/members", tenant).then().statusCode(401);
        service("connector")
                .body(Map.of("tenantId", tenant, "subject", "subject-of-dana"))
                .post("/internal/v1/access")
                .then()
                .statusCode(404);
        service("sync-worker")
                .get("/internal/v1/tenants/{t}/warehouse?role=LOADER", tenant)
                .then()
                .statusCode(404);
        delete("dana", tenant, "Dana's").statusCode(404);
    }

    @Test
    void onlyAnOwnerWhoGivesTheNameDeletes() {
        String tenant = createTenant("egon", "Egon & Söhne");
        String key = createKey("egon", tenant);
        join("egon", tenant, "edda", "ADMIN");
        createTenant("mallory-of-deletion", "Mallory's");

        delete("egon", tenant, "Egon")
                .statusCode(400)
                .body("detail", containsString("give the name as it is: Egon & Söhne."));
        as("egon").delete("/api/v1/tenants/{t}", tenant).then().statusCode(400);
        delete("edda", tenant, "Egon & Söhne").statusCode(403);
        withToken(key)
                .queryParam("name", "Egon & Söhne")
                .delete("/api/v1/tenants/{t}", tenant)
                .then()
                .statusCode(403);
        delete("mallory-of-deletion", tenant, "Egon & Söhne").statusCode(404);

        as("egon").get("/api/v1/tenants/{t}", tenant).then().statusCode(200);
    }

    @Test
    void anOwnerTakesADeletedWorkspaceBackAndNobodyElse() {
        String tenant = createTenant("fay", "Fay");
        String key = createKey("fay", tenant);
        join("fay", tenant, "finn", "ADMIN");
        invite("fay", tenant, "flo");
        delete("fay", tenant, "Fay").statusCode(200);
        as("flo").get("/api/v1/me").then().body("invitations", empty());
        // Whose only workspace is gone can make another one, of the same name too.
        String another = createTenant("fay", "Fay");

        restore("finn", tenant).statusCode(403).body("detail", containsString("Only an owner can restore Fay"));
        restore("mallory-of-deletion", tenant).statusCode(404);
        restore("fay", another).statusCode(404);
        restore("fay", tenant).statusCode(200).body("role", equalTo("OWNER"));

        restore("fay", tenant).statusCode(404);
        as("finn").get("/api/v1/tenants/{t}", tenant).then().statusCode(200);
        as("flo").get("/api/v1/me").then().body("invitations.tenantName", contains("Fay"));
        withToken(key).get("/api/v1/tenants/{t}/members", tenant).then().statusCode(200);
        as("fay").get("/api/v1/me").then().body("deletedTenants", empty());
        await(() -> as("fay")
                .get("/api/v1/tenants/{t}/audit-events", tenant)
                .<List<String>>path("items.action")
                .containsAll(List.of("workspace-deleted", "workspace-restored")));
    }

    @Test
    void afterSevenDaysAllOfItIsErasedAndNothingOfAnother() throws Exception {
        String tenant = createTenant("gil", "Gil");
        createKey("gil", tenant);
        invite("gil", tenant, "greta");
        String kept = createTenant("gil", "Kept");
        createKey("gil", kept);
        invite("gil", kept, "greta");
        await(() -> audited("gil", tenant) == 3 && audited("gil", kept) == 3);
        TenantId id = TenantId.fromString(tenant);
        assertThat(TenantRowCounts.of(database, id)).doesNotContainValue(0L);
        Map<String, Long> ofKept = TenantRowCounts.of(database, TenantId.fromString(kept));
        Map<String, Object> loader = warehouse(tenant, "sync-worker", "LOADER");
        String warehouse = (String) loader.get("database");

        delete("gil", tenant, "Gil").statusCode(200);
        clock.move(Duration.ofDays(7).minusSeconds(5));
        try (Connection connected = connect(loader);
                Statement statement = connected.createStatement()) {
            statement.execute("create schema shop");
            assertThat(isThere("pg_database where datname = '" + warehouse + "'"))
                    .isTrue();
            clock.move(Duration.ofSeconds(6));
            await(() -> TenantRowCounts.present(database, id).isEmpty());
            assertThatThrownBy(() -> statement.execute("select 1")).isInstanceOf(SQLException.class);
        }

        assertThat(isThere("pg_database where datname = '" + warehouse + "'")).isFalse();
        assertThat(isThere("pg_roles where rolname like '" + warehouse + "%'")).isFalse();
        assertThat(TenantRowCounts.of(database, TenantId.fromString(kept))).isEqualTo(ofKept);
        warehouse(kept, "sync-worker", "LOADER");
        as("gil").get("/api/v1/me").then().body("deletedTenants", empty()).body("tenants.name", contains("Kept"));
        restore("gil", tenant).statusCode(404);
        await(() -> waitingFor(tenant).equals(List.of("connector", "reporting", "transform")));
        for (String service : List.of("connector", "connector", "reporting", "transform")) {
            assertThat(deletion(tenant, "erased_at is null")).isTrue();
            erased(id, service);
            await(() -> !waitingFor(tenant).contains(service));
        }
        await(() -> deletion(tenant, "erased_at is not null"));
        // The last word of the compacted topic, so that its name is not kept there either.
        assertThat(types(tenant)).endsWith(EventTypes.TENANT_DELETED, EventTypes.TENANT_ENDED);
    }

    @Test
    void aStepThatFailsIsTriedAgainUntilNothingIsLeft() throws Exception {
        String tenant = createTenant("hal", "Hal");
        TenantId id = TenantId.fromString(tenant);
        stubborn.refuse(id);
        delete("hal", tenant, "Hal").statusCode(200);
        clock.move(Duration.ofDays(8));
        await(() -> isThere("processed_events where consumer = 'tenant-management.tenant-deletion'"
                        + " and exists (select from deleted_tenants where id = '" + tenant + "')")
                && deletion(tenant, "ended_at is not null"));
        assertThat(TenantRowCounts.present(database, id)).containsKeys("members", "tenants", "tenant_keys");

        stubborn.relent();
        clock.move(Duration.ofMinutes(2));

        await(() -> TenantRowCounts.present(database, id).isEmpty());
        await(() -> waitingFor(tenant).equals(List.of("connector", "reporting", "transform")));
        given().get("/q/metrics").then().body(containsString("millrace_erasures_unfinished"));
    }

    @Test
    void aKeyThatMadeAnErasedWorkspaceMakesNoOther() throws Exception {
        String tenant = createOnce("jan", "jans-key").statusCode(201).extract().path("id");
        delete("jan", tenant, "Jan").statusCode(200);
        clock.move(Duration.ofDays(8));
        await(() ->
                TenantRowCounts.present(database, TenantId.fromString(tenant)).isEmpty());

        createOnce("jan", "jans-key")
                .statusCode(422)
                .body("detail", containsString("A workspace was made with this Idempotency-Key before."));
    }

    @Test
    void whatIsHeardOfAnErasedWorkspaceTooLateLeavesNothing() throws Exception {
        String tenant = createTenant("ida", "Ida");
        TenantId id = TenantId.fromString(tenant);
        delete("ida", tenant, "Ida").statusCode(200);
        clock.move(Duration.ofDays(8));
        await(() -> TenantRowCounts.present(database, id).isEmpty());

        MillraceEvent late = MillraceEvent.create(
                "/millrace/connector",
                EventTypes.AUDITED,
                id,
                null,
                new AuditRecord("Ida", "source-connected", "Ida's customers", Map.of()));
        TestEvents.publish(Topics.AUDIT_EVENTS, late);

        await(() -> isThere("processed_events where consumer = 'tenant-management.audit-recorder' and event_id = '"
                + late.id() + "'"));
        assertThat(TenantRowCounts.present(database, id)).isEmpty();
    }

    private static void erased(TenantId tenant, String service) {
        TestEvents.publish(
                Topics.AUDIT_EVENTS,
                MillraceEvent.create(
                        "/millrace/" + service,
                        EventTypes.TENANT_ERASED,
                        tenant,
                        null,
                        new TenantErased(tenant, service)));
    }

    private static List<String> types(String tenant) {
        return TestEvents.read(
                        Topics.TENANT_EVENTS,
                        message -> message.key().equals(tenant)
                                && EventFormat.read(message.value()).type().equals(EventTypes.TENANT_ENDED))
                .stream()
                .filter(message -> message.key().equals(tenant))
                .map(message -> EventFormat.read(message.value()).type())
                .toList();
    }

    private List<String> waitingFor(String tenant) throws SQLException {
        try (Connection connection = TenantConnections.ofAll(database);
                Statement statement = connection.createStatement()) {
            try (ResultSet row = statement.executeQuery("select coalesce(string_agg(service, ',' order by service), '')"
                    + " from tenant_deletions, jsonb_array_elements_text(waiting_for) as service where id = '" + tenant
                    + "'")) {
                row.next();
                return row.getString(1).isEmpty()
                        ? List.of()
                        : List.of(row.getString(1).split(","));
            }
        }
    }

    private boolean deletion(String tenant, String condition) throws SQLException {
        return isThere("tenant_deletions where id = '" + tenant + "' and " + condition);
    }

    private boolean isThere(String what) throws SQLException {
        try (Connection connection = TenantConnections.ofAll(database);
                Statement statement = connection.createStatement()) {
            try (ResultSet row = statement.executeQuery("select exists (select from " + what + ")")) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }

    private static int audited(String person, String tenant) {
        return as(person)
                .get("/api/v1/tenants/{t}/audit-events", tenant)
                .<List<String>>path("items.action")
                .size();
    }

    private static void await(Callable<Boolean> condition) {
        Instant deadline = Instant.now().plus(PATIENCE);
        try {
            while (!condition.call()) {
                assertThat(Instant.now()).as("the condition held in time").isBefore(deadline);
                Thread.sleep(100);
            }
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static ValidatableResponse delete(String person, String tenant, String name) {
        return as(person)
                .queryParam("name", name)
                .delete("/api/v1/tenants/{t}", tenant)
                .then();
    }

    private static ValidatableResponse restore(String person, String tenant) {
        return as(person)
                .post("/api/v1/me/deleted-tenants/{t}/restoration", tenant)
                .then();
    }

    private static ValidatableResponse createOnce(String person, String key) {
        return as(person)
                .header("Idempotency-Key", key)
                .body(Map.of("name", "Jan"))
                .post("/api/v1/tenants")
                .then();
    }

    private static String createKey(String person, String tenant) {
        return as(person)
                .body(Map.of("name", "a key", "role", "ADMIN"))
                .post("/api/v1/tenants/{t}/api-keys", tenant)
                .then()
                .statusCode(201)
                .extract()
                .path("key");
    }

    private static void invite(String by, String tenant, String person) {
        as(by).body(Map.of("email", person + "@millrace.test", "role", "EDITOR"))
                .post("/api/v1/tenants/{t}/invitations", tenant)
                .then()
                .statusCode(201);
    }

    private static void join(String by, String tenant, String person, String role) {
        as(by).body(Map.of("email", person + "@millrace.test", "role", role))
                .post("/api/v1/tenants/{t}/invitations", tenant)
                .then()
                .statusCode(201);
        String token = as(person)
                .get("/api/v1/me")
                .then()
                .body("invitations.tenantName", hasItem(org.hamcrest.Matchers.any(String.class)))
                .extract()
                .path("invitations[0].token");
        as(person).post("/api/v1/invitations/{i}/acceptance", token).then().statusCode(200);
    }
}
