package dev.millrace.console.events;

import dev.millrace.console.ConsoleConfig;
import dev.millrace.console.Problem;
import dev.millrace.console.ServiceClients;
import dev.millrace.console.session.Caller;
import dev.millrace.console.session.Callers;
import dev.millrace.kernel.CertificateFailure;
import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.TenantId;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.vertx.core.Future;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * {@code GET /api/v1/tenants/{tenant}/events}. Whether the caller is a member is asked of tenant-management with the
 * caller's own token, each time that a stream is opened.
 */
@ApplicationScoped
class EventStreams {

    private static final Logger LOG = Logger.getLogger(EventStreams.class);
    private static final int OK = 200;
    private static final int UNAUTHORIZED = 401;
    private static final int FIRST_SERVER_ERROR = 500;

    private final Callers callers;
    private final LiveEvents events;
    private final ConsoleConfig config;
    private final HttpClient client;
    private final Set<EventStream> open = ConcurrentHashMap.newKeySet();
    private volatile boolean stopping;

    EventStreams(Callers callers, LiveEvents events, ConsoleConfig config, ServiceClients services) {
        this.callers = callers;
        this.events = events;
        this.config = config;
        this.client = services.create(new HttpClientOptions());
    }

    void routes(@Observes Router router) {
        router.get("/api/v1/tenants/:tenant/events").order(50).handler(this::open);
    }

    /** A stream that stays would hold up the end until its patience is over: browsers go to a console that goes on. */
    void end(@Observes ShutdownDelayInitiatedEvent event) {
        stopping = true;
        open.forEach(EventStream::end);
    }

    private void open(RoutingContext routing) {
        Optional<TenantId> tenant = tenant(routing.pathParam("tenant"));
        if (tenant.isEmpty()) {
            notFound().send(routing.response());
            return;
        }
        callers.withCaller(
                routing,
                caller -> membership(tenant.get(), caller)
                        .onSuccess(status -> answer(routing, tenant.get(), status))
                        .onFailure(failure -> {
                            LOG.warnf("nobody says who is a member: %s", CertificateFailure.sentence(failure));
                            unavailable().send(routing.response());
                        }));
    }

    private void answer(RoutingContext routing, TenantId tenant, int status) {
        if (status == OK) {
            routing.request().resume();
            EventStream stream = new EventStream(routing);
            open.add(stream);
            stream.open(
                    tenant,
                    events,
                    config.events().keepAlive(),
                    config.events().longestStream(),
                    () -> open.remove(stream));
            if (stopping) {
                stream.end();
            }
        } else if (status == UNAUTHORIZED) {
            new Problem(ErrorCode.NOT_AUTHENTICATED, "The session, token or key is not valid any more. Log in again.")
                    .send(routing.response());
        } else if (status >= FIRST_SERVER_ERROR) {
            unavailable().send(routing.response());
        } else {
            notFound().send(routing.response());
        }
    }

    private Future<Integer> membership(TenantId tenant, Caller caller) {
        RequestOptions request = new RequestOptions()
                .setMethod(HttpMethod.GET)
                .setAbsoluteURI(config.upstream()
                        .tenantManagement()
                        .resolve("/api/v1/tenants/" + tenant.value())
                        .toString())
                .putHeader(HttpHeaders.AUTHORIZATION, caller.authorization())
                .setTimeout(config.upstream().connectTimeout().toMillis() * 5);
        return client.request(request).compose(call -> call.send()).map(HttpClientResponse::statusCode);
    }

    private static Optional<TenantId> tenant(String text) {
        try {
            return Optional.of(new TenantId(UUID.fromString(text)));
        } catch (IllegalArgumentException ignored) {
            return Optional.empty();
        }
    }

    private static Problem notFound() {
        return new Problem(ErrorCode.NOT_FOUND, "There is no such workspace, or you are not a member of it.");
    }

    private static Problem unavailable() {
        return new Problem(
                ErrorCode.PLATFORM_UNAVAILABLE, "Live progress is not available right now. Try again in a minute.");
    }
}
