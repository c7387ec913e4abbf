package dev.millrace.transform;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;

import dev.millrace.events.EventTypes;
import dev.millrace.events.MillraceEvent;
import dev.millrace.events.RunSnapshot;
import dev.millrace.events.Topics;
import dev.millrace.kernel.RunId;
import dev.millrace.kernel.SourceId;
import dev.millrace.kernel.TenantId;
import dev.millrace.platform.testkit.PersonalTenants;
import dev.millrace.platform.testkit.RealServers;
import dev.millrace.platform.testkit.TenantConnections;
import dev.millrace.platform.testkit.TestEvents;
import dev.millrace.platform.testkit.TestTokens;
import dev.millrace.platform.testkit.TestWarehouses;
import dev.millrace.work.WarehouseAccess;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = RealServers.class, initArgs = @ResourceArg(name = "database", value = "transform"))
class TransformIT {

    /** Ann subscribes in January and stays; Ben in January and leaves in February; Cem comes in March. */
    private static final String BUSINESS = """
            create schema biz;
            create table biz.customers as select * from (values
                (1, 'Ann', 'a@x.test', 'Ann Ltd', 'Spain', 'Direct', 'active', timestamptz '2026-01-05Z', now()),
                (2, 'Ben', 'b@x.test', 'Ben Ltd', 'Spain', 'Social', 'churned', timestamptz '2026-01-20Z', now()),
                (3, 'Cem', 'c@x.test', 'Cem Ltd', 'Poland', 'Direct', 'active', timestamptz '2026-03-02Z', now()))
                c (customer_id, name, email, company, country, channel, status, signed_up_at, updated_at);
            create table biz.subscriptions as select * from (values
                (1, 1, 'Growth', 'active', 1, 100.00, timestamptz '2026-01-05Z', null::timestamptz),
                (2, 2, 'Starter', 'cancelled', 1, 30.00, timestamptz '2026-01-20Z', timestamptz '2026-02-10Z'),
                (3, 3, 'Starter', 'active', 2, 50.00, timestamptz '2026-03-02Z', null))
                s (subscription_id, customer_id, plan, status, seats, monthly_amount, started_at, ended_at);
            create table biz.payments as select * from (values
                (1, 1, 'succeeded', 100.00, timestamptz '2026-01-05 10:00Z'),
                (2, 1, 'failed', 100.00, timestamptz '2026-02-05 10:00Z'),
                (3, 2, 'refunded', 30.00, timestamptz '2026-01-20 10:00Z'),
                (4, 1, 'succeeded', 100.00, timestamptz '2026-01-05 23:59Z'))
                p (payment_id, customer_id, status, amount, created_at);
            create table biz.web_visits as select * from (values
                (1, timestamptz '2026-01-05Z', 'Direct', 3, true), (2, timestamptz '2026-01-05Z', 'Direct', 2, false))
                v (visit_id, visited_at, channel, page_views, signed_up);
            """;

    @Inject
    DataSource database;

    @Inject
    RecordedSpans spans;

    @Test
    void theModelsOfTheSampleBusinessAreBuiltInGraphOrderWithTheRightFigures() throws SQLException {
        TenantId tenant = PersonalTenants.of("anna");
        TestWarehouses.execute(tenant, BUSINESS);
        RunSnapshot sync = sync("anna", "sample", "biz");
        Response run = finished("anna", sync);
        assertThat(run.<String>path("items[0].state")).as(run.asString()).isEqualTo("SUCCEEDED");
        // The tickets are not there: their model is left out, with the reason.
        assertThat(run.<String>path("items[0].models.find { it.name == 'tickets_daily' }.state"))
                .isEqualTo("SKIPPED");
        assertThat(run.<String>path("items[0].models.find { it.name == 'tickets_daily' }.message"))
                .contains("reads tickets, which is not there");
        assertThat(query(
                        tenant,
                        "select month, mrr, active_customers, new_customers, churned_customers, churn_rate"
                                + " from biz_models.mrr_monthly where month <= '2026-03-01' order by month"))
                .isEqualTo("""
                        2026-01-01|130.00|2|2|0|null
                        2026-02-01|100.00|1|0|1|0.5000
                        2026-03-01|150.00|2|1|0|0.0000
                        """);
        assertThat(query(
                        tenant,
                        "select day, revenue, refunds, payments, failed_payments"
                                + " from biz_models.revenue_daily order by day"))
                .isEqualTo("""
                        2026-01-05|200.00|0|2|0
                        2026-01-20|0|30.00|0|0
                        2026-02-05|0|0|0|1
                        """);
        assertThat(query(
                        tenant,
                        "select company, plan, monthly_amount, lifetime_revenue"
                                + " from biz_models.customer_facts order by customer_id"))
                .isEqualTo("""
                        Ann Ltd|Growth|100.00|200.00
                        Ben Ltd|Starter|0|0
                        Cem Ltd|Starter|50.00|0
                        """);
        List<MillraceEvent> events = TestEvents.runEvents(
                event -> event.tenantId().equals(tenant)
                        && event.dataAs(RunSnapshot.class).kind() == RunSnapshot.Kind.TRANSFORM,
                event -> event.type().equals(EventTypes.RUN_SUCCEEDED));
        RunSnapshot last = events.getLast().dataAs(RunSnapshot.class);
        assertThat(last.causedBy()).isEqualTo(sync.runId());
        assertThat(last.schema()).isEqualTo("biz_models");
        assertThat(last.tables()).contains("biz_models.mrr_monthly").doesNotContain("biz_models.tickets_daily");
    }

    @Test
    void anEventThatIsHeardTwiceLeadsToOneRun() throws SQLException {
        TenantId tenant = PersonalTenants.of("berta");
        TestWarehouses.execute(tenant, BUSINESS);
        RunSnapshot sync = snapshot("berta", "sample", "biz");
        MillraceEvent event =
                MillraceEvent.create("/millrace/connector", EventTypes.RUN_SUCCEEDED, tenant, sync.runId(), sync);
        TestEvents.publish(Topics.RUN_EVENTS, event);
        finished("berta", sync);
        TestEvents.publish(Topics.RUN_EVENTS, event);
        RunSnapshot second = sync("berta", "sample", "biz");
        finished("berta", second);
        as("berta", "/transform-runs?causedBy=" + sync.runId()).then().body("items.size()", equalTo(1));
    }

    @Test
    void whatAnEventLeadsToIsASpanOfItsTraceAndEachModelASpanBelowTheRun() throws SQLException {
        String trace = "4bf92f3577b34da6a3ce929d0e0e4736";
        String told = "00f067aa0ba902b7";
        TestWarehouses.execute(PersonalTenants.of("thea"), BUSINESS);
        RunSnapshot sync = snapshot("thea", "sample", "biz");
        TestEvents.publish(
                Topics.RUN_EVENTS,
                MillraceEvent.create(
                                "/millrace/connector", EventTypes.RUN_SUCCEEDED, sync.tenantId(), sync.runId(), sync)
                        .withTraceParent("00-" + trace + "-" + told + "-01"));
        Response run = finished("thea", sync);

        SpanData heard = ended("millrace.run-events.v1 process", trace);
        assertThat(heard.getKind()).isEqualTo(SpanKind.CONSUMER);
        assertThat(heard.getParentSpanId()).isEqualTo(told);
        SpanData attempt = ended("run TRANSFORM", trace);
        assertThat(attempt.getParentSpanId()).isEqualTo(heard.getSpanId());
        assertThat(attempt.getAttributes().get(AttributeKey.stringKey("millrace.run")))
                .isEqualTo(run.<String>path("items[0].id"));
        List<String> built = run.path("items[0].models.findAll { it.state == 'SUCCEEDED' }.name");
        assertThat(spans.ofTrace(trace))
                .filteredOn(span -> span.getName().equals("model"))
                .allSatisfy(model -> assertThat(model.getParentSpanId()).isEqualTo(attempt.getSpanId()))
                .extracting(model -> model.getAttributes().get(AttributeKey.stringKey("millrace.model")))
                .containsExactlyElementsOf(built);
    }

    /** The first span of a name in a trace, once it has ended. */
    private SpanData ended(String name, String trace) {
        Instant deadline = Instant.now().plusSeconds(10);
        while (true) {
            Optional<SpanData> found = spans.ofTrace(trace).stream()
                    .filter(span -> span.getName().equals(name))
                    .findFirst();
            if (found.isPresent()) {
                return found.get();
            }
            assertThat(Instant.now()).as("no span " + name + " ends").isBefore(deadline);
        }
    }

    @Test
    void aModelThatFailsIsNamedAndTheOthersAreBuilt() throws SQLException {
        TenantId tenant = PersonalTenants.of("clara");
        TestWarehouses.execute(tenant, BUSINESS + "; alter table biz.web_visits rename column channel to something;");
        Response run = finished("clara", sync("clara", "sample", "biz"));
        assertThat(run.<String>path("items[0].state")).isEqualTo("FAILED");
        assertThat(run.<String>path("items[0].failure.message")).contains("visits_daily");
        assertThat(query(tenant, "select count(*) from biz_models.revenue_daily"))
                .isEqualTo("3\n");
    }

    @Test
    void aConnectionThatIsCutInMidRunIsWaitedOutAndTheModelsAreBuiltAfterAll() throws SQLException {
        TenantId tenant = PersonalTenants.of("cora");
        TestWarehouses.execute(tenant, BUSINESS);
        WarehouseAccess access = new TestWarehouses().warehouse(tenant, WarehouseAccess.Role.TRANSFORMER);
        RunSnapshot sync;
        try (Connection operator = DriverManager.getConnection(
                        "jdbc:postgresql://" + access.host() + ":" + access.port() + "/" + access.database(),
                        access.user(),
                        access.password());
                Statement statement = operator.createStatement()) {
            operator.setAutoCommit(false);
            // A model that reads the payments has to wait here, and so is cut in the middle for certain.
            statement.execute("lock table biz.payments in access exclusive mode");
            sync = sync("cora", "sample", "biz");
            cutWhoWaits(statement);
        }
        Response run = finished("cora", sync);
        assertThat(run.<String>path("items[0].state")).as(run.asString()).isEqualTo("SUCCEEDED");
        assertThat(run.<Object>path("items[0].failure")).isNull();
        assertThat(query(tenant, "select count(*) from biz_models.revenue_daily"))
                .isEqualTo("3\n");
        List<Integer> attempts = TestEvents.runEvents(
                        event -> event.tenantId().equals(tenant)
                                && event.dataAs(RunSnapshot.class).kind() == RunSnapshot.Kind.TRANSFORM,
                        event -> event.type().equals(EventTypes.RUN_SUCCEEDED))
                .stream()
                .filter(event -> event.type().equals(EventTypes.RUN_STARTED))
                .map(event -> event.dataAs(RunSnapshot.class).attempt())
                .toList();
        assertThat(attempts).containsExactly(1, 2);
    }

    @Test
    void anErrorThatNobodyExpectsEndsTheRunAndNamesIt() {
        Response run =
                finished(TestTenantManagement.UNEXPECTED, sync(TestTenantManagement.UNEXPECTED, "sample", "biz"));
        assertThat(run.<String>path("items[0].state")).isEqualTo("FAILED");
        assertThat(run.<String>path("items[0].failure.code")).isEqualTo("internal");
        assertThat(run.<String>path("items[0].failure.message"))
                .isEqualTo(
                        "Something went wrong inside Millrace (IllegalStateException). Tell the operator the run's id: "
                                + run.path("items[0].id") + ".");
    }

    @Test
    void whatWasNotedByAClockThatWasAnHourAheadHoldsNothingUpWhenItIsTurnedBack()
            throws SQLException, InterruptedException {
        TenantId tenant = PersonalTenants.of("emil");
        TestWarehouses.execute(tenant, BUSINESS);
        RunSnapshot sync = sync("emil", "sample", "biz");
        finished("emil", sync);

        alter(tenant, "state = 'QUEUED', finished_at = null, not_before = now() + interval '1 hour'");
        assertThat(finished("emil", sync).<String>path("items[0].state")).isEqualTo("SUCCEEDED");

        alter(tenant, "state = 'RUNNING', finished_at = null, lease_until = now() + interval '1 hour'");
        Instant deadline = Instant.now().plusSeconds(20);
        while (!isLeasedNoLongerThanOthers(tenant)) {
            assertThat(Instant.now()).as("the lease stays too long").isBefore(deadline);
            Thread.sleep(100);
        }
        alter(tenant, "state = 'SUCCEEDED', finished_at = now(), lease_until = null");
    }

    private boolean isLeasedNoLongerThanOthers(TenantId tenant) throws SQLException {
        try (Connection connection = TenantConnections.of(database, tenant.toString());
                Statement statement = connection.createStatement()) {
            try (ResultSet row = statement.executeQuery(
                    "select count(*) from transform_runs where lease_until <= now() + interval '2 minutes'")) {
                row.next();
                return row.getLong(1) == 1;
            }
        }
    }

    private void alter(TenantId tenant, String columns) throws SQLException {
        try (Connection connection = TenantConnections.of(database, tenant.toString());
                Statement statement = connection.createStatement()) {
            statement.execute("update transform_runs set " + columns);
        }
    }

    private static void cutWhoWaits(Statement statement) throws SQLException {
        Instant deadline = Instant.now().plusSeconds(30);
        while (true) {
            try (ResultSet cut = statement.executeQuery("select pg_terminate_backend(pid) from pg_stat_activity"
                    + " where datname = current_database() and application_name = 'millrace transform'"
                    + " and wait_event_type = 'Lock'")) {
                if (cut.next()) {
                    assertThat(cut.getBoolean(1)).isTrue();
                    return;
                }
            }
            assertThat(Instant.now()).as("no model waits").isBefore(deadline);
            // Within one transaction the view would not change by itself.
            statement.execute("select pg_stat_clear_snapshot()");
        }
    }

    @Test
    void aSourceWithoutAProjectLeadsToNoRun() {
        RunSnapshot file = sync("dina", "file", "shop");
        // What comes after it on the topic is handled after it.
        TestEvents.publish(
                Topics.RUN_EVENTS,
                MillraceEvent.create(
                        "/millrace/connector", EventTypes.RUN_PROGRESSED, file.tenantId(), file.runId(), file));
        as("dina", "/transform-runs").then().statusCode(200).body("items", empty());
    }

    @Test
    void anotherTenantSeesNothingAtAnyEndpoint() throws SQLException {
        TenantId tenant = PersonalTenants.of("ella");
        TestWarehouses.execute(tenant, BUSINESS);
        String run = finished("ella", sync("ella", "sample", "biz")).path("items[0].id");
        String token = TestTokens.person("mallory");
        for (String path : List.of("/transform-runs", "/transform-runs/" + run)) {
            given().auth()
                    .oauth2(token)
                    .get("/api/v1/tenants/" + tenant + path)
                    .then()
                    .statusCode(404);
        }
        as("mallory", "/transform-runs").then().statusCode(200).body("items", empty());
        as("mallory", "/transform-runs/" + run).then().statusCode(404);
        as("ella", "/transform-runs/" + run).then().statusCode(200);
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("select count(*) from transform_runs")) {
            assertThat(result.next()).isTrue();
            assertThat(result.getLong(1)).isZero();
        }
    }

    private static RunSnapshot sync(String person, String connector, String schema) {
        RunSnapshot sync = snapshot(person, connector, schema);
        TestEvents.publish(
                Topics.RUN_EVENTS,
                MillraceEvent.create(
                        "/millrace/connector", EventTypes.RUN_SUCCEEDED, sync.tenantId(), sync.runId(), sync));
        return sync;
    }

    private static RunSnapshot snapshot(String person, String connector, String schema) {
        return new RunSnapshot(
                RunId.create(),
                PersonalTenants.of(person),
                new SourceId(PersonalTenants.of("source of " + person).value()),
                "Sample",
                connector,
                schema,
                RunSnapshot.Kind.SYNC,
                RunSnapshot.State.SUCCEEDED,
                1,
                null,
                List.of(),
                List.of(),
                null,
                Instant.now());
    }

    private static Response finished(String person, RunSnapshot sync) {
        Instant deadline = Instant.now().plusSeconds(40);
        while (true) {
            Response response = as(person, "/transform-runs?causedBy=" + sync.runId());
            List<Map<String, Object>> runs = response.path("items");
            if (!runs.isEmpty() && runs.getFirst().get("finishedAt") != null) {
                return response;
            }
            assertThat(Instant.now())
                    .as("the run does not end: " + response.asString())
                    .isBefore(deadline);
        }
    }

    private static Response as(String person, String path) {
        return given().auth()
                .oauth2(TestTokens.person(person))
                .get("/api/v1/tenants/" + PersonalTenants.of(person) + path);
    }

    private static String query(TenantId tenant, String sql) throws SQLException {
        return TestWarehouses.query(tenant, sql);
    }
}
