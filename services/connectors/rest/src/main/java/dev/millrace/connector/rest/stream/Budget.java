package dev.millrace.connector.rest.stream;

import dev.millrace.connector.rest.http.Answer;
import dev.millrace.connector.rest.http.RateLimits;
import dev.millrace.connector.rest.http.Request;
import dev.millrace.connector.rest.manifest.Component;
import dev.millrace.connector.rest.request.RequestMatcher;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

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
                return policy.take(now, policy.weight(request));
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

        /** When so many more may be sent. */
        Instant free(Instant now, long weight) {
            while (!sent.isEmpty() && !sent.getFirst().plus(period).isAfter(now)) {
                sent.removeFirst();
            }
            long over = Math.min(sent.size() + weight - most, sent.size());
            return over <= 0
                    ? now
                    : sent.stream().skip(over - 1).findFirst().orElseThrow().plus(period);
        }

        void count(Instant when, long weight) {
            for (long i = 0; i < Math.min(weight, most); i++) {
                sent.addLast(when);
            }
            while (sent.size() > most) {
                sent.removeFirst();
            }
        }
    }

    private static final class Policy {
        private final List<RequestMatcher> matchers;
        private final List<Limit> limits;
        private Instant closedUntil = Instant.MIN;

        Policy(Component component) {
            this.matchers = component.children("matchers").stream()
                    .map(RequestMatcher::of)
                    .toList();
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

        /** As how many requests it counts. */
        long weight(Request request) {
            return matchers.stream()
                    .filter(matcher -> matcher.isAbout(request))
                    .map(RequestMatcher::weight)
                    .findFirst()
                    .orElse(1L);
        }

        Duration take(Instant now, long weight) {
            Instant when = closedUntil.isAfter(now) ? closedUntil : now;
            for (Limit limit : limits) {
                Instant free = limit.free(now, weight);
                when = free.isAfter(when) ? free : when;
            }
            for (Limit limit : limits) {
                limit.count(when, weight);
            }
            return Duration.between(now, when);
        }

        void closeUntil(Instant time) {
            closedUntil = time.isAfter(closedUntil) ? time : closedUntil;
        }
    }
}
