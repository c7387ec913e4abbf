package dev.millrace.connector.rest.request;

import dev.millrace.connector.rest.http.Answer;
import dev.millrace.connector.rest.http.Request;
import dev.millrace.connector.rest.manifest.Component;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A pool of requests of which each token has so many until a time: how requests of it are recognised, and where its numbers stand. */
record TokenQuota(
        String name,
        List<RequestMatcher> matchers,
        List<String> remainingPath,
        List<String> resetPath,
        List<String> limitPath,
        Optional<String> remainingHeader,
        Optional<String> resetHeader,
        Optional<String> limitHeader,
        List<String> spentStatuses) {

    static TokenQuota of(Component component) {
        return new TokenQuota(
                component.text("name"),
                component.children("matchers").stream().map(RequestMatcher::of).toList(),
                component.texts("remaining_path"),
                component.texts("reset_path"),
                component.texts("limit_path"),
                component.optionalText("remaining_header"),
                component.optionalText("reset_header"),
                component.optionalText("limit_header"),
                component.texts("exhaustion_status_codes"));
    }

    boolean isAbout(Request request) {
        return matchers.isEmpty() || matchers.stream().anyMatch(matcher -> matcher.isAbout(request));
    }

    /** How much of it one token has. Guarded by the authenticator. */
    static final class Left {
        private double remaining;
        private double limit;
        private Instant reset;

        Left(double remaining, double limit, Instant reset) {
            this.remaining = remaining;
            this.limit = limit;
            this.reset = reset;
        }

        double remaining() {
            return remaining;
        }

        double limit() {
            return limit;
        }

        Instant reset() {
            return reset;
        }

        void take() {
            remaining--;
        }

        void spend() {
            remaining = 0;
        }
    }

    /** What a status says; empty when it says nothing of the pool. */
    Optional<Left> read(@Nullable Object status) {
        Optional<Double> remaining = number(Authenticator.get(status, remainingPath));
        Optional<Instant> reset = time(Authenticator.get(status, resetPath));
        if (remaining.isEmpty() || reset.isEmpty()) {
            return Optional.empty();
        }
        double limit = number(limitPath.isEmpty() ? null : Authenticator.get(status, limitPath))
                .orElse(remaining.get());
        return Optional.of(new Left(remaining.get(), limit, reset.get()));
    }

    /** Corrects the numbers by what an answer says; those of a window that is over are not believed. */
    void correct(Left left, Answer answer) {
        Optional<Instant> reset = header(answer, resetHeader).flatMap(TokenQuota::time);
        if (reset.isPresent() && reset.get().isBefore(left.reset)) {
            return;
        }
        header(answer, limitHeader).flatMap(TokenQuota::number).ifPresent(limit -> left.limit = limit);
        if (reset.isPresent() && reset.get().isAfter(left.reset)) {
            left.reset = reset.get();
            left.remaining = left.limit;
        }
        Optional<Double> remaining = header(answer, remainingHeader).flatMap(TokenQuota::number);
        if (remaining.isPresent()) {
            left.remaining = remaining.get();
        } else if (isSpent(answer)) {
            left.spend();
        }
    }

    boolean isSpent(Answer answer) {
        return spentStatuses.contains(String.valueOf(answer.status()));
    }

    private static Optional<Object> header(Answer answer, Optional<String> name) {
        return name.flatMap(answer::header).map(value -> value);
    }

    private static Optional<Double> number(@Nullable Object value) {
        try {
            return value == null ? Optional.empty() : Optional.of(Double.parseDouble(value.toString()));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** Seconds since 1970, or a time of ISO 8601. */
    private static Optional<Instant> time(@Nullable Object value) {
        Optional<Double> seconds = number(value);
        if (seconds.isPresent() || value == null) {
            return seconds.map(count -> Instant.ofEpochMilli((long) (count * 1000)));
        }
        try {
            return Optional.of(OffsetDateTime.parse(value.toString()).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
