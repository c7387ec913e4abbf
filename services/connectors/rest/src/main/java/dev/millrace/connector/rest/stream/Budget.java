package dev.millrace.connector.rest.stream;

import dev.millrace.connector.rest.http.Answer;
import dev.millrace.connector.rest.http.RateLimits;
import dev.millrace.connector.rest.http.Request;
import dev.millrace.connector.rest.manifest.Component;
import dev.millrace.connector.rest.manifest.Tree;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** {@code HTTPAPIBudget}: the first policy that is about a request says when it may be sent. */
final class Budget implements RateLimits {

    private static final long EPOCH_BOUND = 1_000_000_000;

    private final List<Policy> policies;
    private final String resetHeader;
    private final String remainingHeader;
    private final List<String> hitStatuses;
    private final Clock clock;

    private Budget(Component component, Clock clock) {
        this.policies = component.children("policies").stream().map(Policy::new).toList();
        this.resetHeader = component.optionalText("ratelimit_reset_header").orElse("ratelimit-reset");
        this.remainingHeader =
                component.optionalText("ratelimit_remaining_header").orElse("ratelimit-remaining");
        this.hitStatuses = component.has("status_codes_for_ratelimit_hit")
                ? component.texts("status_codes_for_ratelimit_hit")
                : List.of("429");
        this.clock = clock;
    }

    static RateLimits of(Component root, Clock clock) {
        Optional<Component> budget = root.child("api_budget");
        return budget.isPresent() ? new Budget(budget.get(), clock) : RateLimits.NONE;
    }

    @Override
    public synchronized Duration beforeSending(Request request) {
        Instant now = clock.instant();
        for (Policy policy : policies) {
            if (policy.isAbout(request)) {
                return policy.take(now);
            }
        }
        return Duration.ZERO;
    }

    @Override
    public synchronized void afterAnswer(Request request, Answer answer) {
        boolean hit = hitStatuses.contains(String.valueOf(answer.status()));
        Optional<Double> remaining = number(answer, remainingHeader);
        if (!hit && remaining.filter(left -> left <= 0).isEmpty()) {
            return;
        }
        Optional<Instant> reset = number(answer, resetHeader)
                .map(value -> value > EPOCH_BOUND
                        ? Instant.ofEpochSecond(value.longValue())
                        : clock.instant().plusSeconds(value.longValue()));
        for (Policy policy : policies) {
            if (policy.isAbout(request)) {
                reset.ifPresent(policy::closeUntil);
                return;
            }
        }
    }

    private static Optional<Double> number(Answer answer, String header) {
        try {
            return answer.header(header).map(Double::parseDouble);
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** At most so many requests in any period of a length. */
    private static final class Limit {
        private final long most;
        private final Duration period;
        private final Deque<Instant> sent = new ArrayDeque<>();

        Limit(long most, Duration period) {
            this.most = most;
            this.period = period;
        }

        /** When one more may be sent. */
        Instant free(Instant now) {
            while (!sent.isEmpty() && !sent.getFirst().plus(period).isAfter(now)) {
                sent.removeFirst();
            }
            return sent.size() < most || sent.isEmpty() ? now : sent.getFirst().plus(period);
        }

        void count(Instant when) {
            sent.addLast(when);
            while (sent.size() > most) {
                sent.removeFirst();
            }
        }
    }

    private static final class Policy {
        private final List<Matcher> matchers;
        private final List<Limit> limits;
        private Instant closedUntil = Instant.MIN;

        Policy(Component component) {
            this.matchers =
                    component.children("matchers").stream().map(Matcher::of).toList();
            this.limits = switch (component.type()) {
                case "MovingWindowCallRatePolicy" ->
                    component.children("rates").stream()
                            .map(rate -> new Limit(rate.integer("limit").orElse(1L), duration(rate, "interval")))
                            .toList();
                case "FixedWindowCallRatePolicy" ->
                    List.of(new Limit(component.integer("call_limit").orElse(1L), duration(component, "period")));
                default -> List.of();
            };
        }

        private static Duration duration(Component component, String field) {
            Instant zero = Instant.EPOCH;
            return Duration.between(
                    zero,
                    component
                            .duration(field)
                            .orElseThrow()
                            .after(zero.atOffset(ZoneOffset.UTC))
                            .toInstant());
        }

        boolean isAbout(Request request) {
            return matchers.isEmpty() || matchers.stream().anyMatch(matcher -> matcher.isAbout(request));
        }

        Duration take(Instant now) {
            Instant when = closedUntil.isAfter(now) ? closedUntil : now;
            for (Limit limit : limits) {
                Instant free = limit.free(now);
                when = free.isAfter(when) ? free : when;
            }
            for (Limit limit : limits) {
                limit.count(when);
            }
            return Duration.between(now, when);
        }

        void closeUntil(Instant time) {
            closedUntil = time.isAfter(closedUntil) ? time : closedUntil;
        }
    }

    /** Recognises requests. */
    private record Matcher(
            Optional<String> method,
            Optional<String> base,
            Optional<Pattern> path,
            Map<String, Object> parameters,
            Map<String, Object> headers) {

        static Matcher of(Component component) {
            return new Matcher(
                    component.optionalText("method").map(name -> name.toUpperCase(Locale.ROOT)),
                    component.template("url_base", "").map(base -> base.text(Map.of())),
                    component.optionalText("url_path_pattern").map(Pattern::compile),
                    Tree.mapOrEmpty(component.raw("params")),
                    Tree.mapOrEmpty(component.raw("headers")));
        }

        boolean isAbout(Request request) {
            URI uri = URI.create(request.url());
            String query = uri.getRawQuery() == null ? "" : uri.getRawQuery();
            List<String> pairs = List.of(query.split("&", -1)).stream()
                    .map(pair -> URLDecoder.decode(pair, StandardCharsets.UTF_8))
                    .toList();
            Map<String, String> sent = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            sent.putAll(request.headers());
            return method.filter(name -> !name.equals(request.method())).isEmpty()
                    && base.filter(begin -> !request.url().startsWith(begin)).isEmpty()
                    && path.filter(pattern -> !pattern.matcher(uri.getPath()).find())
                            .isEmpty()
                    && parameters.entrySet().stream()
                            .allMatch(parameter -> pairs.contains(parameter.getKey() + "=" + parameter.getValue()))
                    && headers.entrySet().stream()
                            .allMatch(
                                    header -> String.valueOf(header.getValue()).equals(sent.get(header.getKey())));
        }
    }
}
