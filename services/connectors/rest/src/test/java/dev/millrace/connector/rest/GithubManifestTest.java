package dev.millrace.connector.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import dev.millrace.connector.spi.Source;
import dev.millrace.connector.spi.SourceSession;
import dev.millrace.connector.spi.Stream;
import dev.millrace.connector.testkit.CollectedStream;
import dev.millrace.connector.testkit.SourceContractTest;
import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** GitHub's manifest against a server that pages, limits and refuses as its API does. */
class GithubManifestTest extends SourceContractTest {

    private static final String ISSUE = """
            {"id": %d, "number": %d, "title": "Issue %d", "state": "open", "state_reason": null, "user": {"login": "ada"},
             "labels": [{"name": "bug"}], "assignees": [], "comments": 2, "created_at": "2026-01-0%dT00:00:00Z",
             "updated_at": "2026-02-0%dT00:00:00Z", "closed_at": null%s}""";

    private final AtomicInteger limited = new AtomicInteger();
    private final LocalApi api = new LocalApi(this::reply);
    private String issuesBody = "";

    @AfterEach
    void stop() {
        api.close();
    }

    private LocalApi.Reply reply(HttpExchange exchange) {
        String authorization = exchange.getRequestHeaders().getFirst("Authorization");
        if (authorization != null && !authorization.equals("Bearer good")) {
            return new LocalApi.Reply(401, Map.of(), "{\"message\": \"Bad credentials\"}");
        }
        String path = exchange.getRequestURI().getPath();
        String query = String.valueOf(exchange.getRequestURI().getRawQuery());
        return switch (path) {
            case "/repos/ada/engine" ->
                LocalApi.Reply.json(
                        "{\"id\": 7, \"full_name\": \"ada/engine\", \"private\": false, \"stargazers_count\": 12}");
            case "/repos/ada/engine/issues" -> issues(query);
            case "/repos/ada/engine/commits" ->
                new LocalApi.Reply(409, Map.of(), "{\"message\": \"Git Repository is empty.\"}");
            case "/repos/ada/engine/releases" -> LocalApi.Reply.json("[]");
            default -> new LocalApi.Reply(404, Map.of(), "{\"message\": \"Not Found\"}");
        };
    }

    private LocalApi.Reply issues(String query) {
        if (!issuesBody.isEmpty()) {
            return LocalApi.Reply.json(issuesBody);
        }
        if (query.contains("page=2")) {
            return limited.getAndIncrement() == 0
                    ? new LocalApi.Reply(429, Map.of("Retry-After", "0"), "{\"message\": \"secondary rate limit\"}")
                    : LocalApi.Reply.json("[" + issue(3, ", \"pull_request\": {}") + "]");
        }
        String next = "<" + api.address() + "/repos/ada/engine/issues?" + query + "&page=2>; rel=\"next\"";
        return new LocalApi.Reply(200, Map.of("Link", next), "[" + issue(1, "") + "," + issue(2, "") + "]");
    }

    private static String issue(int number, String more) {
        return ISSUE.formatted(number, number, number, number, number, more);
    }

    @Override
    protected Source source() {
        return new RestSource("github", Catalogue.text("github").replace("https://api.github.com", api.address()));
    }

    @Override
    protected String configuration() {
        return """
                {"repository": "ada/engine", "access": "public", "start_date": "2026-01-01"}""";
    }

    @Override
    protected String refusedConfiguration() {
        return """
                {"repository": "ada/engine", "access": "token", "token": "s3cret", "start_date": "2026-01-01"}""";
    }

    @Override
    protected ErrorCode refusal() {
        return ErrorCode.SOURCE_LOGIN_REFUSED;
    }

    @Test
    void followsThePagesAndWaitsWhenItIsLimited() {
        try (SourceSession session = open(configuration())) {
            CollectedStream issues = read(session, session.discover().stream("issues"), "updated_at", null);

            assertThat(issues.rows()).extracting(row -> row.get("number")).containsExactly(1L, 2L, 3L);
            assertThat(issues.rows())
                    .extracting(row -> row.get("is_pull_request"))
                    .containsExactly(false, false, true);
            assertThat(issues.rows()).extracting(row -> row.get("author")).containsOnly("ada");
            assertThat(limited).hasValue(2);
            assertThat(api.asked())
                    .contains(
                            "GET /repos/ada/engine/issues?state=all&sort=updated&direction=asc&per_page=100&since=2026-01-01T00%3A00%3A00Z");
        }
    }

    @Test
    void asksFromTheNewestChangeOnTheNextTime() {
        try (SourceSession session = open(configuration())) {
            Stream issues = session.discover().stream("issues");
            CollectedStream first = read(session, issues, "updated_at", null);
            api.asked().clear();

            read(session, issues, "updated_at", first.marks().getLast().state());

            assertThat(api.asked().getFirst()).contains("since=2026-02-03T00%3A00%3A00Z");
        }
    }

    @Test
    void anEmptyRepositoryHasNoCommits() {
        try (SourceSession session = open(configuration())) {
            assertThat(read(session, session.discover().stream("commits"), "committed_at", null)
                            .rows())
                    .isEmpty();
        }
    }

    @Test
    void aFieldThatIsNewOrOfAnotherTypeCostsNoRow() {
        issuesBody = "[{\"id\": 1, \"number\": \"one\", \"title\": 5, \"surprise\": true, \"user\": null}]";
        try (SourceSession session = open(configuration())) {
            CollectedStream issues = read(session, session.discover().stream("issues"), null, null);

            assertThat(issues.rows()).hasSize(1);
            assertThat(issues.rows().getFirst()).containsEntry("id", 1L).containsEntry("number", null);
            assertThat(issues.valuesSetAside()).isEqualTo(1);
        }
    }

    @Test
    void aRefusalNamesTheRequestAndNeverTheToken() {
        assertThatThrownBy(() -> {
                    try (SourceSession session = open(refusedConfiguration())) {
                        session.check();
                    }
                })
                .isInstanceOf(MillraceException.class)
                .hasMessage("GET " + api.address()
                        + "/repos/ada/engine answered 401: Bad credentials. Check the credentials of the source.");
    }
}
