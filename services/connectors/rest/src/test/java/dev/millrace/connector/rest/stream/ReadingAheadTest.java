package dev.millrace.connector.rest.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.connector.rest.http.Answer;
import dev.millrace.connector.rest.http.Request;
import dev.millrace.connector.rest.http.Seats;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Pages and slices are asked for before they are needed, and come in the order in which they would come one by one. */
class ReadingAheadTest {

    private static final Pattern PAGE = Pattern.compile("page=(\\d+)");
    private static final Pattern PART = Pattern.compile("/parts/(\\d+)");

    private final Seats seats = Seats.of(8);

    @AfterEach
    void closeSeats() {
        seats.close();
    }

    private static final String PAGED = """
            concurrency_level: {type: ConcurrencyLevel, default_concurrency: 8}
            streams:
              - name: users
                retriever:
                  requester: {url_base: "https://a.test", path: /users}
                  record_selector: {extractor: {field_path: [data]}}
                  paginator:
                    pagination_strategy: {type: PageIncrement, page_size: 2, start_from_page: 1, inject_on_first_request: true}
                    page_token_option: {inject_into: request_parameter, field_name: page}
            """;

    private static final String SLICED = """
            concurrency_level: {type: ConcurrencyLevel, default_concurrency: 8}
            streams:
              - name: users
                retriever:
                  requester: {url_base: "https://a.test", path: "/parts/{{ stream_slice.part }}"}
                  record_selector: {extractor: {field_path: [data]}}
                  partition_router: {type: ListPartitionRouter, cursor_field: part, values: ["0", "1", "2", "3", "4", "5"]}
                incremental_sync:
                  type: DatetimeBasedCursor
                  cursor_field: day
                  datetime_format: "%Y-%m-%d"
                  start_datetime: "2026-01-01"
            """;

    private static int number(Pattern pattern, Request request) {
        Matcher found = pattern.matcher(request.url());
        return found.find() ? Integer.parseInt(found.group(1)) : -1;
    }

    private static Answer json(String body) {
        return Answer.of(200, Map.of(), body.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }

    /** Twenty full pages and one that is half full; behind them nothing but errors. */
    private static Answer page(int page) {
        return page > 21
                ? Answer.of(404, Map.of(), new byte[0])
                : json("{'data': [{'id': " + page + "}" + (page < 21 ? ", {'id': " + page + "}" : "") + "]}");
    }

    private List<Object> ids(RestStream stream) {
        List<Object> ids = new ArrayList<>();
        stream.read((record, slice) -> ids.add(record.get("id")));
        return ids;
    }

    private RestStream stream(String manifest, Function<Request, Answer> answers) {
        return new FakeApi(answers).api(manifest, seats).stream("users").orElseThrow();
    }

    @Test
    void pagesComeInOrderAndErrorsBehindTheLastAreNone() {
        List<Object> expected = new ArrayList<>();
        for (long page = 1; page <= 21; page++) {
            expected.add(page);
            if (page < 21) {
                expected.add(page);
            }
        }

        assertThat(ids(stream(PAGED, request -> page(number(PAGE, request))))).isEqualTo(expected);
    }

    @Test
    void aPageIsAskedForWhileTheOneBeforeIsStillOnItsWay() {
        CountDownLatch tenth = new CountDownLatch(1);
        List<Object> ids = ids(stream(PAGED, request -> {
            int page = number(PAGE, request);
            if (page == 10) {
                tenth.countDown();
            }
            // Never answered, if pages were asked for one by one.
            return page == 9 && !isReached(tenth) ? Answer.of(400, Map.of(), new byte[0]) : page(page);
        }));

        assertThat(ids).hasSize(41);
    }

    private static boolean isReached(CountDownLatch latch) {
        try {
            return latch.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Test
    void oneShortPageIsOneRequest() {
        FakeApi fake = new FakeApi(request -> json("{'data': [{'id': 1}]}"));

        assertThat(ids(fake.api(PAGED, seats).stream("users").orElseThrow())).containsExactly(1L);
        assertThat(fake.asked()).containsExactly("GET /users?page=1");
    }

    @Test
    void pagesThatMayNotBeThereAreNotAskedForWhereTheManifestDoesNotAllowIt() {
        FakeApi fake = new FakeApi(request -> page(number(PAGE, request) + 16));

        ids(fake.api(PAGED.replaceFirst("concurrency_level.*\\n", ""), seats).stream("users")
                .orElseThrow());

        assertThat(fake.asked())
                .containsExactly(
                        "GET /users?page=1",
                        "GET /users?page=2",
                        "GET /users?page=3",
                        "GET /users?page=4",
                        "GET /users?page=5");
    }

    @Test
    void aPageThatFailsEndsTheReadBehindTheRecordsBeforeIt() {
        RestStream stream = stream(PAGED, request -> {
            int page = number(PAGE, request);
            return page == 7 ? Answer.of(403, Map.of(), new byte[0]) : page(page);
        });
        List<Object> ids = new ArrayList<>();

        assertThatThrownBy(() -> stream.read((record, slice) -> ids.add(record.get("id"))))
                .hasMessageContaining("GET https://a.test/users answered 403");
        assertThat(ids).hasSize(12).endsWith(6L, 6L);
    }

    @Test
    void anApiThatIsAskedForTooMuchIsAskedForLess() {
        Map<Integer, Boolean> refused = new ConcurrentHashMap<>();
        List<Object> ids = ids(stream(PAGED, request -> {
            int page = number(PAGE, request);
            return page == 5 && refused.put(page, true) == null ? Answer.of(429, Map.of(), new byte[0]) : page(page);
        }));

        assertThat(ids).hasSize(41);
        assertThat(seats.most()).isEqualTo(4);
    }

    private static Answer part(int part) {
        return json("{'data': [{'id': " + part + ", 'day': '2026-01-1" + part + "'}]}");
    }

    @Test
    void slicesAreReadAtTheSameTimeAndGiveRecordsAndStateAsOneByOne() {
        CountDownLatch last = new CountDownLatch(1);
        RestStream ahead = stream(SLICED, request -> {
            int part = number(PART, request);
            if (part == 5) {
                last.countDown();
            }
            return part == 4 && !isReached(last) ? Answer.of(400, Map.of(), new byte[0]) : part(part);
        });
        RestStream single = new FakeApi(request -> part(number(PART, request)))
                .api(SLICED).stream("users").orElseThrow();

        assertThat(ids(ahead)).isEqualTo(ids(single)).containsExactly(0L, 1L, 2L, 3L, 4L, 5L);
        assertThat(ahead.state()).isEqualTo(single.state());
    }

    @Test
    void aSliceThatFailsEndsTheReadWithTheStateBeforeIt() {
        Function<Request, Answer> answers = request ->
                number(PART, request) == 3 ? Answer.of(403, Map.of(), new byte[0]) : part(number(PART, request));
        RestStream ahead = stream(SLICED, answers);
        RestStream single = new FakeApi(answers).api(SLICED).stream("users").orElseThrow();

        assertThatThrownBy(() -> ids(ahead)).hasMessageContaining("answered 403");
        assertThatThrownBy(() -> ids(single)).hasMessageContaining("answered 403");
        List<Object> read = new ArrayList<>();
        assertThatThrownBy(() -> stream(SLICED, answers).read((record, slice) -> read.add(record.get("id"))))
                .hasMessageContaining("answered 403");
        assertThat(read).containsExactly(0L, 1L, 2L);
    }
}
