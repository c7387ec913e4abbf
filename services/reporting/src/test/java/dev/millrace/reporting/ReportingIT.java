package dev.millrace.reporting;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import dev.millrace.events.EventTypes;
import dev.millrace.events.MillraceEvent;
import dev.millrace.events.RunSnapshot;
import dev.millrace.events.Topics;
import dev.millrace.kernel.RunId;
import dev.millrace.kernel.SourceId;
import dev.millrace.kernel.TenantId;
import dev.millrace.platform.testkit.LargeBodies;
import dev.millrace.platform.testkit.PersonalTenants;
import dev.millrace.platform.testkit.RealServers;
import dev.millrace.platform.testkit.TestEvents;
import dev.millrace.platform.testkit.TestTokens;
import dev.millrace.platform.testkit.TestWarehouses;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.config.JsonConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.http.ContentType;
import io.restassured.path.json.config.JsonPathConfig.NumberReturnType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = RealServers.class, initArgs = @ResourceArg(name = "database", value = "reporting"))
class ReportingIT {

    private static final String ORDERS = """
            create schema shop;
            create table shop.orders as
            select n as order_id, date '2026-01-01' + n as order_date, (n % 10)::numeric as amount,
                   case when n % 4 = 0 then 'returned' else 'completed' end as status,
                   'Customer ' || (n % 100) as customer, now() as _millrace_loaded_at
            from generate_series(0, 199) n
            """;

    @Inject
    DataSource database;

    @Test
    void jsonThatIsTooLargeIsRefusedWithTheLimit() throws IOException, InterruptedException {
        LargeBodies.areRefused(
                "POST",
                "/api/v1/tenants/" + PersonalTenants.of("xenia") + "/questions/answers",
                TestTokens.person("xenia"));
    }

    @Test
    void tablesThatNobodyDescribedGetADashboardWithSensibleCards() throws SQLException {
        TenantId tenant = PersonalTenants.of("anna");
        TestWarehouses.execute(tenant, ORDERS);
        String dashboard = load("anna", "file", "shop", "Shop", List.of("shop.orders"));
        Response view = as("anna").get("/api/v1/tenants/{t}/dashboards/{d}", tenant.toString(), dashboard);
        assertThat(view.<String>path("title")).isEqualTo("Shop");
        assertThat(view.<List<String>>path("cards.title"))
                .containsExactly(
                        "Rows",
                        "Total amount",
                        "Total amount over time",
                        "Total amount by status",
                        "Top customer by total amount",
                        "The newest rows");
        assertThat(view.<List<String>>path("cards.visualization"))
                .containsExactly("NUMBER", "NUMBER", "LINE", "PIE", "BAR", "TABLE");
        answer("anna", dashboard, "orders:rows").then().body("rows[0][0]", equalTo(200));
        answer("anna", dashboard, "orders:figure-amount").then().body("rows[0][0]", equalTo(900));
        answer("anna", dashboard, "orders:by-status")
                .then()
                .body("columns.role", equalTo(List.of("DIMENSION", "MEASURE")))
                .body("rows[0]", equalTo(List.of("completed", 700)))
                .body("rows[1]", equalTo(List.of("returned", 200)));
        answer("anna", dashboard, "orders:over-time")
                .then()
                .body("columns[0].role", equalTo("TIME"))
                .body("rows[0][0]", equalTo("2025-12-29"));
        answer("anna", dashboard, "orders:preview")
                .then()
                .body("rows", hasSize(50))
                .body("rows[0][1]", equalTo("2026-07-19"));
    }

    @Test
    void anAnswerIsRememberedUntilTheDataChanges() throws SQLException {
        TenantId tenant = PersonalTenants.of("berta");
        TestWarehouses.execute(tenant, ORDERS);
        String dashboard = load("berta", "file", "shop", "Shop", List.of("shop.orders"));
        answer("berta", dashboard, "orders:rows").then().body("fromCache", equalTo(false));
        answer("berta", dashboard, "orders:rows").then().body("fromCache", equalTo(true));
        TestWarehouses.execute(tenant, "delete from shop.orders where order_id >= 150");
        answer("berta", dashboard, "orders:rows").then().body("rows[0][0]", equalTo(200));
        load("berta", "file", "shop", "Shop", List.of("shop.orders"));
        answer("berta", dashboard, "orders:rows")
                .then()
                .body("fromCache", equalTo(false))
                .body("rows[0][0]", equalTo(150));
    }

    @Test
    void theSampleBusinessGetsItsPackagedDashboardOfModels() throws SQLException {
        TenantId tenant = PersonalTenants.of("clara");
        TestWarehouses.execute(tenant, """
                create schema sample_models;
                create table sample_models.mrr_monthly as
                select (date_trunc('month', now()) - make_interval(months => n))::date as month,
                       (1000 - 100 * n)::numeric as mrr, 5 - n as new_customers, n as churned_customers,
                       0.02 * n as churn_rate
                from generate_series(0, 3) n;
                create table sample_models.customer_facts as
                select n as customer_id, date_trunc('month', now()) + make_interval(days => n - 5) as signed_up_at
                from generate_series(1, 6) n
                """);
        String dashboard = transformed("clara", "sample", "sample_models");
        Response view = as("clara").get("/api/v1/tenants/{t}/dashboards/{d}", tenant.toString(), dashboard);
        assertThat(view.<String>path("kind")).isEqualTo("PACKAGED");
        assertThat(view.<List<String>>path("cards.id"))
                .contains("revenue", "mrr", "churn", "new-customers", "best-customers", "visits", "tickets");
        answer("clara", dashboard, "mrr")
                .then()
                .body("rows", equalTo(List.of(List.of(1000))))
                .body("comparison.previous", equalTo(900))
                .body("comparison.changeRatio", closeTo(0.1111, 0.001));
        // The month that is not over does not count.
        answer("clara", dashboard, "new-customers").then().body("rows", equalTo(List.of(List.of(4))));
        answer("clara", dashboard, "tickets")
                .then()
                .statusCode(404)
                .body("detail", containsString("no table tickets_daily any more"));
    }

    @Test
    void titleAndOrderOfADashboardCanBeChangedUnlessSomebodyElseDidInBetween() throws SQLException {
        TenantId tenant = PersonalTenants.of("dina");
        TestWarehouses.execute(tenant, ORDERS);
        String dashboard = load("dina", "file", "shop", "Shop", List.of("shop.orders"));
        String path = "/api/v1/tenants/" + tenant + "/dashboards/" + dashboard;
        String etag = as("dina").get(path).header("ETag");
        as("dina")
                .header("If-Match", etag)
                .body(Map.of("title", "Orders", "cardOrder", List.of("orders:preview")))
                .patch(path)
                .then()
                .statusCode(200)
                .body("title", equalTo("Orders"))
                .body("cards[0].id", equalTo("orders:preview"))
                .body("cards", hasSize(6));
        as("dina")
                .header("If-Match", etag)
                .body(Map.of("title", "Mine"))
                .patch(path)
                .then()
                .statusCode(412);
        as("dina")
                .body(Map.of("cardOrder", List.of("nothing")))
                .patch(path)
                .then()
                .statusCode(400);
        as("viewer-of-dina").body(Map.of("title", "Theirs")).patch(path).then().statusCode(403);
    }

    @Test
    void anyTableCanBeExploredWithoutSql() throws SQLException {
        TenantId tenant = PersonalTenants.of("ella");
        TestWarehouses.execute(tenant, ORDERS);
        as("ella")
                .get("/api/v1/tenants/{t}/tables", tenant.toString())
                .then()
                .statusCode(200)
                .body("items", hasSize(1))
                .body("items[0].label", equalTo("Orders"))
                .body("items[0].rows", equalTo(200))
                .body("items[0].columns.kind", equalTo(List.of("ID", "DATE", "MEASURE", "CATEGORY", "CATEGORY")));
        Map<String, Object> question = new HashMap<>();
        question.put("table", Map.of("schema", "shop", "name", "orders"));
        question.put("dimension", Map.of("column", "order_date", "grain", "MONTH"));
        question.put("breakdown", "status");
        question.put("measure", Map.of("aggregation", "SUM", "column", "amount"));
        question.put(
                "filters",
                List.of(
                        Map.of("column", "order_date", "operator", "LESS", "values", List.of("2026-02-01")),
                        Map.of("column", "status", "operator", "EQUALS", "values", List.of("returned"))));
        as("ella")
                .body(question)
                .post("/api/v1/tenants/{t}/questions/answers", tenant.toString())
                .then()
                .statusCode(200)
                .body("visualization", equalTo("BAR"))
                .body("rows", equalTo(List.of(List.of("2026-01-01", "returned", 32))));
    }

    @Test
    void aQuestionThatMakesNoSenseIsRefusedAndNothingInItIsTakenForSql() throws SQLException {
        TenantId tenant = PersonalTenants.of("fiona");
        TestWarehouses.execute(tenant, ORDERS);
        ask("fiona", "orders", "nothing", "SUM", "amount")
                .then()
                .statusCode(400)
                .body("detail", containsString("no column"));
        ask("fiona", "orders", "status", "SUM", "customer")
                .then()
                .statusCode(400)
                .body("detail", containsString("no number"));
        ask("fiona", "orders\"; drop table shop.orders; --", "status", "COUNT", null)
                .then()
                .statusCode(404);
        ask("fiona", "orders", "status\" from shop.orders; --", "COUNT", null)
                .then()
                .statusCode(400);
        ask("fiona", "orders", "status", "COUNT", null).then().statusCode(200).body("rows", hasSize(2));
    }

    @Test
    void anotherTenantSeesNothingAtAnyEndpoint() throws SQLException {
        TenantId tenant = PersonalTenants.of("greta");
        TestWarehouses.execute(tenant, ORDERS);
        String dashboard = load("greta", "file", "shop", "Shop", List.of("shop.orders"));
        String own = "/api/v1/tenants/" + PersonalTenants.of("mallory");
        for (String path : List.of(
                "/dashboards",
                "/dashboards/" + dashboard,
                "/dashboards/" + dashboard + "/cards/orders:rows/answer",
                "/tables")) {
            as("mallory").get("/api/v1/tenants/" + tenant + path).then().statusCode(404);
        }
        as("mallory").get(own + "/dashboards").then().statusCode(200).body("items", empty());
        as("mallory").get(own + "/tables").then().statusCode(200).body("items", empty());
        as("mallory").get(own + "/dashboards/" + dashboard).then().statusCode(404);
        as("mallory")
                .get(own + "/dashboards/" + dashboard + "/cards/orders:rows/answer")
                .then()
                .statusCode(404);
        as("mallory")
                .body(Map.of("title", "x"))
                .patch(own + "/dashboards/" + dashboard)
                .then()
                .statusCode(404);
        ask("mallory", "orders", "status", "COUNT", null).then().statusCode(404);
        as("mallory")
                .body(Map.of("table", Map.of("schema", "shop", "name", "orders")))
                .post("/api/v1/tenants/{t}/questions/answers", tenant.toString())
                .then()
                .statusCode(404);
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            for (String table : List.of("dashboards", "data_versions")) {
                try (ResultSet result = statement.executeQuery("select count(*) from " + table)) {
                    assertThat(result.next()).isTrue();
                    assertThat(result.getLong(1)).as(table).isZero();
                }
            }
        }
    }

    @Test
    void aPoisonMessageGoesToTheDeadLettersAndTheNextOneIsHandled() throws SQLException {
        TenantId tenant = PersonalTenants.of("hilda");
        TestWarehouses.execute(tenant, ORDERS);
        TestEvents.send(Topics.RUN_EVENTS, tenant.toString(), "no event".getBytes(StandardCharsets.UTF_8));
        load("hilda", "file", "shop", "Shop", List.of("shop.orders"));
        assertThat(TestEvents.read(
                                Topics.deadLetters(Topics.RUN_EVENTS),
                                message -> new String(message.value(), StandardCharsets.UTF_8).equals("no event"))
                        .getLast()
                        .headers()
                        .lastHeader("millrace-reason")
                        .value())
                .asString()
                .contains("not an event of Millrace");
    }

    /** Says that a sync has succeeded, and waits for the dashboard. */
    private static String load(String person, String connector, String schema, String name, List<String> tables) {
        return ready(person, snapshot(person, connector, schema, name, tables, RunSnapshot.Kind.SYNC));
    }

    private static String transformed(String person, String connector, String schema) {
        return ready(person, snapshot(person, connector, schema, "Sample", List.of(), RunSnapshot.Kind.TRANSFORM));
    }

    private static String ready(String person, RunSnapshot run) {
        TenantId tenant = PersonalTenants.of(person);
        List<?> before = as(person)
                .get("/api/v1/tenants/{t}/dashboards", tenant.toString())
                .path("items.updatedAt");
        TestEvents.publish(
                Topics.RUN_EVENTS,
                MillraceEvent.create("/millrace/connector", EventTypes.RUN_SUCCEEDED, tenant, run.runId(), run));
        Instant deadline = Instant.now().plusSeconds(30);
        List<?> now = before;
        while (now.equals(before)) {
            assertThat(Instant.now()).as("no dashboard").isBefore(deadline);
            now = as(person)
                    .get("/api/v1/tenants/{t}/dashboards", tenant.toString())
                    .path("items.updatedAt");
        }
        return as(person)
                .get("/api/v1/tenants/{t}/dashboards", tenant.toString())
                .path("items[0].id");
    }

    private static RunSnapshot snapshot(
            String person, String connector, String schema, String name, List<String> tables, RunSnapshot.Kind kind) {
        SourceId source = new SourceId(PersonalTenants.of("source of " + person).value());
        return new RunSnapshot(
                RunId.create(),
                PersonalTenants.of(person),
                source,
                name,
                connector,
                schema,
                kind,
                RunSnapshot.State.SUCCEEDED,
                1,
                null,
                List.of(),
                tables,
                null,
                Instant.now());
    }

    private static Response answer(String person, String dashboard, String card) {
        return as(person)
                .get(
                        "/api/v1/tenants/{t}/dashboards/{d}/cards/{c}/answer",
                        PersonalTenants.of(person).toString(),
                        dashboard,
                        card);
    }

    private static Response ask(String person, String table, String dimension, String aggregation, String column) {
        Map<String, Object> measure = new HashMap<>();
        measure.put("aggregation", aggregation);
        measure.put("column", column);
        return as(person)
                .body(Map.of(
                        "table", Map.of("schema", "shop", "name", table),
                        "dimension", Map.of("column", dimension),
                        "measure", measure))
                .post(
                        "/api/v1/tenants/{t}/questions/answers",
                        PersonalTenants.of(person).toString());
    }

    private static RequestSpecification as(String person) {
        return given().config(RestAssuredConfig.config()
                        .jsonConfig(JsonConfig.jsonConfig().numberReturnType(NumberReturnType.DOUBLE)))
                .auth()
                .oauth2(TestTokens.person(person))
                .contentType(ContentType.JSON);
    }
}
