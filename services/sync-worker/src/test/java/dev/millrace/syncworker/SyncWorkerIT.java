package dev.millrace.syncworker;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.millrace.connector.spi.Catalog;
import dev.millrace.connector.spi.Stream;
import dev.millrace.connector.spi.trial.TrialRead;
import dev.millrace.events.EventTypes;
import dev.millrace.events.JobData;
import dev.millrace.events.MillraceEvent;
import dev.millrace.events.MillraceJson;
import dev.millrace.events.TrialJobData;
import dev.millrace.kernel.SourceId;
import dev.millrace.kernel.TenantId;
import dev.millrace.kernel.TrialId;
import dev.millrace.kernel.UploadId;
import dev.millrace.local.LocalPostgres;
import dev.millrace.local.TestStack;
import dev.millrace.work.ClaimedTrial;
import dev.millrace.work.Completion;
import dev.millrace.work.Completion.Outcome;
import dev.millrace.work.ConfiguredStream;
import dev.millrace.work.LogEntry;
import dev.millrace.work.RunKind;
import dev.millrace.work.StreamProgress;
import dev.millrace.work.StreamState;
import dev.millrace.work.SyncMode;
import dev.millrace.work.TrialCompletion;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(WorkerSurroundings.class)
class SyncWorkerIT {

    private static final LocalPostgres POSTGRES = TestStack.shared().postgres();

    FakeControlPlane controlPlane;

    @Inject
    RunExecutor executor;

    @Inject
    RecordedSpans spans;

    private FakeControlPlane.Run queue(FakeControlPlane.Run run) {
        controlPlane.add(run);
        send(run);
        return run;
    }

    private static void send(FakeControlPlane.Run run) {
        String type = run.kind == RunKind.SYNC ? EventTypes.SYNC : EventTypes.DISCOVER;
        MillraceEvent event =
                MillraceEvent.create("/millrace/connector", type, run.tenant, run.id, new JobData(run.id));
        JobTopic.send(event);
    }

    private static Completion await(FakeControlPlane.Run run) {
        await(() -> run.completion != null);
        return Objects.requireNonNull(run.completion);
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(40).toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("it did not happen in time");
            }
            try {
                Thread.sleep(20);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static String query(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(
                        POSTGRES.jdbcUrl(WorkerSurroundings.DATABASE),
                        WorkerSurroundings.READER.user(),
                        WorkerSurroundings.READER.password());
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    private FakeControlPlane.Run discovery(String connector, String configuration) {
        return new FakeControlPlane.Run(
                SourceId.create(), RunKind.DISCOVER, connector, configuration, null, List.of(), "unused");
    }

    private FakeControlPlane.Run sync(
            SourceId source, String connector, String configuration, Catalog catalog, SyncMode mode, String schema) {
        List<ConfiguredStream> streams = catalog.streams().stream()
                .map(stream -> ConfiguredStream.of(
                        stream.name(), mode, stream.primaryKey(), stream.cursorField(), stream.name()))
                .toList();
        return new FakeControlPlane.Run(source, RunKind.SYNC, connector, configuration, catalog, streams, schema);
    }

    private Catalog discover(String connector, String configuration) {
        Completion completion = await(queue(discovery(connector, configuration)));
        assertThat(completion.outcome()).isEqualTo(Outcome.SUCCEEDED);
        return Objects.requireNonNull(completion.catalog());
    }

    @Test
    void becomesReadyAndAnnouncesItsConnectors() throws IOException, InterruptedException {
        await(() -> controlPlane.announced().containsAll(List.of("sample", "file", "postgres")));
        String url = "http://127.0.0.1:" + ConfigProvider.getConfig().getValue("quarkus.http.test-port", Integer.class)
                + "/q/health/ready";
        try (HttpClient client = HttpClient.newHttpClient()) {
            await(() -> {
                try {
                    return client.send(
                                            HttpRequest.newBuilder(URI.create(url))
                                                    .build(),
                                            HttpResponse.BodyHandlers.ofString())
                                    .statusCode()
                            == 200;
                } catch (IOException | InterruptedException e) {
                    return false;
                }
            });
        }
    }

    @Test
    void discoversAndSyncsTheSampleBusinessWithProgressAndCounts() throws SQLException {
        String configuration = "{\"customers\": 500}";
        Catalog catalog = discover("sample", configuration);
        assertThat(catalog.streams())
                .extracting(Stream::name)
                .containsExactly("customers", "subscriptions", "invoices", "payments", "tickets", "web_visits");

        SourceId source = SourceId.create();
        FakeControlPlane.Run run =
                queue(sync(source, "sample", configuration, catalog, SyncMode.INCREMENTAL_UPSERT, "sample_business"));
        Completion completion = await(run);
        assertThat(completion.failure()).isNull();
        assertThat(completion.outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(run.reports).isNotEmpty();
        for (StreamProgress stream : completion.streams()) {
            assertThat(stream.state()).isEqualTo(StreamState.SUCCEEDED);
            assertThat(stream.rowsLoaded()).isEqualTo(stream.rowsRead()).isPositive();
            assertThat(query("select count(*) from sample_business." + stream.stream()))
                    .isEqualTo(Long.toString(stream.rowsLoaded()));
        }
        assertThat(query("select count(*) from sample_business.invoices left join sample_business.customers"
                        + " using (customer_id) where customers.customer_id is null"))
                .isEqualTo("0");

        Completion again = await(
                queue(sync(source, "sample", configuration, catalog, SyncMode.INCREMENTAL_UPSERT, "sample_business")));
        assertThat(again.outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(again.streams())
                .allSatisfy(stream -> assertThat(stream.rowsRead()).isLessThan(100));
    }

    @Test
    void aSingerTapGoesOnFromTheStateThatCameWithItsRows() throws SQLException {
        String configuration = "{\"tap\":\"tap-counter\",\"settings\":\"{\\\"token\\\":\\\"s3cret-token\\\"}\"}";
        Catalog catalog = discover("singer", configuration);
        SourceId source = SourceId.create();
        for (String ids : List.of("1,2,3", "1,2,3,4,5,6")) {
            FakeControlPlane.Run run =
                    queue(sync(source, "singer", configuration, catalog, SyncMode.INCREMENTAL_UPSERT, "tapped"));
            Completion completion = await(run);
            assertThat(completion.failure()).isNull();
            assertThat(completion.streams().getFirst().rowsLoaded()).isEqualTo(3);
            assertThat(query("select string_agg(id::text, ',' order by id) from tapped.orders"))
                    .isEqualTo(ids);
            List<LogEntry> log = new ArrayList<>(completion.log());
            run.reports.forEach(report -> log.addAll(report.log()));
            assertThat(log)
                    .extracting(LogEntry::message)
                    .anySatisfy(line -> assertThat(line).matches("INFO from \\d with \\{\"token\":\"\\*\\*\\*\"}"))
                    .noneSatisfy(line -> assertThat(line).contains("s3cret"));
        }
    }

    @Test
    void aRunIsASpanOfTheTraceItWasQueuedInAndEachStreamASpanBelowIt() {
        String trace = "0af7651916cd43dd8448eb211c80319c";
        String configuration = "{\"customers\": 50}";
        FakeControlPlane.Run run = sync(
                SourceId.create(),
                "sample",
                configuration,
                discover("sample", configuration),
                SyncMode.FULL_REFRESH_OVERWRITE,
                "traced");
        controlPlane.add(run);
        JobTopic.send(
                MillraceEvent.create("/millrace/connector", EventTypes.SYNC, run.tenant, run.id, new JobData(run.id))
                        .withTraceParent("00-" + trace + "-b7ad6b7169203331-01"));
        Completion completion = await(run);
        await(() -> spansNamed("run SYNC", trace).size() == 1);

        SpanData attempt = spansNamed("run SYNC", trace).getFirst();
        assertThat(attempt.getParentSpanId()).isEqualTo("b7ad6b7169203331");
        assertThat(attempt.getAttributes().get(AttributeKey.stringKey("millrace.outcome")))
                .isEqualTo("SUCCEEDED");
        assertThat(spansNamed("stream", trace))
                .hasSize(completion.streams().size())
                .allSatisfy(stream -> assertThat(stream.getParentSpanId()).isEqualTo(attempt.getSpanId()))
                .extracting(stream -> stream.getAttributes().get(AttributeKey.longKey("millrace.rows.loaded")))
                .containsExactlyElementsOf(completion.streams().stream()
                        .map(StreamProgress::rowsLoaded)
                        .toList());
    }

    private List<SpanData> spansNamed(String name, String trace) {
        return spans.ofTrace(trace).stream()
                .filter(span -> span.getName().equals(name))
                .toList();
    }

    @Test
    void loadsAnUploadedFile() throws SQLException {
        UploadId upload = UploadId.create();
        controlPlane.addUpload(
                upload.toString(),
                "Order ID;Amount;Day\n1;2,50;31.01.2024\n2;4;01.02.2024\n".getBytes(StandardCharsets.UTF_8));
        String configuration = "{\"uploads\":[{\"id\":\"" + upload + "\",\"fileName\":\"orders.csv\"}]}";
        Catalog catalog = discover("file", configuration);
        Completion completion = await(queue(sync(
                SourceId.create(), "file", configuration, catalog, SyncMode.FULL_REFRESH_OVERWRITE, "orders_csv")));
        assertThat(completion.outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(query("select sum(amount) || ' ' || max(day) || ' ' || max(order_id) from orders_csv.orders"))
                .isEqualTo("6.50 2024-02-01 2");
    }

    @Test
    void aSourceThatRefusesFailsTheRunWithAPlainReason() {
        String configuration =
                "{\"host\":\"127.0.0.1\",\"port\":1,\"database\":\"a\",\"user\":\"b\",\"password\":\"very secret\"}";
        Completion completion = await(queue(discovery("postgres", configuration)));
        assertThat(completion.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(Objects.requireNonNull(completion.failure()).code()).isEqualTo("source-unreachable");
        assertThat(completion.toString()).doesNotContain("very secret");
    }

    @Test
    void copiesAPostgresDatabase() throws SQLException {
        try (Connection connection = POSTGRES.connect("postgres");
                Statement statement = connection.createStatement()) {
            statement.execute("create table if not exists copied as select i as id, 'row ' || i as note,"
                    + " i / 7.0 as share, now() as updated_at from generate_series(1, 30000) i");
        }
        String configuration =
                "{\"host\":\"127.0.0.1\",\"port\":%d,\"database\":\"postgres\",\"user\":\"%s\",\"password\":\"%s\"}"
                        .formatted(
                                POSTGRES.port(),
                                POSTGRES.superuser().user(),
                                POSTGRES.superuser().password());
        Catalog catalog = discover("postgres", configuration);
        Catalog copied = new Catalog(catalog.streams().stream()
                .filter(stream -> stream.name().equals("copied"))
                .toList());
        Completion completion = await(queue(sync(
                SourceId.create(), "postgres", configuration, copied, SyncMode.FULL_REFRESH_OVERWRITE, "copied_db")));
        assertThat(completion.failure()).isNull();
        assertThat(query("select count(*) || ' ' || sum(id) from copied_db.copied"))
                .isEqualTo("30000 450015000");
    }

    @Test
    void aCancelledRunStopsWithinSecondsAndKeepsWhatWasCommitted() {
        String configuration = "{\"customers\": 400000}";
        Catalog catalog = discover("sample", "{\"customers\": 10}");
        FakeControlPlane.Run run = queue(
                sync(SourceId.create(), "sample", configuration, catalog, SyncMode.INCREMENTAL_APPEND, "cancelled"));
        await(() -> rowsLoaded(run) > 0);
        run.cancelRequested = true;
        long began = System.nanoTime();
        assertThat(await(run).outcome()).isEqualTo(Outcome.CANCELLED);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(8));
    }

    private static long rowsLoaded(FakeControlPlane.Run run) {
        return run.reports.isEmpty()
                ? 0
                : run.reports.getLast().streams().stream()
                        .mapToLong(StreamProgress::rowsLoaded)
                        .sum();
    }

    @Test
    void aWorkerThatLostItsLeaseStopsAndTheNextAttemptLosesAndRepeatsNothing() throws SQLException {
        String configuration = "{\"customers\": 60000}";
        Catalog all = discover("sample", configuration);
        Catalog catalog = new Catalog(all.streams().stream()
                .filter(stream -> stream.name().equals("invoices"))
                .toList());
        FakeControlPlane.Run run = queue(
                sync(SourceId.create(), "sample", configuration, catalog, SyncMode.FULL_REFRESH_APPEND, "lost_lease"));
        await(() -> rowsLoaded(run) > 0);
        controlPlane.lapse(run);
        send(run);
        Completion completion = await(run);
        assertThat(completion.failure()).isNull();
        assertThat(completion.outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(query("select count(*) - count(distinct invoice_id) from lost_lease.invoices"))
                .isEqualTo("0");
        StreamProgress invoices = completion.streams().getFirst();
        assertThat(query("select count(*) from lost_lease.invoices")).isEqualTo(Long.toString(invoices.rowsLoaded()));
        assertThat(invoices.rowsRead()).isEqualTo(invoices.rowsLoaded());
    }

    @Test
    void aStoppingWorkerHandsItsRunBackAtACheckpointAndAnotherGoesOn() throws SQLException {
        String configuration = "{\"customers\": 60000, \"seed\": 2}";
        Catalog all = discover("sample", configuration);
        Catalog catalog = new Catalog(all.streams().stream()
                .filter(stream -> stream.name().equals("payments"))
                .toList());
        FakeControlPlane.Run run = queue(
                sync(SourceId.create(), "sample", configuration, catalog, SyncMode.FULL_REFRESH_APPEND, "handed_back"));
        await(() -> rowsLoaded(run) > 0);
        executor.handBackAll(Duration.ofSeconds(10));
        assertThat(await(run).outcome()).isEqualTo(Outcome.HANDED_BACK);
        long loaded = run.completion.streams().getFirst().rowsLoaded();
        run.completion = null;
        controlPlane.lapse(run);
        send(run);
        Completion completion = await(run);
        assertThat(completion.outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(completion.streams().getFirst().rowsLoaded()).isGreaterThanOrEqualTo(loaded);
        assertThat(query("select count(*) - count(distinct payment_id) from handed_back.payments"))
                .isEqualTo("0");
        assertThat(query("select count(*) from handed_back.payments"))
                .isEqualTo(Long.toString(completion.streams().getFirst().rowsRead()));
    }

    @Test
    void aManifestIsTriedAgainstTheLiveApiForItsAuthor() throws IOException {
        HttpServer api = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        api.createContext("/", exchange -> {
            byte[] body = "[{\"id\": 7}]".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        api.start();
        try {
            String manifest = """
                    version: 6.0.0
                    type: DeclarativeSource
                    check: {type: CheckStream, stream_names: [parcels]}
                    spec: {connection_specification: {properties: {key: {type: string, airbyte_secret: true}}}}
                    streams:
                      - name: parcels
                        retriever:
                          requester:
                            url_base: "http://127.0.0.1:%d"
                            path: "/parcels?key={{ config['key'] }}"
                          record_selector: {extractor: {field_path: []}}
                    """.formatted(api.getAddress().getPort());
            FakeControlPlane.Trial trial = controlPlane.add(new ClaimedTrial(
                    TrialId.create(),
                    TenantId.create(),
                    manifest,
                    "parcels",
                    MillraceJson.mapper().readTree("{\"key\": \"s3cret\"}")));
            JobTopic.send(MillraceEvent.create(
                    "/millrace/connector",
                    EventTypes.TRY,
                    trial.asked.tenantId(),
                    null,
                    new TrialJobData(trial.asked.trialId())));
            await(() -> trial.completion != null);

            TrialCompletion completion = Objects.requireNonNull(trial.completion);
            TrialRead read = Objects.requireNonNull(completion.read());
            assertThat(read.message()).isNull();
            assertThat(read.records()).containsExactly(MillraceJson.mapper().readTree("{\"id\": 7}"));
            assertThat(read.exchanges().getFirst().url()).endsWith("/parcels?key=•••");
            assertThat(Objects.requireNonNull(completion.inspection()).streams())
                    .containsExactly("parcels");
            assertThat(completion.failure()).isNull();
        } finally {
            api.stop(0);
        }
    }

    @Test
    void aJobThatIsNoJobDoesNotBlockTheNextOne() {
        JobTopic.send("not json".getBytes(StandardCharsets.UTF_8));
        assertThat(discover("sample", "{}").streams()).hasSize(6);
    }

    @Test
    void aJobWaitsForAControlPlaneThatIsDown() throws InterruptedException {
        controlPlane.setDown(true);
        FakeControlPlane.Run run = queue(discovery("sample", "{}"));
        Thread.sleep(2_500);
        controlPlane.setDown(false);
        assertThat(await(run).outcome()).isEqualTo(Outcome.SUCCEEDED);
    }
}
