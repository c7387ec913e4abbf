package dev.millrace.console.session;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Who is not logged in has nothing to log out of: without this, {@code /logout} would ask them to log in first. */
@ApplicationScoped
class LogoutWithoutSession {

    private static final String SESSION_COOKIE = "q_session";

    /** Before the filter that asks for a login, whose priority is 200. */
    private static final int BEFORE_AUTHENTICATION = 300;

    void filters(@Observes Filters filters) {
        filters.register(LogoutWithoutSession::toStart, BEFORE_AUTHENTICATION);
    }

    private static void toStart(RoutingContext routing) {
        boolean session = routing.request().cookies().stream()
                .anyMatch(cookie -> cookie.getName().startsWith(SESSION_COOKIE));
        if (session || !routing.normalizedPath().equals("/logout")) {
            routing.next();
        } else {
            routing.response()
                    .setStatusCode(303)
                    .putHeader(HttpHeaders.LOCATION, "/")
                    .end();
        }
    }
}
