package dev.millrace.console.session;

import dev.millrace.console.ConsoleConfig;
import dev.millrace.console.Problem;
import dev.millrace.kernel.ErrorCode;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.Set;

/**
 * Refuses calls that another site made a browser send with our cookie. The cookie is SameSite=Lax already; beside it a call
 * that changes something carries {@code X-Requested-With}, which no foreign page can set without asking first, and comes
 * from our own origin wherever the browser tells (Origin: RFC 6454; Sec-Fetch-Site: W3C Fetch Metadata).
 */
@ApplicationScoped
class CrossSiteGuard {

    static final Problem REFUSED = new Problem(
            ErrorCode.NOT_ALLOWED,
            "This call did not come from Millrace's own pages. Programs send an API key as 'Authorization: Bearer …';"
                    + " pages send the header 'X-Requested-With: JavaScript'.");

    private static final Set<HttpMethod> HARMLESS = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

    private final String ownOrigin;

    CrossSiteGuard(ConsoleConfig config) {
        this.ownOrigin = origin(config.publicUrl());
    }

    boolean allows(HttpServerRequest request) {
        if (HARMLESS.contains(request.method())) {
            return true;
        }
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        String fetchSite = request.getHeader("Sec-Fetch-Site");
        return "JavaScript".equals(request.getHeader("X-Requested-With"))
                && (origin == null || origin.equals(ownOrigin))
                && (fetchSite == null || fetchSite.equals("same-origin"));
    }

    private static String origin(URI address) {
        return address.getScheme() + "://" + address.getAuthority();
    }
}
