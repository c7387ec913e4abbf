package dev.millrace.connector.rest;

import dev.millrace.connector.rest.http.Answer;
import dev.millrace.connector.rest.http.HttpExchange;
import dev.millrace.connector.rest.http.Request;
import dev.millrace.connector.spi.SourceLog;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Writes the first requests of a session and what became of them into the log of the run, for whoever writes the manifest. Without
 * queries, headers and bodies, where secrets may stand.
 */
final class ToldRequests implements HttpExchange {

    private static final int MOST = 50;

    private final HttpExchange exchange;
    private final SourceLog log;
    private final InstantSource clock;
    private final AtomicInteger told = new AtomicInteger();

    ToldRequests(HttpExchange exchange, SourceLog log, InstantSource clock) {
        this.exchange = exchange;
        this.log = log;
        this.clock = clock;
    }

    @Override
    public Answer send(Request request) throws IOException {
        long begin = clock.millis();
        try {
            Answer answer = exchange.send(request);
            tell(request.place() + " answered " + answer.status() + contentType(answer) + " after "
                    + Duration.ofMillis(clock.millis() - begin).toMillis() + " ms.");
            return answer;
        } catch (IOException e) {
            tell(request.place() + " was not answered.");
            throw e;
        }
    }

    private static String contentType(Answer answer) {
        return answer.header("Content-Type").map(type -> " (" + type + ")").orElse("");
    }

    private void tell(String line) {
        int count = told.incrementAndGet();
        if (count <= MOST) {
            log.info(line + (count == MOST ? " Further requests are not listed." : ""));
        }
    }
}
