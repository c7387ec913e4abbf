package dev.millrace.console.webapp;

import dev.millrace.console.ConsoleConfig;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * Headers that protect people (after the OWASP Secure Headers project), and how long a browser keeps what it got. Files
 * below {@code /assets} have a hash of their content in their name, so they never change. The login server sets headers of
 * its own for its pages.
 */
@ApplicationScoped
class ResponseHeaders {

    /** Styles are inline where components set sizes and colours; scripts never are. */
    private static final String CONTENT_SECURITY_POLICY = String.join(
            "; ",
            "default-src 'self'",
            "script-src 'self'",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "connect-src 'self'",
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
            "frame-ancestors 'none'");

    private static final int EARLY = 500;

    private final boolean https;

    ResponseHeaders(ConsoleConfig config) {
        this.https = "https".equals(config.publicUrl().getScheme());
    }

    void filters(@Observes Filters filters) {
        filters.register(this::add, EARLY);
    }

    private void add(RoutingContext routing) {
        String path = routing.normalizedPath();
        if (!path.startsWith("/auth/")) {
            routing.addHeadersEndHandler(ignored -> set(path, routing));
        }
        routing.next();
    }

    private void set(String path, RoutingContext routing) {
        MultiMap headers = routing.response().headers();
        headers.set("Content-Security-Policy", CONTENT_SECURITY_POLICY);
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("X-Frame-Options", "DENY");
        headers.set("Referrer-Policy", "same-origin");
        headers.set("Cross-Origin-Opener-Policy", "same-origin");
        headers.set("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=()");
        if (https) {
            headers.set("Strict-Transport-Security", "max-age=31536000; includeSubDomains");
        }
        if (path.startsWith("/assets/") && routing.response().getStatusCode() == 200) {
            headers.set(HttpHeaders.CACHE_CONTROL, "public, max-age=31536000, immutable");
        } else if (!path.startsWith("/api/") && !isNeverKept(headers)) {
            headers.set(HttpHeaders.CACHE_CONTROL, "no-cache");
        }
    }

    private static boolean isNeverKept(MultiMap headers) {
        String present = headers.get(HttpHeaders.CACHE_CONTROL);
        return present != null && present.contains("no-store");
    }
}
