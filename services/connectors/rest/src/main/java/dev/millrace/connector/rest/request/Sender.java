package dev.millrace.connector.rest.request;

import dev.millrace.connector.rest.http.Answer;
import dev.millrace.connector.rest.http.Request;
import dev.millrace.connector.rest.http.Web;
import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** Sends requests until they succeed, are to be ignored, or there is no use in going on. */
final class Sender {

    /** An API that is asked for less than that waits for its hour to end at most. */
    private static final Duration MAX_PAUSE = Duration.ofHours(1);

    private static final int MAX_RATE_LIMITED = 30;

    private final Web web;
    private final ErrorHandler handler;

    Sender(Web web, ErrorHandler handler) {
        this.web = web;
        this.handler = handler;
    }

    /**
     * Sends what the supplier gives, which makes it anew for each attempt, since tokens may change in between.
     *
     * @param login gets a new token when the API refuses the old one
     */
    Outcome send(Supplier<Request> made, Authenticator login) {
        int attempts = 0;
        int rateLimited = 0;
        while (true) {
            Request request = made.get();
            boolean atHand = web.exchange().isAtHand(request);
            Duration early = atHand ? Duration.ZERO : web.limits().beforeSending(request);
            if (!early.isZero()) {
                web.pause().sleep(early);
            }
            Answer answer;
            Verdict verdict;
            boolean hasOtherToken = false;
            try {
                answer = web.exchange().send(request);
                if (!atHand) {
                    web.limits().afterAnswer(request, answer);
                    hasOtherToken = login.learn(request, answer);
                }
                verdict = handler.judge(answer);
            } catch (IOException e) {
                if (++attempts > handler.maxRetries()) {
                    throw unreachable(request, e);
                }
                web.pause().sleep(usual(attempts));
                continue;
            }
            if (verdict.action() != Verdict.Action.SUCCESS) {
                web.exchange().forget(request);
            }
            switch (verdict.action()) {
                case SUCCESS -> {
                    return new Outcome(answer, false, false);
                }
                case IGNORE -> {
                    return new Outcome(answer, true, false);
                }
                case RESET_PAGINATION -> {
                    return new Outcome(answer, true, true);
                }
                case FAIL -> throw refused(request, answer, verdict);
                case REFRESH_TOKEN_THEN_RETRY -> {
                    if (++attempts > handler.maxRetries() || !login.renew()) {
                        throw refused(request, answer, verdict);
                    }
                    answer.close();
                }
                case RETRY -> {
                    if (++attempts > handler.maxRetries()) {
                        throw refused(request, answer, verdict);
                    }
                    pause(request, answer, attempts, hasOtherToken);
                }
                case RATE_LIMITED -> {
                    web.seats().halve();
                    if (++rateLimited > MAX_RATE_LIMITED) {
                        throw refused(request, answer, verdict);
                    }
                    pause(request, answer, rateLimited, hasOtherToken);
                }
            }
        }
    }

    private void pause(Request request, Answer answer, int attempt, boolean hasOtherToken) {
        if (hasOtherToken) {
            answer.close();
            return;
        }
        Duration asked =
                handler.pause(answer, attempt).or(() -> retryAfter(answer)).orElseGet(() -> usual(attempt));
        Duration pause = asked.compareTo(MAX_PAUSE) > 0 ? MAX_PAUSE : asked;
        web.log()
                .info(request.place() + " answered " + answer.status() + ". It is asked again in " + pause.toSeconds()
                        + " s.");
        answer.close();
        web.pause().sleep(pause);
    }

    private static Optional<Duration> retryAfter(Answer answer) {
        return answer.header("Retry-After")
                .filter(seconds -> seconds.matches("\\d{1,6}"))
                .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)));
    }

    private static Duration usual(int attempt) {
        return Duration.ofSeconds(Math.min(5L << Math.min(attempt, 10), MAX_PAUSE.toSeconds()));
    }

    private static MillraceException unreachable(Request request, IOException cause) {
        return new MillraceException(
                ErrorCode.SOURCE_UNREACHABLE,
                "Nobody answers at " + request.place() + ". Check the address in the manifest, or try again later.",
                cause);
    }

    private static MillraceException refused(Request request, Answer answer, Verdict verdict) {
        ErrorCode code = switch (verdict.failure()) {
            case CONFIG_ERROR ->
                answer.status() == 403 ? ErrorCode.SOURCE_NOT_PERMITTED : ErrorCode.SOURCE_LOGIN_REFUSED;
            case SYSTEM_ERROR -> ErrorCode.SOURCE_UNREADABLE;
            case TRANSIENT_ERROR -> ErrorCode.SOURCE_INTERRUPTED;
        };
        if (!verdict.message().isEmpty()) {
            // Who wrote the manifest knows better than we do what helps.
            String end = verdict.message().endsWith(".") ? " " : ". ";
            return new MillraceException(
                    code, verdict.message() + end + request.place() + " answered " + answer.status() + ".");
        }
        String said = ApiMessage.brief(answer);
        String end = said.endsWith(".") ? "" : ".";
        String advice = switch (code) {
            case SOURCE_LOGIN_REFUSED -> " Check the credentials of the source.";
            case SOURCE_NOT_PERMITTED -> " Give the account of the source the right to read it.";
            case SOURCE_INTERRUPTED -> " The run is tried again later.";
            default -> " Check the manifest against the documentation of the API.";
        };
        return new MillraceException(
                code,
                request.place() + " answered " + answer.status() + (said.isEmpty() ? "" : ": " + said) + end + advice);
    }
}
