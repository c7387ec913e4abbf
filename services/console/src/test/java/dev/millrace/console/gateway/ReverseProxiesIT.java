package dev.millrace.console.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.console.ConsoleConfig;
import dev.millrace.console.Problem;
import dev.millrace.console.ServiceClients;
import dev.millrace.console.gateway.ReverseProxies.Answer;
import dev.millrace.kernel.ErrorCode;
import dev.millrace.local.Ports;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.httpproxy.ProxyRequest;
import io.vertx.httpproxy.ProxyResponse;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReverseProxiesIT {

    /** Of a record of TLS that begins a handshake: RFC 8446, 5.1. */
    private static final int HANDSHAKE = 22;

    private final Vertx vertx = Vertx.vertx();

    /** Changes nothing. */
    private static final class PassingOn implements ReverseProxies.Policy {

        @Override
        public void prepare(ProxyRequest request) {}

        @Override
        public void clean(ProxyResponse response) {}

        @Override
        public Answer unreachable() {
            return Answer.of(new Problem(ErrorCode.PLATFORM_UNAVAILABLE, "Try again."));
        }
    }

    @AfterEach
    void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
    }

    private static ConsoleConfig config() {
        SmallRyeConfigBuilder builder = new SmallRyeConfigBuilder()
                .withConverter(Duration.class, 200, new DurationConverter())
                .withMapping(ConsoleConfig.class);
        Map.of(
                        "public-url", "https://data.example.com",
                        "realm-url", "http://127.0.0.1:1/realm",
                        "keycloak-url", "http://127.0.0.1:1",
                        "upstream.tenant-management", "http://127.0.0.1:1",
                        "upstream.connector", "http://127.0.0.1:1",
                        "upstream.transform", "http://127.0.0.1:1",
                        "upstream.reporting", "http://127.0.0.1:1")
                .forEach((name, value) -> builder.withDefaultValue("millrace.console." + name, value));
        return builder.build().getConfigMapping(ConsoleConfig.class);
    }

    private ReverseProxies proxies() {
        return new ReverseProxies(vertx, config(), new ServiceClients(vertx, config(), Optional.empty()));
    }

    private HttpServer listen(Handler<HttpServerRequest> handler) throws Exception {
        return vertx.createHttpServer()
                .requestHandler(handler)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(30, TimeUnit.SECONDS);
    }

    /** The first byte that a server at an address of this scheme gets of a call that is handed on to it. */
    private int firstByteAt(String scheme) throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            URI address = URI.create(scheme + "://localhost:" + server.getLocalPort());
            HttpServer front = listen(proxies().to(address, new PassingOn()));
            try (HttpClient browser =
                    HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
                CompletableFuture<HttpResponse<Void>> answer = browser.sendAsync(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + front.actualPort()))
                                .build(),
                        HttpResponse.BodyHandlers.discarding());
                int first;
                try (server;
                        Socket called = server.accept()) {
                    called.setSoTimeout(30_000);
                    first = called.getInputStream().read();
                }
                assertThat(answer.get(30, TimeUnit.SECONDS).statusCode()).isEqualTo(503);
                return first;
            }
        }
    }

    @Test
    void aCallWithoutABodyIsHandedOnWhateverVersionOfHttpItCameBy() throws Exception {
        List<Throwable> unhandled = new CopyOnWriteArrayList<>();
        vertx.exceptionHandler(unhandled::add);
        HttpServer server = listen(request -> request.response().end("well"));
        HttpServer front = listen(proxies().to(URI.create("http://localhost:" + server.actualPort()), new PassingOn()));
        for (HttpClient.Version version : HttpClient.Version.values()) {
            try (HttpClient browser = HttpClient.newBuilder().version(version).build()) {
                HttpResponse<String> answer = browser.sendAsync(
                                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + front.actualPort()))
                                        .build(),
                                HttpResponse.BodyHandlers.ofString())
                        .get(30, TimeUnit.SECONDS);
                assertThat(answer.version()).isEqualTo(version);
                assertThat(answer.body()).isEqualTo("well");
            }
        }
        assertThat(unhandled).isEmpty();
    }

    /** What a service answers that loses its first connections, as one does whose replica is killed. */
    private HttpResponse<String> answerOfTheOneThatIsLeft(String method, int lost, AtomicInteger calls)
            throws Exception {
        HttpServer server = listen(request -> {
            if (calls.incrementAndGet() <= lost) {
                request.connection().close();
            } else {
                request.response().end("well");
            }
        });
        HttpServer front = listen(proxies().to(URI.create("http://localhost:" + server.actualPort()), new PassingOn()));
        try (HttpClient browser = HttpClient.newHttpClient()) {
            return browser.sendAsync(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + front.actualPort()))
                                    .method(method, HttpRequest.BodyPublishers.noBody())
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .get(30, TimeUnit.SECONDS);
        }
    }

    @Test
    void aCallThatOnlyReadsIsMadeAgainWhereItsConnectionBroke() throws Exception {
        AtomicInteger calls = new AtomicInteger();

        HttpResponse<String> answer = answerOfTheOneThatIsLeft("GET", 2, calls);

        assertThat(answer.body()).isEqualTo("well");
        assertThat(calls).hasValue(3);
    }

    @Test
    void aCallIsNotMadeAgainForEver() throws Exception {
        AtomicInteger calls = new AtomicInteger();

        assertThat(answerOfTheOneThatIsLeft("GET", 10, calls).statusCode()).isEqualTo(503);
        assertThat(calls).hasValue(4);
    }

    @Test
    void aCallThatMayHaveChangedSomethingIsNotMadeAgain() throws Exception {
        AtomicInteger calls = new AtomicInteger();

        assertThat(answerOfTheOneThatIsLeft("POST", 1, calls).statusCode()).isEqualTo(503);
        assertThat(calls).hasValue(1);
    }

    @Test
    void aCallThatFindsNoConnectionIsMadeAgainWithAllThatItSends() throws Exception {
        int port = Ports.free();
        HttpServer front = listen(proxies().to(URI.create("http://localhost:" + port), new PassingOn()));
        try (HttpClient browser = HttpClient.newHttpClient()) {
            CompletableFuture<HttpResponse<String>> answer = browser.sendAsync(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + front.actualPort()))
                            .POST(HttpRequest.BodyPublishers.ofString("a source"))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            // The first pause is over by then and the second is not.
            Thread.sleep(200);
            vertx.createHttpServer()
                    .requestHandler(request -> request.body().onSuccess(request.response()::end))
                    .listen(port, "127.0.0.1");

            assertThat(answer.get(30, TimeUnit.SECONDS).body()).isEqualTo("a source");
        }
    }

    @Test
    void aServerWithHttpsIsSpokenToInTlsAndAnotherIsNot() throws Exception {
        assertThat(firstByteAt("https")).isEqualTo(HANDSHAKE);
        assertThat(firstByteAt("http")).isEqualTo('G');
    }
}
