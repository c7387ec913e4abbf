package dev.millrace.connector.rest.request;

import dev.millrace.connector.rest.http.Answer;
import dev.millrace.connector.rest.manifest.Component;
import dev.millrace.connector.rest.manifest.Template;
import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How long to wait before a request is sent again. */
sealed interface Backoff {

    /** The usual one, where no other says anything: it doubles from ten seconds on. */
    Backoff USUAL = new Exponential(5, 0);

    Optional<Duration> pause(Answer answer, int attempt);

    static Backoff of(Component component, Clock clock) {
        return switch (component.type()) {
            case "ConstantBackoffStrategy" ->
                new Constant(component.number("backoff_time_in_seconds").orElse(0.0), jitter(component));
            case "WaitTimeFromHeader" ->
                new FromHeader(
                        component.requiredTemplate("header"),
                        pattern(component),
                        component.number("max_waiting_time_in_seconds"));
            case "WaitUntilTimeFromHeader" ->
                new UntilHeader(
                        component.requiredTemplate("header"),
                        pattern(component),
                        component.number("min_wait"),
                        component.number("max_waiting_time_in_seconds"),
                        clock);
            default -> new Exponential(component.number("factor").orElse(5.0), jitter(component));
        };
    }

    private static Optional<Pattern> pattern(Component component) {
        return component.template("regex", "").map(regex -> Pattern.compile(regex.text(Map.of())));
    }

    /** The number in a header, or the part of it that a pattern finds. */
    private static Optional<Double> number(Answer answer, Template header, Optional<Pattern> pattern) {
        String text = answer.header(header.text(Map.of())).orElse("");
        if (pattern.isPresent()) {
            Matcher found = pattern.get().matcher(text);
            if (!found.lookingAt()) {
                return Optional.empty();
            }
            text = found.groupCount() > 0 ? found.group(1) : found.group();
        }
        try {
            return Optional.of(Double.parseDouble(text));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static Optional<Duration> within(double seconds, Optional<Double> most) {
        if (most.isPresent() && seconds >= most.get()) {
            throw new MillraceException(
                    ErrorCode.SOURCE_INTERRUPTED,
                    "The API asks to wait " + Math.round(seconds)
                            + " seconds, which is longer than its manifest allows. The run is tried again later.");
        }
        return Optional.of(Duration.ofMillis((long) (seconds * 1000)));
    }

    private static double jitter(Component component) {
        return component.number("jitter_range_in_seconds").orElse(0.0);
    }

    /** Somewhere behind the pause, by twice the range at most, so that not all who were refused come back at once. */
    private static Duration spread(double seconds, double jitter) {
        double more = jitter > 0 ? ThreadLocalRandom.current().nextDouble(2 * jitter) : 0;
        return Duration.ofMillis((long) ((seconds + more) * 1000));
    }

    /** Always the same. */
    record Constant(double seconds, double jitter) implements Backoff {
        @Override
        public Optional<Duration> pause(Answer answer, int attempt) {
            return Optional.of(spread(seconds, jitter));
        }
    }

    /** Doubles with each attempt. */
    record Exponential(double factor, double jitter) implements Backoff {
        @Override
        public Optional<Duration> pause(Answer answer, int attempt) {
            return Optional.of(spread(factor * Math.pow(2, attempt), jitter));
        }
    }

    /** As many seconds as a header says. */
    record FromHeader(Template header, Optional<Pattern> pattern, Optional<Double> most) implements Backoff {
        @Override
        public Optional<Duration> pause(Answer answer, int attempt) {
            return number(answer, header, pattern).flatMap(seconds -> within(seconds, most));
        }
    }

    /** Until the time, in seconds since 1970, that a header says. */
    record UntilHeader(
            Template header, Optional<Pattern> pattern, Optional<Double> least, Optional<Double> most, Clock clock)
            implements Backoff {
        @Override
        public Optional<Duration> pause(Answer answer, int attempt) {
            Optional<Double> until = number(answer, header, pattern);
            if (until.isEmpty()) {
                return least.flatMap(seconds -> within(seconds, most));
            }
            double seconds = until.get() - clock.millis() / 1000.0;
            if (seconds < 0 && least.isEmpty()) {
                return Optional.empty();
            }
            return within(Math.max(seconds, least.orElse(0.0)), most);
        }
    }
}
