package dev.millrace.connector.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.sun.net.httpserver.HttpExchange;
import dev.millrace.connector.rest.answer.Json;
import dev.millrace.connector.spi.AddressRange;
import dev.millrace.connector.spi.CredentialKeeper;
import dev.millrace.connector.spi.EgressGuard;
import dev.millrace.connector.spi.Field;
import dev.millrace.connector.spi.Source;
import dev.millrace.connector.spi.SourceContext;
import dev.millrace.connector.spi.SourceLog;
import dev.millrace.connector.spi.SourceSession;
import dev.millrace.connector.spi.Stream;
import dev.millrace.connector.testkit.CollectedStream;
import dev.millrace.connector.testkit.SourceContractTest;
import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpJsonSourceTest extends SourceContractTest {

    private static final long RECORDS = 55;
    private static final int PAGE = 20;

    @TempDir
    private Path folder;

    private final List<String> told = new ArrayList<>();
    private final List<CredentialKeeper.Change> kept = new ArrayList<>();
    private final LocalApi api = new LocalApi(this::answer);

    @AfterEach
    void stop() {
        api.close();
    }

    private LocalApi.Reply answer(HttpExchange exchange) {
        Map<String, String> query = new LinkedHashMap<>();
        String text = exchange.getRequestURI().getQuery();
        for (String pair : text == null ? new String[0] : text.split("&")) {
            query.put(pair.split("=")[0], pair.split("=")[1]);
        }
        long page = Long.parseLong(query.getOrDefault("page", "1"));
        long offset = Long.parseLong(query.getOrDefault("offset", "0"));
        return switch (exchange.getRequestURI().getPath()) {
            case "/header/orders" ->
                new LocalApi.Reply(
                        200,
                        page * PAGE < RECORDS
                                ? Map.of(
                                        "Link",
                                        "<" + api.address() + "/header/orders?page=" + (page + 1) + ">; rel=\"next\"")
                                : Map.of(),
                        "[" + records((page - 1) * PAGE) + "]");
            case "/field/orders" ->
                json("{\"data\":{\"items\":[%s]},\"paging\":{\"next_url\":%s}}"
                        .formatted(
                                records((page - 1) * PAGE),
                                page * PAGE < RECORDS ? "\"/field/orders?page=" + (page + 1) + "\"" : "null"));
            case "/token/orders" -> {
                long at = Long.parseLong(query.getOrDefault("cursor", "c0").substring(1));
                yield json("{\"results\":[%s],\"next_cursor\":\"c%d\",\"has_more\":%s}"
                        .formatted(records(at), at + PAGE, at + PAGE < RECORDS));
            }
            case "/number/orders" -> json("{\"orders\":[%s]}".formatted(records((page - 1) * PAGE)));
            case "/zero/orders" -> json("[" + records(Long.parseLong(query.getOrDefault("page", "0")) * PAGE) + "]");
            case "/offset/orders" -> json("{\"rows\":[%s],\"total\":55}".formatted(records(offset)));
            case "/whole/orders.json" -> json("[" + records(0, RECORDS) + "]");
            case "/lines/orders" -> json(records(0, RECORDS).replace("},{", "}\n{"));
            case "/one" -> json("{\"name\":\"Ada\",\"born\":1815}");
            case "/since/orders" ->
                json("[" + records(Math.max(Long.parseLong(query.getOrDefault("after", "0")) - 1, 0), RECORDS) + "]");
            case "/times" ->
                json("[{\"id\":1,\"at\":\"2026-01-01T10:00:00Z\",\"day\":\"2026-01-01\"},"
                        + "{\"id\":2,\"at\":\"2026-01-02T10:00:00.5+02:00\",\"day\":\"2026-01-02\"}]");
            case "/locked" ->
                "Bearer s3cret".equals(exchange.getRequestHeaders().getFirst("Authorization"))
                                && "blue".equals(exchange.getRequestHeaders().getFirst("X-Colour"))
                        ? json("[{\"id\":1}]")
                        : new LocalApi.Reply(401, Map.of(), "no");
            case "/page" -> new LocalApi.Reply(200, Map.of(), "<!doctype html><html></html>");
            case "/values" -> json("[1,2,3]");
            default -> new LocalApi.Reply(404, Map.of(), "{}");
        };
    }

    private static LocalApi.Reply json(String body) {
        return LocalApi.Reply.json(body);
    }

    private static String records(long from) {
        return records(from, Math.min(from + PAGE, RECORDS));
    }

    private static String records(long from, long to) {
        return LongStream.range(from, Math.max(from, to))
                .mapToObj(i -> "{\"id\":%d,\"name\":\"order %d\",\"lines\":[{\"n\":%d}]}".formatted(i + 1, i + 1, i))
                .collect(Collectors.joining(","));
    }

    @Override
    protected Source source() {
        return new HttpJsonSource();
    }

    @Override
    protected String configuration() {
        return configuration("/field/orders", Map.of());
    }

    private String configuration(String path, Map<String, Object> more) {
        Map<String, Object> fields = new LinkedHashMap<>(Map.of("url", api.address() + path, "manifest", "guess"));
        fields.putAll(more);
        return Json.write(fields);
    }

    @Override
    protected String refusedConfiguration() {
        return configuration("/nowhere", Map.of());
    }

    @Override
    protected ErrorCode refusal() {
        return ErrorCode.SOURCE_UNREADABLE;
    }

    /** A session whose log and kept changes can be looked at. */
    private SourceSession opened(String configuration) {
        SourceLog log = new SourceLog() {
            @Override
            public void info(String message) {
                told.add(message);
            }

            @Override
            public void warn(String message) {
                told.add(message);
            }
        };
        CredentialKeeper keeper = new CredentialKeeper() {
            @Override
            public void requireTurn() {}

            @Override
            public void keep(List<Change> changes) {
                kept.addAll(changes);
            }
        };
        return source().open(new SourceContext(
                configuration,
                new EgressGuard(List.of(AddressRange.parse("127.0.0.0/8"))),
                uploads(),
                folder,
                InstantSource.fixed(NOW),
                log,
                keeper));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    /header/orders         | orders | Finds 20 records a page, the next page by the header Link.
                    /field/orders          | orders | Finds 20 records a page under "data.items", the next page by "paging.next_url".
                    /token/orders          | orders | Finds 20 records a page under "results", the next page by "next_cursor" in the parameter cursor.
                    /number/orders         | orders | Finds 20 records a page under "orders", the next page by its number in the parameter page.
                    /number/orders?page=1  | orders | Finds 20 records a page under "orders", the next page by its number in the parameter page.
                    /zero/orders           | orders | Finds 20 records a page, the next page by its number in the parameter page.
                    /offset/orders         | orders | Finds 20 records a page under "rows", the next page by the number of records before it in the parameter offset.
                    /whole/orders.json     | orders | Finds 55 records, all on one page.
                    /lines/orders          | orders | Finds records in lines of JSON.
                    """)
    void everyWayToPageIsFoundAndReadToItsEnd(String path, String stream, String words) {
        try (SourceSession session = opened(configuration(path, Map.of()))) {
            session.check();
            Stream found = session.discover().streams().getFirst();
            CollectedStream rows = read(session, found, null, null);

            assertThat(told).contains(words);
            assertThat(found.name()).isEqualTo(stream);
            assertThat(found.primaryKey()).containsExactly("id");
            assertThat(rows.values("id"))
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(1, RECORDS).boxed().toList());
            assertThat(rows.values("lines").getFirst()).isEqualTo("[{\"n\":0}]");
        }
    }

    @Test
    void aSingleObjectIsARecord() {
        try (SourceSession session = opened(configuration("/one", Map.of()))) {
            Stream found = session.discover().streams().getFirst();

            assertThat(told).contains("Finds one record: the answer itself.");
            assertThat(found.name()).isEqualTo("one");
            assertThat(read(session, found, null, null).values("name")).containsExactly("Ada");
        }
    }

    @Test
    void timesAndDatesAreTypedByTheFirstRecords() {
        try (SourceSession session = opened(configuration("/times", Map.of()))) {
            assertThat(session.discover().streams().getFirst().fields())
                    .extracting(Field::name, Field::type)
                    .containsExactly(tuple("id", "integer"), tuple("at", "timestamptz"), tuple("day", "date"));
        }
    }

    @Test
    void whatIsNewIsReadByAFieldThatGrows() {
        String configuration = configuration("/since/orders", Map.of("changed", "id", "since", "after"));
        try (SourceSession session = opened(configuration)) {
            Stream found = session.discover().streams().getFirst();
            assertThat(found.cursorField()).isEqualTo("id");
            CollectedStream first = read(session, found, "id", null);
            assertThat(first.rows()).hasSize(55);

            CollectedStream next =
                    read(session, found, "id", first.marks().getLast().state());

            assertThat(next.values("id")).containsExactly(55L);
            assertThat(api.asked().getLast()).contains("after=55");
        }
    }

    @Test
    void theGuessIsKeptAsAManifestWithoutSecretsAndUsedFromThenOn() {
        Map<String, Object> secrets = Map.of("token", "s3cret", "headers", "{\"X-Colour\":\"blue\"}");
        try (SourceSession session = opened(configuration("/locked?key=hidden", secrets))) {
            session.check();
        }
        assertThat(kept).hasSize(1);
        CredentialKeeper.Change change = kept.getFirst();
        assertThat(change.field()).isEqualTo("manifest");
        assertThat(change.previous()).isEqualTo("\"guess\"");
        assertThat(change.value())
                .startsWith("\"# Finds 1 record, all on one page.\\nversion: 6.0.0")
                .doesNotContain("s3cret", "blue", "hidden");

        String manifest = parsed(change.value());
        int asked = api.asked().size();
        Map<String, Object> again = new LinkedHashMap<>(secrets);
        again.put("manifest", manifest.replace("name: locked", "name: opened").replace("- locked", "- opened"));
        again.put("url", api.address() + "/locked?key=other");
        try (SourceSession session = opened(configuration("", again))) {
            session.check();
            assertThat(api.asked()).hasSize(asked + 1);
        }
        assertThat(kept).hasSize(1);
    }

    @Test
    void aManifestOfAnotherAddressIsGuessedAnew() {
        try (SourceSession session = opened(configuration("/one", Map.of()))) {
            session.check();
        }
        String manifest = parsed(kept.getFirst().value());
        try (SourceSession session = opened(configuration("/times", Map.of("manifest", manifest)))) {
            assertThat(session.discover().streams().getFirst().name()).isEqualTo("times");
        }
        assertThat(kept).hasSize(2);
    }

    private static String parsed(String json) {
        return Exchange.parse(json).asText();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    /nowhere      | SOURCE_UNREADABLE    | There is nothing at
                    /locked       | SOURCE_LOGIN_REFUSED | refuses the login (status 401)
                    /page         | SOURCE_UNREADABLE    | is a page or a document, and no JSON
                    /values       | SOURCE_UNREADABLE    | is a list of values, and not of objects
                    """)
    void whatHasNoRecordsIsSaidPlainly(String path, ErrorCode code, String message) {
        assertRefused(configuration(path, Map.of()), code, message);
    }

    @Test
    void whatIsFilledInWrongIsSaidPlainly() {
        assertRefused("{\"url\":\"file:///etc/passwd\"}", ErrorCode.INVALID_CONFIGURATION, "none of the web");
        assertRefused(
                configuration("/one", Map.of("headers", "X-Api-Key")),
                ErrorCode.INVALID_CONFIGURATION,
                "The headers are no JSON object.");
        assertRefused(
                configuration("/one", Map.of("changed", "updated")),
                ErrorCode.INVALID_CONFIGURATION,
                "No record has a field \"updated\".");
        assertRefused(
                configuration("/one", Map.of("changed", "name")),
                ErrorCode.INVALID_CONFIGURATION,
                "does not tell what is new");
        assertRefused(
                configuration("/one", Map.of("records", "data.items")),
                ErrorCode.SOURCE_UNREADABLE,
                "no list of objects at data.items");
    }

    private void assertRefused(String configuration, ErrorCode code, String message) {
        assertThatThrownBy(() -> {
                    try (SourceSession session = open(configuration)) {
                        session.check();
                    }
                })
                .isInstanceOfSatisfying(
                        MillraceException.class, e -> assertThat(e.code()).isEqualTo(code))
                .hasMessageContaining(message);
    }
}
