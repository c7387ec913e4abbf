package dev.millrace.console.apidocs;

import dev.millrace.console.ConsoleConfig;
import dev.millrace.console.Problem;
import dev.millrace.console.ServiceClients;
import dev.millrace.console.gateway.Upstream;
import dev.millrace.kernel.CertificateFailure;
import dev.millrace.kernel.ErrorCode;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /api/v1/openapi.json}: what the services say of themselves, as one document. A service that does not answer is
 * shown as it was when it last did.
 */
@ApplicationScoped
class ApiDocument {

    private static final Logger LOG = Logger.getLogger(ApiDocument.class);
    private static final String OWN = "openapi/console.json";
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Vertx vertx;
    private final HttpClient client;
    private final ConsoleConfig config;
    private final Map<Upstream, JsonObject> documents = new ConcurrentHashMap<>();
    private volatile @Nullable Merged merged;

    private record Merged(String json, Instant at) {}

    ApiDocument(Vertx vertx, ConsoleConfig config, ServiceClients services) {
        this.vertx = vertx;
        this.config = config;
        this.client = services.create(new HttpClientOptions());
    }

    void routes(@Observes Router router) {
        router.get("/api/v1/openapi.json").order(50).handler(this::answer);
    }

    private void answer(RoutingContext routing) {
        Merged known = merged;
        if (known != null && known.at().plus(config.documents().freshFor()).isAfter(Instant.now())) {
            send(routing, known.json());
            return;
        }
        Future.all(Stream.of(Upstream.values()).map(this::fetch).toList())
                .compose(ignored -> vertx.fileSystem().readFile(OWN))
                .onSuccess(own -> {
                    Map<String, JsonObject> present = new LinkedHashMap<>();
                    for (Upstream upstream : Upstream.values()) {
                        JsonObject document = documents.get(upstream);
                        if (document != null) {
                            present.put(upstream.title(), document);
                        }
                    }
                    String json =
                            MergedDocument.merge(new JsonObject(own), present).encode();
                    if (present.size() == Upstream.values().length) {
                        merged = new Merged(json, Instant.now());
                    }
                    send(routing, json);
                })
                .onFailure(failure -> {
                    LOG.error("The API's document can't be put together", failure);
                    new Problem(ErrorCode.INTERNAL, "The API's document can't be put together. We have been told.")
                            .send(routing.response());
                });
    }

    /** Never fails: without an answer, what is known stays. */
    private Future<@Nullable Void> fetch(Upstream upstream) {
        URI address = upstream.address(config.upstream()).resolve("/q/openapi?format=json");
        RequestOptions request = new RequestOptions()
                .setMethod(HttpMethod.GET)
                .setAbsoluteURI(address.toString())
                .putHeader(HttpHeaders.ACCEPT, "application/json")
                .setTimeout(PATIENCE.toMillis());
        return client.request(request)
                .compose(call -> call.send())
                .compose(response -> response.statusCode() == 200
                        ? response.body()
                        : Future.failedFuture("status " + response.statusCode()))
                .map(Buffer::toJsonObject)
                .onSuccess(document -> documents.put(upstream, document))
                .onFailure(failure ->
                        LOG.warnf("%s gives no API document: %s", address, CertificateFailure.sentence(failure)))
                .<@Nullable Void>mapEmpty()
                .otherwiseEmpty();
    }

    private static void send(RoutingContext routing, String json) {
        routing.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-cache")
                .end(json);
    }
}
