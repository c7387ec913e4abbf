package dev.millrace.console.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LoginServerCheckIT {

    private final Vertx vertx = Vertx.vertx();
    private final AtomicInteger status = new AtomicInteger(503);
    private HttpServer loginServer;

    @BeforeEach
    void startLoginServer() throws IOException {
        loginServer = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        loginServer.createContext("/auth/realms/millrace/.well-known/openid-configuration", exchange -> {
            exchange.sendResponseHeaders(status.get(), -1);
            exchange.close();
        });
        loginServer.start();
    }

    @AfterEach
    void stop() {
        loginServer.stop(0);
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void readyAfterALoginServerThatStillStartedWhenFirstAsked() {
        LoginServerCheck check = new LoginServerCheck(vertx, realm());
        assertThat(statusOf(check)).isEqualTo(Status.DOWN);

        status.set(200);

        assertThat(statusOf(check)).isEqualTo(Status.UP);
    }

    @Test
    void notReadyWithoutALoginServer() {
        URI realm = realm();
        loginServer.stop(0);

        assertThat(statusOf(new LoginServerCheck(vertx, realm))).isEqualTo(Status.DOWN);
    }

    private URI realm() {
        return URI.create("http://127.0.0.1:" + loginServer.getAddress().getPort() + "/auth/realms/millrace");
    }

    private static Status statusOf(LoginServerCheck check) {
        return check.call().await().atMost(Duration.ofSeconds(5)).getStatus();
    }
}
