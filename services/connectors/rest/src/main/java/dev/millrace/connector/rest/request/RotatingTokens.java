package dev.millrace.connector.rest.request;

import dev.millrace.connector.rest.answer.Json;
import dev.millrace.connector.rest.http.Answer;
import dev.millrace.connector.rest.http.Request;
import dev.millrace.connector.rest.http.Web;
import dev.millrace.connector.rest.manifest.Component;
import dev.millrace.connector.rest.manifest.Tree;
import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * {@code RateLimitedMultipleTokenAuthenticator}: several tokens that are as good as one another, each with so many requests until a
 * time. Takes the next when one is spent, waits when all are, and slows down when all are nearly so.
 */
final class RotatingTokens implements Authenticator {

    private static final Duration USUAL_LONGEST_WAIT = Duration.ofHours(2);

    private final Component component;
    private final Web web;
    private final List<String> tokens;
    private final String header;
    private final String prefix;
    private final List<TokenQuota> quotas;
    private final Duration longestWait;
    private final double reserveFraction;
    private final double leastReserve;

    /** By token and name of the quota; a token without an entry is not counted. */
    private final Map<String, Map<String, TokenQuota.Left>> left = new HashMap<>();

    private int current;
    private boolean seeded;

    RotatingTokens(Component component, Web web) {
        this.component = component;
        this.web = web;
        this.tokens = tokens(component);
        this.header = component.optionalText("header").orElse("Authorization");
        this.prefix = component.optionalText("auth_method").orElse("Bearer");
        this.quotas = component.children("quotas").stream().map(TokenQuota::of).toList();
        Instant zero = Instant.EPOCH;
        this.longestWait = component
                .duration("max_wait_time")
                .map(duration -> Duration.between(
                        zero, duration.after(zero.atOffset(ZoneOffset.UTC)).toInstant()))
                .orElse(USUAL_LONGEST_WAIT);
        this.reserveFraction = component.number("budget_reserve_fraction").orElse(0.1);
        this.leastReserve = component.number("budget_min_reserve").orElse(50.0);
        if (tokens.isEmpty()) {
            throw new MillraceException(
                    ErrorCode.INVALID_CONFIGURATION,
                    component.place() + ".tokens is empty. Fill in at least one token.");
        }
    }

    private static List<String> tokens(Component component) {
        List<String> written = new ArrayList<>();
        if (component.raw("tokens") instanceof List<?>) {
            component.templates("tokens").forEach(token -> written.add(token.text(Map.of())));
        } else {
            String delimiter = component.optionalText("token_delimiter").orElse(",");
            String all = component.requiredTemplate("tokens").text(Map.of());
            written.addAll(Arrays.asList(all.split(Pattern.quote(delimiter), -1)));
        }
        return written.stream()
                .map(String::strip)
                .filter(token -> !token.isEmpty())
                .distinct()
                .toList();
    }

    @Override
    public void sign(RequestParts parts) {
        parts.headers().put(header, shown(tokens.get(current)));
    }

    private String shown(String token) {
        return prefix.isEmpty() ? token : prefix + " " + token;
    }

    @Override
    public synchronized Map<String, String> sign(Request request) {
        Optional<TokenQuota> pool =
                quotas.stream().filter(quota -> quota.isAbout(request)).findFirst();
        if (pool.isPresent()) {
            if (!seeded) {
                seed();
            }
            choose(pool.get());
        }
        return Map.of(header, shown(tokens.get(current)));
    }

    private void seed() {
        left.clear();
        tokens.forEach(token -> left.put(token, status(token)));
        seeded = true;
    }

    private Map<String, TokenQuota.Left> status(String token) {
        Component source = component.requiredChild("quota_status_source");
        Map<String, String> headers = new LinkedHashMap<>();
        Tree.mapOrEmpty(source.raw("request_headers"))
                .forEach((name, value) ->
                        headers.put(name, source.template(String.valueOf(value)).text(Map.of())));
        headers.put(header, shown(token));
        Request request = new Request(
                source.optionalText("http_method").orElse("GET"),
                source.requiredTemplate("url").text(Map.of()),
                headers,
                null);
        try (Answer answer = web.exchange().send(request)) {
            if (source.texts("unavailable_status_codes").contains(String.valueOf(answer.status()))) {
                return Map.of();
            }
            if (!answer.ok()) {
                throw new MillraceException(
                        answer.status() == 401 || answer.status() == 403
                                ? ErrorCode.SOURCE_LOGIN_REFUSED
                                : ErrorCode.SOURCE_INTERRUPTED,
                        request.place() + " answered " + answer.status()
                                + " when it was asked how many requests are left. Check the tokens of the source.");
            }
            Object status = Json.read(answer.bytes());
            Map<String, TokenQuota.Left> pools = new HashMap<>();
            quotas.forEach(quota -> quota.read(status).ifPresent(known -> pools.put(quota.name(), known)));
            return pools;
        } catch (IOException e) {
            throw new MillraceException(
                    ErrorCode.SOURCE_INTERRUPTED,
                    request.place() + " did not say how many requests are left. It is asked again.",
                    e);
        }
    }

    private Optional<TokenQuota.Left> left(int token, TokenQuota pool) {
        return Optional.ofNullable(
                left.getOrDefault(tokens.get(token), Map.of()).get(pool.name()));
    }

    private boolean isUsable(int token, TokenQuota pool) {
        return left(token, pool).map(known -> known.remaining() >= 1).orElse(true);
    }

    private void choose(TokenQuota pool) {
        if (!isAnyUsable(pool)) {
            await(pool);
        }
        for (int step = 0; step < tokens.size(); step++) {
            int candidate = (current + step) % tokens.size();
            if (isUsable(candidate, pool)) {
                current = candidate;
                break;
            }
        }
        slowDown(pool);
        left(current, pool).ifPresent(TokenQuota.Left::take);
    }

    private boolean isAnyUsable(TokenQuota pool) {
        for (int token = 0; token < tokens.size(); token++) {
            if (isUsable(token, pool)) {
                return true;
            }
        }
        return false;
    }

    private void await(TokenQuota pool) {
        Instant now = web.clock().instant();
        Instant reset = Instant.MAX;
        for (int token = 0; token < tokens.size(); token++) {
            Instant own = left(token, pool).map(TokenQuota.Left::reset).orElse(now);
            reset = own.isBefore(reset) ? own : reset;
        }
        Duration wait = reset.isBefore(now) ? Duration.ZERO : Duration.between(now, reset);
        if (wait.compareTo(longestWait) > 0) {
            throw new MillraceException(
                    ErrorCode.SOURCE_INTERRUPTED,
                    "All tokens have used up what the API allows, for another " + wait.toMinutes()
                            + " minutes. The run is tried again later; another token would help.");
        }
        web.log().info("All tokens have used up what the API allows. It goes on in " + wait.toSeconds() + " s.");
        web.pause().sleep(wait.plusSeconds(1));
        seed();
    }

    /** What is left is spread over the time until there is more, once every token is down to its reserve. */
    private void slowDown(TokenQuota pool) {
        Instant now = web.clock().instant();
        double remaining = 0;
        Instant reset = now;
        for (int token = 0; token < tokens.size(); token++) {
            Optional<TokenQuota.Left> known = left(token, pool);
            double reserve = known.map(quota -> Math.max(quota.limit() * reserveFraction, leastReserve))
                    .orElse(0.0);
            if (known.isEmpty()
                    || (reserveFraction == 0 && leastReserve == 0)
                    || known.get().remaining() >= reserve) {
                return;
            }
            remaining += known.get().remaining();
            reset = known.get().reset().isAfter(reset) ? known.get().reset() : reset;
        }
        double seconds = (double) Duration.between(now, reset).toSeconds() / Math.max(remaining, 1);
        if (seconds > 0) {
            web.pause().sleep(Duration.ofMillis((long) (Math.min(seconds, (double) longestWait.toSeconds()) * 1000)));
        }
    }

    @Override
    public synchronized boolean learn(Request request, Answer answer) {
        Optional<TokenQuota> pool =
                quotas.stream().filter(quota -> quota.isAbout(request)).findFirst();
        if (pool.isEmpty() || !seeded) {
            return false;
        }
        for (int token = 0; token < tokens.size(); token++) {
            if (shown(tokens.get(token)).equals(request.headers().get(header))) {
                left(token, pool.get()).ifPresent(known -> pool.get().correct(known, answer));
            }
        }
        return pool.get().isSpent(answer) && isAnyUsable(pool.get());
    }
}
