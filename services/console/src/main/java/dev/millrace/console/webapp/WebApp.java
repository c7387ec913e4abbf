package dev.millrace.console.webapp;

import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.regex.Pattern;

/**
 * The pages of the web app live in the browser: whatever address a person opens or reloads, they get the same document,
 * unless it is something of the server's own.
 */
@ApplicationScoped
class WebApp {

    private static final Pattern OF_THE_SERVER =
            Pattern.compile("^/(api|auth|q|assets|internal|session|login|signup|logout)(/.*)?$");
    private static final Pattern A_FILE = Pattern.compile("\\.[a-zA-Z0-9]{1,8}$");

    void routes(@Observes Router router) {
        router.get("/docs/api").order(200).handler(routing -> routing.reroute("/api-docs.html"));
        router.get().order(20_000).handler(WebApp::page);
    }

    private static void page(RoutingContext routing) {
        String path = routing.normalizedPath();
        boolean page = !path.equals("/")
                && !OF_THE_SERVER.matcher(path).matches()
                && !A_FILE.matcher(path).find()
                && acceptsHtml(routing);
        if (page) {
            routing.reroute("/");
        } else {
            routing.next();
        }
    }

    private static boolean acceptsHtml(RoutingContext routing) {
        String accept = routing.request().getHeader(HttpHeaders.ACCEPT);
        return accept == null || accept.contains("text/html") || accept.contains("*/*");
    }
}
