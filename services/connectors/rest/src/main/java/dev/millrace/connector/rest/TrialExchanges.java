package dev.millrace.connector.rest;

import dev.millrace.connector.rest.http.Answer;
import dev.millrace.connector.rest.http.HttpExchange;
import dev.millrace.connector.rest.http.Request;
import dev.millrace.connector.spi.trial.TrialExchange;
import dev.millrace.kernel.MillraceException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Sends requests and keeps the first of them and the beginnings of their answers, secrets masked. */
final class TrialExchanges implements HttpExchange {

    private static final int MOST = 60;
    private static final int SHOWN_BYTES = 20_000;

    private final HttpExchange exchange;
    private final TrialProgress progress;
    private final Masks masks;
    private final List<TrialExchange> all = new ArrayList<>();

    TrialExchanges(HttpExchange exchange, TrialProgress progress, Masks masks) {
        this.exchange = exchange;
        this.progress = progress;
        this.masks = masks;
    }

    @Override
    public Answer send(Request request) throws IOException {
        if (all.size() == MOST) {
            throw new TrialProgress.Enough();
        }
        long begin = System.nanoTime();
        try {
            Answer answer = exchange.send(request);
            long millis = millisSince(begin);
            byte[] shown = answer.stream().readNBytes(SHOWN_BYTES + 1);
            keep(request, answer, shown, millis);
            InputStream whole = new SequenceInputStream(new ByteArrayInputStream(shown), answer.stream());
            return new Answer(answer.status(), answer.headers(), whole);
        } catch (IOException e) {
            all.add(unanswered(request, begin, "Nobody answers, or the answer broke off."));
            throw e;
        } catch (MillraceException e) {
            all.add(unanswered(request, begin, masks.mask(e.getMessage())));
            throw e;
        }
    }

    private void keep(Request request, Answer answer, byte[] begin, long millis) {
        boolean cut = begin.length > SHOWN_BYTES;
        String body = new String(begin, 0, Math.min(begin.length, SHOWN_BYTES), StandardCharsets.UTF_8);
        // What an answer gives as a token is as secret as what it was asked with.
        masks.learn(body);
        all.add(of(request, answer.status(), masks.headers(answer.headers()), masks.body(body), cut, millis, null));
    }

    private TrialExchange unanswered(Request request, long begin, String failure) {
        return of(request, null, Map.of(), null, false, millisSince(begin), failure);
    }

    private TrialExchange of(
            Request request,
            @Nullable Integer status,
            Map<String, String> responseHeaders,
            @Nullable String body,
            boolean cut,
            long millis,
            @Nullable String failure) {
        String sent = request.body();
        return new TrialExchange(
                progress.current(),
                request.method(),
                masks.url(request.url()),
                masks.headers(request.headers()),
                sent == null ? null : masks.body(sent),
                status,
                responseHeaders,
                body,
                cut,
                millis,
                failure);
    }

    private static long millisSince(long begin) {
        return Duration.ofNanos(System.nanoTime() - begin).toMillis();
    }

    List<TrialExchange> all() {
        return all;
    }
}
