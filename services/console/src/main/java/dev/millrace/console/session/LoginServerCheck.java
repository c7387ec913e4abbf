package dev.millrace.console.session;

import dev.millrace.console.ConsoleConfig;
import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready when the login server is, by asking it. What quarkus-oidc knows is no measure: when the login server answered 503
 * while it started, quarkus-oidc asks again only on the next request of a person, and no person comes before we are ready.
 */
@Readiness
@ApplicationScoped
class LoginServerCheck implements AsyncHealthCheck {

    private static final int PATIENCE_MILLIS = 2_000;
    private static final int OK = 200;

    private final HttpClient client;
    private final URI discovery;

    @Inject
    LoginServerCheck(Vertx vertx, ConsoleConfig config) {
        this(vertx, config.realmUrl());
    }

    LoginServerCheck(Vertx vertx, URI realm) {
        this.client = vertx.createHttpClient(new HttpClientOptions().setConnectTimeout(PATIENCE_MILLIS));
        this.discovery = URI.create(realm + "/.well-known/openid-configuration");
    }

    @Override
    public Uni<HealthCheckResponse> call() {
        RequestOptions request = new RequestOptions()
                .setMethod(HttpMethod.GET)
                .setAbsoluteURI(discovery.toString())
                .setTimeout(PATIENCE_MILLIS);
        Future<Boolean> answers = client.request(request)
                .compose(call -> call.send())
                .map(HttpClientResponse::statusCode)
                .map(status -> status == OK)
                .otherwise(false);
        return Uni.createFrom()
                .completionStage(answers.toCompletionStage())
                .map(up -> HealthCheckResponse.named("login server").status(up).build());
    }
}
