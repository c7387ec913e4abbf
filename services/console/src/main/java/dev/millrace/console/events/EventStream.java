package dev.millrace.console.events;

import dev.millrace.kernel.TenantId;
import io.vertx.core.Context;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;

/**
 * One browser's stream. What a slow browser has not taken is bounded: beyond it the stream ends, the browser opens a new one
 * and reads the state by GET. All writes happen on the request's event loop.
 */
class EventStream {

    private static final int WAITING_BYTES = 256 * 1024;

    private final RoutingContext routing;
    private final Context eventLoop;

    EventStream(RoutingContext routing) {
        this.routing = routing;
        this.eventLoop = routing.vertx().getOrCreateContext();
    }

    /**
     * Begins, unless the browser has gone already.
     *
     * @param whenOver is run once the stream has ended, whoever ended it
     */
    void open(TenantId tenant, LiveEvents events, Duration keepAlive, Duration longest, Runnable whenOver) {
        HttpServerResponse response = routing.response();
        if (response.closed()) {
            whenOver.run();
            return;
        }
        response.setChunked(true)
                .setWriteQueueMaxSize(WAITING_BYTES)
                .putHeader(HttpHeaders.CONTENT_TYPE, "text/event-stream")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .putHeader(HttpHeaders.CONTENT_ENCODING, HttpHeaders.IDENTITY)
                .putHeader("X-Accel-Buffering", "no");
        Runnable stopListening =
                events.listen(tenant, event -> eventLoop.runOnContext(ignored -> send("data: " + event.json())));
        long ticks = routing.vertx().setPeriodic(keepAlive.toMillis(), ignored -> send(": keep-alive"));
        long end = routing.vertx().setTimer(longest.toMillis(), ignored -> response.end());
        Runnable release = () -> {
            stopListening.run();
            routing.vertx().cancelTimer(ticks);
            routing.vertx().cancelTimer(end);
            whenOver.run();
        };
        response.endHandler(ignored -> release.run());
        response.closeHandler(ignored -> release.run());
        send("retry: 1000");
    }

    /** Ends it in good order; the browser opens the next one. Any thread may ask for it. */
    void end() {
        eventLoop.runOnContext(ignored -> {
            HttpServerResponse response = routing.response();
            if (!response.ended() && !response.closed()) {
                response.end();
            }
        });
    }

    private void send(String line) {
        HttpServerResponse response = routing.response();
        if (response.ended() || response.closed()) {
            return;
        }
        if (response.writeQueueFull()) {
            routing.request().connection().close();
        } else {
            response.write(line + "\n\n");
        }
    }
}
