package dev.millrace.connector.rest.request;

import dev.millrace.connector.rest.http.Answer;
import dev.millrace.connector.rest.manifest.Component;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Judges answers, and says how often and after which pauses a request is sent again. */
sealed interface ErrorHandler permits ErrorHandler.Plain, ErrorHandler.Composite, RefusedRefresh {

    /** Where the manifest does not say. */
    int DEFAULT_RETRIES = 5;

    Verdict judge(Answer answer) throws IOException;

    int maxRetries();

    /** The pause before a request is sent again; empty for the usual one. */
    Optional<Duration> pause(Answer answer, int attempt);

    static ErrorHandler of(Optional<Component> component, Clock clock) {
        if (component.isEmpty()) {
            return new Plain(List.of(), List.of(), DEFAULT_RETRIES);
        }
        Component described = component.get();
        if (described.type().equals("CompositeErrorHandler")) {
            return new Composite(described.children("error_handlers").stream()
                    .map(handler -> of(Optional.of(handler), clock))
                    .toList());
        }
        return new Plain(
                described.children("response_filters").stream()
                        .map(ResponseFilter::new)
                        .toList(),
                described.children("backoff_strategies").stream()
                        .map(strategy -> Backoff.of(strategy, clock))
                        .toList(),
                described.integer("max_retries").map(Math::toIntExact).orElse(DEFAULT_RETRIES));
    }

    /** The first filter that recognises the answer decides. */
    record Plain(List<ResponseFilter> filters, List<Backoff> backoffs, int maxRetries) implements ErrorHandler {
        @Override
        public Verdict judge(Answer answer) throws IOException {
            for (ResponseFilter filter : filters) {
                Optional<Verdict> verdict = filter.judge(answer);
                if (verdict.isPresent()) {
                    return verdict.get();
                }
            }
            return Verdict.ofStatus(answer.status());
        }

        @Override
        public Optional<Duration> pause(Answer answer, int attempt) {
            for (Backoff backoff : backoffs) {
                Optional<Duration> pause = backoff.pause(answer, attempt);
                if (pause.isPresent()) {
                    return pause;
                }
            }
            return Optional.empty();
        }
    }

    /** The first handler that does anything but fail decides. */
    record Composite(List<ErrorHandler> handlers) implements ErrorHandler {
        @Override
        public Verdict judge(Answer answer) throws IOException {
            List<Verdict> failures = new ArrayList<>();
            for (ErrorHandler handler : handlers) {
                Verdict verdict = handler.judge(answer);
                if (verdict.action() != Verdict.Action.FAIL) {
                    return verdict;
                }
                failures.add(verdict);
            }
            return failures.isEmpty() ? Verdict.ofStatus(answer.status()) : failures.getLast();
        }

        @Override
        public int maxRetries() {
            return handlers.stream().mapToInt(ErrorHandler::maxRetries).max().orElse(DEFAULT_RETRIES);
        }

        @Override
        public Optional<Duration> pause(Answer answer, int attempt) {
            return handlers.stream()
                    .flatMap(handler -> handler.pause(answer, attempt).stream())
                    .findFirst();
        }
    }
}
