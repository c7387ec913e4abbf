package dev.millrace.console.gateway;

import dev.millrace.console.ConsoleConfig;
import dev.millrace.console.Problem;
import dev.millrace.console.session.Callers;
import dev.millrace.kernel.ErrorCode;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.httpproxy.HttpProxy;
import io.vertx.httpproxy.ProxyRequest;
import io.vertx.httpproxy.ProxyResponse;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Hands API calls to the service whose path it is, with the caller's token. The session cookie never reaches a service, a
 * service never sets a cookie here, and only what is below {@code /api/v1} is handed on: paths for services among
 * themselves are not.
 */
@ApplicationScoped
class ApiGateway {

    private static final String BASE = "/api/v1/";
    private static final String WITHOUT_LOGIN = BASE + "reconnect-links/";
    private static final Pattern UPLOADS = Pattern.compile(BASE + "tenants/[^/?]+/uploads(\\?|$)");

    private final Callers callers;
    private final Map<Upstream, HttpProxy> proxies;

    ApiGateway(Callers callers, ReverseProxies reverseProxies, ConsoleConfig config) {
        this.callers = callers;
        this.proxies = Stream.of(Upstream.values())
                .collect(Collectors.toMap(
                        Function.identity(),
                        upstream -> reverseProxies.toService(
                                upstream.address(config.upstream()), new ApiPolicy(upstream, reverseProxies))));
    }

    void routes(@Observes Router router) {
        router.route(BASE + "*").order(100).handler(this::handOn);
        router.route("/api/*").order(101).handler(ApiGateway::notFound);
    }

    private void handOn(RoutingContext routing) {
        Optional<Upstream> upstream = Upstream.of(routing.normalizedPath().substring(BASE.length()));
        if (upstream.isEmpty()) {
            notFound(routing);
            return;
        }
        HttpProxy proxy = Objects.requireNonNull(proxies.get(upstream.get()), "every service has its proxy");
        if (routing.normalizedPath().startsWith(WITHOUT_LOGIN)) {
            // Whoever has such a link needs no login, and brings none along.
            routing.request().headers().remove(HttpHeaders.AUTHORIZATION);
            proxy.handle(routing.request());
            return;
        }
        callers.withCaller(routing, caller -> {
            routing.request().headers().set(HttpHeaders.AUTHORIZATION, caller.authorization());
            proxy.handle(routing.request());
        });
    }

    private static void notFound(RoutingContext routing) {
        new Problem(
                        ErrorCode.NOT_FOUND,
                        "There is no '" + routing.normalizedPath() + "' in this API. See /docs/api for what there is.")
                .send(routing.response());
    }

    private record ApiPolicy(Upstream upstream, ReverseProxies proxies) implements ReverseProxies.Policy {

        @Override
        public void prepare(ProxyRequest request) {
            request.headers().remove(HttpHeaders.COOKIE);
            proxies.setForwarded(request);
            request.setURI(Paths.normalised(request.proxiedRequest()));
        }

        @Override
        public void clean(ProxyResponse response) {
            response.headers().remove(HttpHeaders.SET_COOKIE);
        }

        @Override
        public ReverseProxies.Answer unreachable() {
            return ReverseProxies.Answer.of(new Problem(
                    ErrorCode.PLATFORM_UNAVAILABLE,
                    upstream.title() + " can't be reached right now; nothing is lost. Try again in a minute."));
        }

        /** The connector service decides how large a file may be, and says what to do when it is larger. */
        @Override
        public long largestBody(ProxyRequest request) {
            return UPLOADS.matcher(Paths.normalised(request.proxiedRequest())).lookingAt()
                    ? Long.MAX_VALUE
                    : ReverseProxies.Policy.super.largestBody(request);
        }
    }
}
