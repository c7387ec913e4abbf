package dev.millrace.console.gateway;

import dev.millrace.console.ConsoleConfig;
import dev.millrace.console.PlainPage;
import dev.millrace.console.Problem;
import dev.millrace.kernel.ErrorCode;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.httpproxy.HttpProxy;
import io.vertx.httpproxy.ProxyRequest;
import io.vertx.httpproxy.ProxyResponse;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The login server's pages below our own address: its cookies are first-party and people see one name. Only our realm and
 * the files that its pages need are handed on; its administration stays inside.
 */
@ApplicationScoped
class LoginPages {

    private static final String BASE = "/auth/";
    private static final String OWN_COOKIES = "q_";
    private static final PlainPage UNREACHABLE = new PlainPage(
            "One moment, please",
            "<p>Logging in is not possible right now. This page tries again by itself every few seconds.</p>",
            true);

    private final HttpProxy proxy;
    private final String ownRealm;

    LoginPages(ReverseProxies proxies, ConsoleConfig config) {
        this.proxy = proxies.to(config.keycloakUrl(), new LoginPolicy(proxies));
        String realmPath = config.realmUrl().getPath();
        this.ownRealm = BASE + "realms" + realmPath.substring(realmPath.lastIndexOf('/')) + "/";
    }

    void routes(@Observes Router router) {
        router.route(BASE + "*").order(102).handler(this::handOn);
    }

    private void handOn(RoutingContext routing) {
        String path = routing.normalizedPath();
        if (path.startsWith(ownRealm) || path.startsWith(BASE + "resources/")) {
            proxy.handle(routing.request());
        } else {
            new Problem(ErrorCode.NOT_FOUND, "There is no such page. Go to the start page and log in from there.")
                    .send(routing.response());
        }
    }

    private record LoginPolicy(ReverseProxies proxies) implements ReverseProxies.Policy {

        @Override
        public void prepare(ProxyRequest request) {
            proxies.setForwarded(request);
            request.setAuthority(proxies.publicAuthority());
            request.setURI(Paths.normalised(request.proxiedRequest()));
            String theirs = withoutOwnCookies(request.headers().get(HttpHeaders.COOKIE));
            if (theirs.isEmpty()) {
                request.headers().remove(HttpHeaders.COOKIE);
            } else {
                request.putHeader(HttpHeaders.COOKIE, theirs);
            }
        }

        @Override
        public void clean(ProxyResponse response) {
            // The login server's cookies and headers are its own business.
        }

        @Override
        public ReverseProxies.Answer unreachable() {
            return new ReverseProxies.Answer(
                    ErrorCode.PLATFORM_UNAVAILABLE.httpStatus(), PlainPage.MEDIA_TYPE, UNREACHABLE.html());
        }

        private static String withoutOwnCookies(@Nullable String cookies) {
            if (cookies == null) {
                return "";
            }
            return Arrays.stream(cookies.split(";"))
                    .map(String::strip)
                    .filter(cookie -> !cookie.startsWith(OWN_COOKIES))
                    .collect(Collectors.joining("; "));
        }
    }
}
