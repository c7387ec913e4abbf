package dev.millrace.console.session;

import dev.millrace.console.ConsoleConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready when the login server answers. Quarkus' own check stays down after a start without the login server, until somebody
 * logs in; but nobody can while this is not ready.
 */
@Readiness
@ApplicationScoped
class LoginServerCheck implements HealthCheck {

    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final int OK = 200;

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private final URI discovery;

    LoginServerCheck(ConsoleConfig config) {
        this.discovery = URI.create(config.realmUrl() + "/.well-known/openid-configuration");
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("login server").status(answers()).build();
    }

    private boolean answers() {
        try {
            HttpRequest request =
                    HttpRequest.newBuilder(discovery).timeout(PATIENCE).build();
            return client.send(request, BodyHandlers.discarding()).statusCode() == OK;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
