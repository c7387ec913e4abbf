package dev.millrace.console.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.millrace.local.tls.CertificateAuthority;
import dev.millrace.local.tls.SecuredServer;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoginServerCheckIT {

    private final Vertx vertx = Vertx.vertx();
    private final AtomicInteger status = new AtomicInteger(503);
    private HttpServer loginServer;

    @TempDir
    private Path folder;

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

    @Test
    void staysReadyWhenTheLoginServerGoesAway() {
        status.set(200);
        LoginServerCheck check = new LoginServerCheck(vertx, realm());
        assertThat(statusOf(check)).isEqualTo(Status.UP);

        loginServer.stop(0);

        assertThat(statusOf(check)).isEqualTo(Status.UP);
        assertThat(data(check)).containsEntry("answers", false);
    }

    @Test
    void tellsWhyTheLoginServerCantBeAsked() throws IOException {
        CertificateAuthority.create("Nobody knows it").issue(folder, CertificateAuthority.validNow(), "localhost");
        try (SecuredServer secured = SecuredServer.start(folder, path -> "{}")) {
            LoginServerCheck check =
                    new LoginServerCheck(vertx, URI.create(secured.address() + "/auth/realms/millrace"));

            assertThat(data(check))
                    .containsEntry("reason", "its certificate is not signed by an authority that is trusted");
        }
        assertThat(data(new LoginServerCheck(vertx, realm()))).containsEntry("reason", "it answers 503");
    }

    private static Map<String, Object> data(LoginServerCheck check) {
        return check.call().await().atMost(Duration.ofSeconds(5)).getData().orElseThrow();
    }

    private URI realm() {
        return URI.create("http://127.0.0.1:" + loginServer.getAddress().getPort() + "/auth/realms/millrace");
    }

    private static Status statusOf(LoginServerCheck check) {
        return check.call().await().atMost(Duration.ofSeconds(5)).getStatus();
    }
}
