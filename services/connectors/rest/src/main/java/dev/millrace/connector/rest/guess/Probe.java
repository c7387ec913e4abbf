package dev.millrace.connector.rest.guess;

import dev.millrace.connector.rest.http.Answer;
import dev.millrace.connector.rest.http.HttpExchange;
import dev.millrace.connector.rest.http.Request;
import dev.millrace.connector.rest.http.Urls;
import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Asks an API for pages to look at. */
final class Probe {

    /** An API that limits its callers is waited for so often, and not for long: somebody sits before the form. */
    private static final int MOST_WAITS = 3;

    private static final Duration USUAL_WAIT = Duration.ofSeconds(2);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(20);
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int HEAD_BYTES = 256;

    /** A page: what it looks like, and the links of its header. */
    record Page(JsonSample sample, FoundRecords records, Map<?, ?> links) {}

    private final HttpExchange exchange;
    private final Consumer<Duration> pause;
    private final String url;
    private final Map<String, String> headers;
    private final Optional<List<String>> path;

    /** @param path to the records, where somebody said it */
    Probe(
            HttpExchange exchange,
            Consumer<Duration> pause,
            String url,
            Map<String, String> headers,
            Optional<List<String>> path) {
        this.exchange = exchange;
        this.pause = pause;
        this.url = url;
        this.headers = headers;
        this.path = path;
    }

    /**
     * The first page.
     *
     * @throws MillraceException when there is none, or it is no JSON with records
     */
    Page first() {
        try (Answer answer = send(url)) {
            requireSuccess(answer);
            byte[] head = answer.stream().readNBytes(HEAD_BYTES);
            JsonSample sample = JsonSample.of(new SequenceInputStream(new ByteArrayInputStream(head), answer.stream()))
                    .orElseThrow(() -> noJson(head));
            return new Page(sample, requiredRecords(sample), links(answer));
        } catch (IOException e) {
            throw new MillraceException(
                    ErrorCode.SOURCE_UNREACHABLE,
                    place()
                            + " does not answer, or breaks off. Check the address, and that it can be reached from outside.",
                    e);
        }
    }

    private FoundRecords requiredRecords(JsonSample sample) {
        return records(sample)
                .orElseThrow(
                        () -> new MillraceException(
                                ErrorCode.SOURCE_UNREADABLE,
                                path.isPresent()
                                        ? "The answer has no list of objects at " + String.join(".", path.get())
                                                + ". Leave that field empty, and Millrace looks for them."
                                        : "The answer is a list of values, and not of objects with names. Choose an address that gives objects."));
    }

    private Optional<FoundRecords> records(JsonSample sample) {
        return path.isPresent() ? FoundRecords.at(sample, path.get()) : FoundRecords.in(sample);
    }

    /** The records of the same address with another parameter; empty when there are none, for whatever reason. */
    Optional<FoundRecords> with(String parameter, Object value) {
        return records(Urls.with(QueryText.without(url, List.of(parameter)), Map.of(parameter, value)));
    }

    /** The records of another address of the same host. */
    Optional<FoundRecords> records(String address) {
        try (Answer answer = send(address)) {
            return answer.status() >= 300
                    ? Optional.empty()
                    : JsonSample.of(answer.stream()).flatMap(this::records);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private Answer send(String address) throws IOException {
        Request request = new Request("GET", address, headers, null);
        for (int waits = 0; ; waits++) {
            Answer answer = exchange.send(request);
            if (answer.status() != TOO_MANY_REQUESTS || waits == MOST_WAITS) {
                return answer;
            }
            Duration asked = answer.header("Retry-After")
                    .filter(seconds -> seconds.matches("\\d{1,4}"))
                    .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)))
                    .orElse(USUAL_WAIT);
            answer.close();
            pause.accept(asked.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : asked);
        }
    }

    private void requireSuccess(Answer answer) {
        int status = answer.status();
        if (status < 300) {
            return;
        }
        throw switch (status) {
            case 401, 403 ->
                new MillraceException(
                        ErrorCode.SOURCE_LOGIN_REFUSED,
                        place() + " refuses the login (status " + status + "). Check the token, or the headers.");
            case 404, 410 ->
                new MillraceException(
                        ErrorCode.SOURCE_UNREADABLE,
                        "There is nothing at " + place() + " (status " + status + "). Check the address.");
            case TOO_MANY_REQUESTS, 500, 502, 503, 504 ->
                new MillraceException(
                        ErrorCode.SOURCE_INTERRUPTED,
                        place() + " can't answer right now (status " + status + "). It is tried again.");
            default ->
                new MillraceException(
                        ErrorCode.SOURCE_UNREADABLE,
                        place() + " answers with status " + status
                                + " instead of records. Check the address and its parameters.");
        };
    }

    private MillraceException noJson(byte[] head) {
        String start = new String(head, StandardCharsets.UTF_8).strip().toLowerCase(Locale.ROOT);
        String what = start.isEmpty()
                ? " is empty"
                : start.startsWith("<") ? " is a page or a document, and no JSON" : " is no JSON";
        String advice = start.startsWith("<")
                ? "Use the address of the API itself, which the documentation of the site names."
                : "Where it is a CSV or Excel file, connect it as a file on the web.";
        return new MillraceException(
                ErrorCode.SOURCE_UNREADABLE, "What " + place() + " answers" + what + ". " + advice);
    }

    private String place() {
        return QueryText.bare(url);
    }

    private static Map<?, ?> links(Answer answer) {
        return answer.headersWithLinks().get("link") instanceof Map<?, ?> links ? links : Map.of();
    }
}
