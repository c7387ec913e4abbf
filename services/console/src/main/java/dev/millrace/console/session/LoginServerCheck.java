package dev.millrace.console.session;

import dev.millrace.console.ConsoleConfig;
import dev.millrace.kernel.CertificateFailure;
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
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;
import org.jboss.logging.Logger;

/**
 * Ready once the login server was, by asking it. What quarkus-oidc knows is no measure: when the login server answered 503
 * while it started, quarkus-oidc asks again only on the next request of a person, and no person comes before we are ready.
 *
 * <p>It stays so when the login server goes away. Whoever is logged in needs it every few minutes only, API keys never, and all replicas would leave at the same
 * time. What is wrong with it is told by the log, once, and beside the state.
 */
@Readiness
@ApplicationScoped
class LoginServerCheck implements AsyncHealthCheck {

    private static final int PATIENCE_MILLIS = 2_000;
    private static final int OK = 200;

    private static final Logger LOG = Logger.getLogger(LoginServerCheck.class);

    private final HttpClient client;
    private final URI discovery;
    private volatile boolean wasThere;
    private final AtomicReference<String> known = new AtomicReference<>("");

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
        Future<String> reason = client.request(request)
                .compose(call -> call.send())
                .map(HttpClientResponse::statusCode)
                .map(status -> status == OK ? "" : "it answers " + status)
                .otherwise(CertificateFailure::sentence);
        return Uni.createFrom().completionStage(reason.toCompletionStage()).map(this::state);
    }

    private HealthCheckResponse state(String reason) {
        boolean answers = reason.isEmpty();
        wasThere |= answers;
        if (!known.getAndSet(reason).equals(reason)) {
            if (answers) {
                LOG.infof("the login server answers at %s again", discovery);
            } else {
                LOG.errorf("the login server can't be asked at %s: %s", discovery, reason);
            }
        }
        HealthCheckResponseBuilder response =
                HealthCheckResponse.named("login server").status(wasThere).withData("answers", answers);
        return (answers ? response : response.withData("reason", reason)).build();
    }
}
