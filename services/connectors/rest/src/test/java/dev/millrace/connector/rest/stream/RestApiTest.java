package dev.millrace.connector.rest.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.connector.rest.http.Answer;
import dev.millrace.connector.rest.http.Request;
import dev.millrace.connector.rest.http.Web;
import dev.millrace.connector.rest.manifest.Manifest;
import dev.millrace.connector.spi.SourceLog;
import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Small manifests against an API in memory. */
class RestApiTest {

    private static final SourceLog SILENT = new SourceLog() {
        @Override
        public void info(String message) {}

        @Override
        public void warn(String message) {}
    };

    private final List<String> asked = new ArrayList<>();
    private final List<Duration> pauses = new ArrayList<>();
    private final Map<String, Object> config = new HashMap<>();

    private RestApi api(String streams, Function<Request, Answer> answers) {
        Manifest manifest = Manifest.parse("""
                version: 6.0.0
                type: DeclarativeSource
                check: {type: CheckStream, stream_names: [users]}
                """ + streams);
        return new RestApi(
                manifest,
                config,
                Web.of(
                        request -> {
                            asked.add(request.method() + " " + request.url().replace("https://a.test", "")
                                    + (request.body() == null ? "" : " " + request.body()));
                            return answers.apply(request);
                        },
                        pauses::add,
                        Clock.fixed(Instant.parse("2026-03-01T00:00:00Z"), ZoneOffset.UTC),
                        SILENT));
    }

    private static Answer json(String body) {
        return Answer.of(200, Map.of(), body.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }

    private static Answer status(int status, Map<String, String> headers) {
        return Answer.of(status, headers, "{\"message\": \"not now\"}".getBytes(StandardCharsets.UTF_8));
    }

    private static List<Object> read(RestStream stream, String field) {
        List<Object> values = new ArrayList<>();
        stream.read((record, slice) -> values.add(String.valueOf(record.get(field))));
        return values;
    }

    private static String users(String more) {
        return """
                streams:
                  - name: users
                    retriever:
                      requester: {url_base: "https://a.test", path: /users%s}
                      record_selector: {extractor: {field_path: [data]}}
                """.formatted(more);
    }

    @Test
    void aPageWithFewerRecordsThanAskedForIsTheLast() {
        RestApi api = api(
                users("") + """
                              paginator:
                                pagination_strategy: {type: PageIncrement, page_size: 2, start_from_page: 1}
                                page_token_option: {inject_into: request_parameter, field_name: page}
                                page_size_option: {inject_into: request_parameter, field_name: size}
                        """,
                request -> json(
                        request.url().contains("page=2")
                                ? "{'data': [{'id': 3}]}"
                                : "{'data': [{'id': 1}, {'id': 2}]}"));

        assertThat(read(api.stream("users").orElseThrow(), "id")).containsExactly("1", "2", "3");
        assertThat(asked).containsExactly("GET /users?size=2", "GET /users?page=2&size=2");
    }

    @Test
    void anOffsetCountsRecordsThatAreFilteredOut() {
        RestApi api = api(
                """
                streams:
                  - name: users
                    retriever:
                      requester: {url_base: "https://a.test", path: /users}
                      record_selector:
                        extractor: {field_path: [data]}
                        record_filter: {condition: "{{ record['id'] > 2 }}"}
                      paginator:
                        pagination_strategy: {type: OffsetIncrement, page_size: 2}
                        page_token_option: {inject_into: request_parameter, field_name: offset}
                """,
                request -> json(
                        request.url().contains("offset=2")
                                ? "{'data': [{'id': 3}]}"
                                : "{'data': [{'id': 1}, {'id': 2}]}"));

        assertThat(read(api.stream("users").orElseThrow(), "id")).containsExactly("3");
    }

    private static final String INCREMENTAL = users("") + """
                incremental_sync:
                  type: DatetimeBasedCursor
                  cursor_field: at
                  datetime_format: "%Y-%m-%d"
                  start_datetime: "2026-02-01"
                  step: P14D
                  cursor_granularity: P1D
                  start_time_option: {inject_into: request_parameter, field_name: from}
                  end_time_option: {inject_into: request_parameter, field_name: to}
            """;

    @Test
    void aCursorAsksInStepsAndGoesOnFromItsNewestRecord() {
        RestApi api = api(
                INCREMENTAL,
                request -> json(
                        request.url().contains("from=2026-02-01")
                                ? "{'data': [{'at': '2026-02-10'}]}"
                                : "{'data': []}"));
        RestStream first = api.stream("users").orElseThrow();
        read(first, "at");

        assertThat(asked)
                .containsExactly(
                        "GET /users?from=2026-02-01&to=2026-02-14", "GET /users?from=2026-02-15&to=2026-03-01");
        assertThat(first.state()).isEqualTo(Map.of("at", "2026-02-10"));

        asked.clear();
        RestStream next = api.stream("users").orElseThrow();
        next.startFrom(first.state());
        read(next, "at");
        assertThat(asked.getFirst()).isEqualTo("GET /users?from=2026-02-10&to=2026-02-23");
    }

    @Test
    void aReadThatLooksBackBeginsEarlierAndNeverBeforeTheStart() {
        RestApi api = api(INCREMENTAL, request -> json("{'data': []}"));
        for (int days : new int[] {3, 30}) {
            RestStream users = api.stream("users").orElseThrow();
            users.lookBack(Duration.ofDays(days));
            users.startFrom(Map.of("at", "2026-02-20"));
            read(users, "at");
        }

        assertThat(asked)
                .containsExactly(
                        "GET /users?from=2026-02-17&to=2026-03-01",
                        "GET /users?from=2026-02-01&to=2026-02-14",
                        "GET /users?from=2026-02-15&to=2026-03-01");
    }

    @Test
    void everyRecordOfAParentIsAPartitionWithAStateOfItsOwn() {
        String manifest = """
                definitions:
                  teams:
                    name: teams
                    retriever:
                      requester: {url_base: "https://a.test", path: /teams}
                      record_selector: {extractor: {field_path: [data]}}
                streams:
                  - name: users
                    retriever:
                      requester: {url_base: "https://a.test", path: "/teams/{{ stream_partition.team }}/users"}
                      record_selector: {extractor: {field_path: [data]}}
                      partition_router:
                        type: SubstreamPartitionRouter
                        parent_stream_configs:
                          - {stream: {$ref: "#/definitions/teams"}, parent_key: id, partition_field: team}
                    incremental_sync:
                      type: DatetimeBasedCursor
                      cursor_field: at
                      datetime_format: "%Y-%m-%d"
                      start_datetime: "2026-02-01"
                """;
        RestStream users = api(
                        manifest,
                        request -> json(
                                request.url().endsWith("/teams")
                                        ? "{'data': [{'id': 'a'}, {'id': 'b'}]}"
                                        : request.url().contains("/a/")
                                                ? "{'data': [{'at': '2026-02-03'}]}"
                                                : "{'data': []}"))
                .stream("users")
                .orElseThrow();

        assertThat(read(users, "at")).containsExactly("2026-02-03");
        assertThat(asked).containsExactly("GET /teams", "GET /teams/a/users", "GET /teams/b/users");
        assertThat(users.state())
                .isEqualTo(Map.of(
                        "use_global_cursor",
                        false,
                        "states",
                        List.of(
                                Map.of(
                                        "partition", Map.of("team", "a", "parent_slice", Map.of()),
                                        "cursor", Map.of("at", "2026-02-03")),
                                Map.of(
                                        "partition", Map.of("team", "b", "parent_slice", Map.of()),
                                        "cursor", Map.of("at", "2026-02-01"))),
                        "state",
                        Map.of("at", "2026-02-03"),
                        "lookback_window",
                        0L,
                        "parent_state",
                        Map.of()));
    }

    @Test
    void aServerThatFailsIsAskedAgainAfterPausesThatDouble() {
        RestApi api =
                api(users(""), request -> asked.size() < 3 ? status(503, Map.of()) : json("{'data': [{'id': 1}]}"));

        assertThat(read(api.stream("users").orElseThrow(), "id")).containsExactly("1");
        assertThat(pauses).containsExactly(Duration.ofSeconds(10), Duration.ofSeconds(20));
    }

    @Test
    void aLimitedApiIsAskedAgainWhenItSays() {
        RestApi api = api(
                users(""),
                request -> asked.size() < 2 ? status(429, Map.of("Retry-After", "7")) : json("{'data': []}"));

        read(api.stream("users").orElseThrow(), "id");
        assertThat(pauses).containsExactly(Duration.ofSeconds(7));
    }

    @Test
    void aServerThatKeepsFailingEndsTheRunForNow() {
        RestApi api = api(users(""), request -> status(500, Map.of()));

        assertThatThrownBy(() -> read(api.stream("users").orElseThrow(), "id"))
                .isInstanceOfSatisfying(
                        MillraceException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.SOURCE_INTERRUPTED));
        assertThat(asked).hasSize(6);
    }

    @Test
    void aRefusalNamesNoKeyThatStandsInTheQuery() {
        RestApi api = api(users(", request_parameters: {key: s3cret}"), request -> status(401, Map.of()));

        assertThatThrownBy(api::check)
                .isInstanceOf(MillraceException.class)
                .hasMessage("GET https://a.test/users answered 401: not now. Check the credentials of the source.");
    }

    @Test
    void aRefreshTokenThatIsGoodForOneUseIsReplacedInTheConfiguration() {
        config.put("credentials", new HashMap<>(Map.of("refresh_token", "one")));
        RestApi api = api(
                users("""
                        , authenticator: {type: OAuthAuthenticator, token_refresh_endpoint: "https://a.test/token",
                            client_id: c, client_secret: s, refresh_token_updater: {}}"""),
                request -> json(
                        request.url().endsWith("/token")
                                ? "{'access_token': 'a', 'refresh_token': 'two', 'expires_in': 60}"
                                : "{'data': []}"));

        read(api.stream("users").orElseThrow(), "id");
        read(api.stream("users").orElseThrow(), "id");
        assertThat(asked)
                .containsExactly(
                        "POST /token grant_type=refresh_token&client_id=c&client_secret=s&refresh_token=one",
                        "GET /users",
                        "GET /users");
        assertThat(config)
                .isEqualTo(Map.of(
                        "credentials",
                        Map.of(
                                "refresh_token", "two",
                                "access_token", "a",
                                "token_expiry_date", "2026-03-01T00:01:00Z")));
    }

    @Test
    void aJobIsMadeAwaitedAndDownloaded() {
        String manifest = """
                streams:
                  - name: users
                    retriever:
                      type: AsyncRetriever
                      creation_requester: {url_base: "https://a.test", path: /jobs, http_method: POST}
                      polling_requester: {url_base: "https://a.test", path: "/jobs/{{ creation_response['id'] }}"}
                      download_requester: {url_base: "{{ download_target }}"}
                      status_extractor: {field_path: [status]}
                      download_target_extractor: {field_path: [url]}
                      status_mapping: {running: [wait], completed: [done], failed: [bad], timeout: [late]}
                      download_decoder: {type: CsvDecoder}
                      record_selector: {extractor: {field_path: []}}
                """;
        RestApi api = api(
                manifest,
                request -> request.method().equals("POST")
                        ? json("{'id': 5}")
                        : request.url().endsWith("/5")
                                ? json(
                                        asked.size() < 4
                                                ? "{'status': 'wait'}"
                                                : "{'status': 'done', 'url': 'https://a.test/file'}")
                                : json("id\n1\n2\n"));

        assertThat(read(api.stream("users").orElseThrow(), "id")).containsExactly("1", "2");
        assertThat(asked).containsExactly("POST /jobs", "GET /jobs/5", "GET /jobs/5", "GET /jobs/5", "GET /file");
        assertThat(pauses).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2));
    }

    @Test
    void aBudgetHoldsRequestsBack() {
        RestApi api = api(users("") + """
                        api_budget:
                          type: HTTPAPIBudget
                          policies:
                            - {type: MovingWindowCallRatePolicy, rates: [{limit: 1, interval: PT1M}], matchers: []}
                        """, request -> json("{'data': []}"));

        read(api.stream("users").orElseThrow(), "id");
        read(api.stream("users").orElseThrow(), "id");
        assertThat(pauses).containsExactly(Duration.ofMinutes(1));
    }
}
