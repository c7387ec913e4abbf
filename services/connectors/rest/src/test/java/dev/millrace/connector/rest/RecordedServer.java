package dev.millrace.connector.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import dev.millrace.connector.rest.Exchange.Request;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Answers as a recorded API does, and refuses what is not recorded. */
final class RecordedServer implements AutoCloseable {

    private final RecordedApi recorded;
    private final LocalApi api = new LocalApi(this::reply);
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final List<String> unknown = new CopyOnWriteArrayList<>();
    private volatile LocalApi.@Nullable Reply once;
    private volatile boolean empty;
    private volatile Optional<UnaryOperator<JsonNode>> change = Optional.empty();

    RecordedServer(RecordedApi recorded) {
        this.recorded = recorded;
    }

    String address() {
        return api.address();
    }

    /** The next request that is no login is answered so, and those after it as ever. */
    void answerOnce(LocalApi.Reply reply) {
        once = reply;
    }

    /** From now on there are no records, and no further pages. */
    void hasNoRecords() {
        empty = true;
    }

    /** From now on answers are different. */
    void change(UnaryOperator<JsonNode> changed) {
        change = Optional.of(changed);
    }

    /** All requests but logins, in order. */
    List<String> asked() {
        return asked;
    }

    /** Requests that nobody expected. */
    List<String> unknown() {
        return unknown;
    }

    private LocalApi.Reply reply(HttpExchange exchange) {
        Request request = read(exchange);
        List<Exchange> login = recorded.login();
        if (login.stream().anyMatch(one -> one.asksAt(request))) {
            return login.stream()
                    .filter(one -> one.asks(request))
                    .findFirst()
                    .map(Exchange::reply)
                    .orElseGet(recorded::refused);
        }
        boolean known = recorded.headers().entrySet().stream()
                .allMatch(header ->
                        header.getValue().equals(exchange.getRequestHeaders().getFirst(header.getKey())));
        if (!known) {
            return recorded.refused();
        }
        List<Exchange> matching =
                recorded.exchanges().filter(one -> one.asks(request)).toList();
        if (matching.isEmpty()) {
            unknown.add(request.toString());
            return new LocalApi.Reply(400, Map.of(), "Nothing is recorded for " + request);
        }
        asked.add(matching.getFirst().toString());
        LocalApi.Reply instead = once;
        if (instead != null) {
            once = null;
            return instead;
        }
        LocalApi.Reply nothing = LocalApi.Reply.json(recorded.empty().toString());
        if (empty) {
            return nothing;
        }
        Optional<Exchange> answered =
                matching.stream().filter(Exchange::hasAnswer).findFirst();
        return here(answered.map(Exchange::reply).orElse(nothing));
    }

    private static Request read(HttpExchange exchange) {
        try {
            return Request.of(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI(),
                    exchange.getRequestBody().readAllBytes(),
                    exchange.getRequestHeaders());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Links of an answer lead to this server. */
    private LocalApi.Reply here(LocalApi.Reply reply) {
        Map<String, String> headers = new LinkedHashMap<>();
        reply.headers().forEach((name, value) -> headers.put(name, value.replace("{address}", address())));
        String body = reply.body().replace("{address}", address());
        String changed =
                change.map(made -> made.apply(Exchange.parse(body)).toString()).orElse(body);
        return new LocalApi.Reply(reply.status(), headers, changed);
    }

    @Override
    public void close() {
        api.close();
    }
}
