package dev.millrace.console.gateway;

import dev.millrace.console.Problem;
import dev.millrace.kernel.ErrorCode;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.stream.Stream;

/**
 * Health and figures are for the cluster, which asks directly. Whoever comes through a proxy comes from outside, and finds
 * nothing here: the front door has one port for both.
 */
@ApplicationScoped
class ClusterPages {

    private static final int BEFORE_THE_SERVERS_OWN = -1000;

    void routes(@Observes Router router) {
        router.route("/q/*").order(BEFORE_THE_SERVERS_OWN).handler(ClusterPages::hideFromOutside);
    }

    private static void hideFromOutside(RoutingContext routing) {
        MultiMap headers = routing.request().headers();
        if (Stream.of("X-Forwarded-For", "X-Forwarded-Host", "Forwarded").anyMatch(headers::contains)) {
            new Problem(ErrorCode.NOT_FOUND, "There is no such page.").send(routing.response());
        } else {
            routing.next();
        }
    }
}
