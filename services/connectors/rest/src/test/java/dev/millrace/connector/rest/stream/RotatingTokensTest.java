package dev.millrace.connector.rest.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.connector.rest.http.Answer;
import dev.millrace.connector.rest.http.Request;
import dev.millrace.kernel.MillraceException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Several tokens that are as good as one another. */
class RotatingTokensTest {

    private static final String MANIFEST = """
            streams:
              - name: users
                retriever:
                  requester:
                    url_base: "https://a.test"
                    path: /users
                    authenticator:
                      type: RateLimitedMultipleTokenAuthenticator
                      tokens: "{{ config['tokens'] }}"
                      auth_method: token
                      budget_reserve_fraction: %s
                      budget_min_reserve: 0
                      max_wait_time: PT1H
                      quota_status_source: {type: QuotaStatusSource, url: "https://a.test/limits", unavailable_status_codes: [404]}
                      quotas:
                        - {type: TokenQuota, name: all, remaining_path: [left], reset_path: [reset], exhaustion_status_codes: [429]}
                  record_selector: {extractor: {field_path: []}}
                  paginator:
                    pagination_strategy: {type: PageIncrement}
                    page_token_option: {inject_into: request_parameter, field_name: page}
            """;

    private final FakeApi fake = new FakeApi(this::answer);
    private final List<String> used = new ArrayList<>();
    private int limitStatus = 200;
    private int refusals;
    private long left = 2;
    private long reset;

    private Answer answer(Request request) {
        String token = String.valueOf(request.headers().get("Authorization"));
        if (request.url().endsWith("/limits")) {
            return Answer.of(limitStatus, Map.of(), bytes("{\"left\": " + left + ", \"reset\": " + reset + "}"));
        }
        used.add(token);
        if (refusals > 0) {
            refusals--;
            return Answer.of(429, Map.of(), new byte[0]);
        }
        return Answer.of(200, Map.of(), bytes(used.size() < 5 ? "[{\"id\": 1}]" : "[]"));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private List<Object> read(String reserve) {
        reset = reset == 0 ? fake.seconds() + 600 : reset;
        fake.config().put("tokens", "one, two");
        RestStream stream =
                fake.api(MANIFEST.formatted(reserve)).stream("users").orElseThrow();
        List<Object> ids = new ArrayList<>();
        stream.read((record, slice) -> ids.add(record.get("id")));
        return ids;
    }

    @Test
    void theNextTokenIsTakenWhenOneIsSpentAndAllAreWaitedForWhenAllAre() {
        List<Object> ids = read("0");

        assertThat(ids).hasSize(4);
        assertThat(used).containsExactly("token one", "token one", "token two", "token two", "token two");
        assertThat(fake.pauses()).containsExactly("PT10M1S");
    }

    @Test
    void aTokenThatIsRefusedIsFollowedByAnotherWithoutAPause() {
        refusals = 1;
        left = 100;

        read("0");

        assertThat(used.subList(0, 2)).containsExactly("token one", "token two");
        assertThat(fake.pauses()).isEmpty();
    }

    @Test
    void whatIsLeftIsSpreadOverTheTimeOnceAllAreDownToTheirReserve() {
        left = 100;

        read("1.5");

        assertThat(fake.pauses().getFirst()).isEqualTo("PT3S");
    }

    @Test
    void aServerThatLimitsNothingIsAskedWithoutCounting() {
        limitStatus = 404;

        read("0");

        assertThat(used).hasSize(5).containsOnly("token one");
    }

    @Test
    void aWaitThatIsTooLongEndsTheRead() {
        left = 0;
        reset = fake.seconds() + 7200;

        assertThatThrownBy(() -> read("0"))
                .isInstanceOf(MillraceException.class)
                .hasMessageContaining("All tokens have used up what the API allows, for another 120 minutes.");
    }
}
