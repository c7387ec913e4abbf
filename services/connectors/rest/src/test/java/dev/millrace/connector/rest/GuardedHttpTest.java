package dev.millrace.connector.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import dev.millrace.connector.rest.http.Answer;
import dev.millrace.connector.rest.http.Request;
import dev.millrace.connector.spi.AddressRange;
import dev.millrace.connector.spi.EgressGuard;
import dev.millrace.connector.spi.ReadStoppedException;
import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GuardedHttpTest {

    private static final EgressGuard LOOPBACK = new EgressGuard(List.of(AddressRange.parse("127.0.0.0/8")));

    private final CountDownLatch held = new CountDownLatch(1);
    private final CountDownLatch arrived = new CountDownLatch(1);
    private final LocalApi other = new LocalApi(exchange ->
            LocalApi.Reply.json("key: " + exchange.getRequestHeaders().getFirst("Authorization")));
    private final LocalApi api = new LocalApi(this::reply);

    @AfterEach
    void stop() {
        held.countDown();
        api.close();
        other.close();
    }

    private LocalApi.Reply reply(HttpExchange exchange) {
        return switch (exchange.getRequestURI().getPath()) {
            case "/here" -> new LocalApi.Reply(302, Map.of("Location", "/there"), "");
            case "/away" ->
                new LocalApi.Reply(
                        302, Map.of("Location", other.address().replace("127.0.0.1", "127.0.0.2") + "/x"), "");
            case "/circle" -> new LocalApi.Reply(302, Map.of("Location", "/circle"), "");
            case "/slow" -> {
                arrived.countDown();
                try {
                    held.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                yield LocalApi.Reply.json("late");
            }
            default ->
                LocalApi.Reply.json("key: " + exchange.getRequestHeaders().getFirst("Authorization"));
        };
    }

    private static Request get(String url) {
        return new Request("GET", url, Map.of("Authorization", "Bearer k"), null);
    }

    @Test
    void aRedirectOnTheSameHostKeepsTheKey() throws IOException {
        try (GuardedHttp http = new GuardedHttp(LOOPBACK);
                Answer answer = http.send(get(api.address() + "/here"))) {
            assertThat(answer.text()).isEqualTo("key: Bearer k");
        }
    }

    @Test
    void aRedirectInACircleEnds() throws IOException {
        try (GuardedHttp http = new GuardedHttp(LOOPBACK);
                Answer answer = http.send(get(api.address() + "/circle"))) {
            assertThat(answer.status()).isEqualTo(302);
            assertThat(api.asked()).hasSize(6);
        }
    }

    @Test
    void aHostThatIsNotPublicIsNotAsked() {
        try (GuardedHttp http = new GuardedHttp(new EgressGuard(List.of()))) {
            assertThatThrownBy(() -> http.send(get(api.address())))
                    .isInstanceOfSatisfying(
                            MillraceException.class,
                            e -> assertThat(e.code()).isEqualTo(ErrorCode.ADDRESS_NOT_ALLOWED));
        }
        assertThat(api.asked()).isEmpty();
    }

    @Test
    void aRedirectToAHostThatIsNotPublicIsNotFollowed() {
        EgressGuard one = new EgressGuard(List.of(AddressRange.parse("127.0.0.1/32")));
        try (GuardedHttp http = new GuardedHttp(one)) {
            assertThatThrownBy(() -> http.send(get(api.address() + "/away")))
                    .isInstanceOfSatisfying(
                            MillraceException.class,
                            e -> assertThat(e.code()).isEqualTo(ErrorCode.ADDRESS_NOT_ALLOWED));
        }
        assertThat(other.asked()).isEmpty();
    }

    @Test
    void filesAreNoAddresses() {
        try (GuardedHttp http = new GuardedHttp(LOOPBACK)) {
            assertThatThrownBy(() -> http.send(get("file:///etc/passwd")))
                    .isInstanceOf(MillraceException.class)
                    .hasMessageContaining("no address of the web");
        }
    }

    @Test
    void aHeaderThatHttpDoesNotAllowIsNamedWithoutItsValue() {
        try (GuardedHttp http = new GuardedHttp(LOOPBACK)) {
            Request request = new Request("GET", api.address(), Map.of("Authorization", "Bearer s3\ncret"), null);
            assertThatThrownBy(() -> http.send(request))
                    .isInstanceOf(MillraceException.class)
                    .hasMessageContaining("line breaks")
                    .hasMessageNotContaining("s3");
        }
    }

    @Test
    void cancellingEndsARequestThatNobodyAnswers() throws InterruptedException, ExecutionException, TimeoutException {
        try (GuardedHttp http = new GuardedHttp(LOOPBACK)) {
            CompletableFuture<Throwable> ended = CompletableFuture.supplyAsync(() -> {
                try {
                    http.send(get(api.address() + "/slow")).close();
                    return new AssertionError("it was answered");
                } catch (IOException | RuntimeException e) {
                    return e;
                }
            });
            arrived.await();
            http.cancel();

            assertThat(ended.get(30, TimeUnit.SECONDS)).isInstanceOf(ReadStoppedException.class);
        }
    }

    @Test
    void cancellingEndsAPause() {
        try (GuardedHttp http = new GuardedHttp(LOOPBACK)) {
            http.cancel();
            assertThatThrownBy(() -> http.sleep(Duration.ofHours(1))).isInstanceOf(ReadStoppedException.class);
        }
    }
}
