package dev.millrace.connector.rest.conformance;

import dev.millrace.connector.rest.answer.Json;
import dev.millrace.connector.rest.http.Answer;
import dev.millrace.connector.rest.http.HttpExchange;
import dev.millrace.connector.rest.http.Request;
import dev.millrace.connector.rest.manifest.Tree;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Base64;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Answers requests as a recording has it: by method, URL with its query sorted, and body. Answers to the same request come in
 * order, and the last one again.
 */
final class RecordedExchange implements HttpExchange {

    /** The largest recording has fewer; a read that pages in a circle has more. */
    private static final int MAX_REQUESTS = 500;

    private final Map<String, Deque<Map<String, Object>>> answers = new HashMap<>();
    private final Set<String> recorded = new TreeSet<>();
    private final Set<String> asked = new TreeSet<>();
    private final Set<String> unknown = new TreeSet<>();

    private int requests;

    RecordedExchange(List<Object> exchanges) {
        for (Object exchange : exchanges) {
            Map<String, Object> request =
                    Tree.mapOrEmpty(Tree.mapOrEmpty(exchange).get("request"));
            String key = key(request);
            recorded.add(key);
            answers.computeIfAbsent(key, none -> new ArrayDeque<>())
                    .add(Tree.mapOrEmpty(Tree.mapOrEmpty(exchange).get("response")));
        }
    }

    /** For requests whose answers the original took from its cache, which then lie in the recording of another case. */
    HttpExchange orFrom(OtherCases others) {
        return request -> {
            String key = key(request.method(), request.url(), request.body());
            return answers.containsKey(key)
                    ? send(request)
                    : others.find(key)
                            .map(RecordedExchange::answer)
                            .orElseThrow(() -> new NotRecorded(
                                    "recorded without the answer to " + key + ", which the original had in its cache"));
        };
    }

    @Override
    public synchronized Answer send(Request request) {
        String key = key(request.method(), request.url(), request.body());
        if (++requests > MAX_REQUESTS) {
            throw new NotRecorded("more than " + MAX_REQUESTS + " requests");
        }
        asked.add(key);
        Deque<Map<String, Object>> known = answers.get(key);
        if (known == null) {
            unknown.add(key);
            throw new NotRecorded("the recording has no answer to " + key);
        }
        return answer(known.size() > 1 ? known.removeFirst() : known.getFirst());
    }

    private static Answer answer(Map<String, Object> answer) {
        Map<String, String> headers = new HashMap<>();
        Tree.mapOrEmpty(answer.get("headers")).forEach((name, value) -> headers.put(name, String.valueOf(value)));
        return Answer.of(((Number) answer.getOrDefault("status", 200)).intValue(), headers, body(answer));
    }

    private static byte[] body(Map<String, Object> answer) {
        if (answer.get("base64") instanceof String encoded) {
            return Base64.getDecoder().decode(encoded);
        }
        if (answer.get("text") instanceof String text) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
        Object body = answer.get("body");
        return body == null ? new byte[0] : Json.write(body).getBytes(StandardCharsets.UTF_8);
    }

    /** Whether something was asked, and nothing at all was recorded: the original was given its answers by other means. */
    boolean isEmpty() {
        return recorded.isEmpty() && !asked.isEmpty();
    }

    /** Requests that were not recorded, and recorded ones that were not made; empty when there are none. */
    String difference() {
        Set<String> missing = new TreeSet<>(recorded);
        missing.removeAll(asked);
        if (unknown.isEmpty() && missing.isEmpty()) {
            return "";
        }
        return (unknown.isEmpty() ? "" : "asked " + unknown.iterator().next())
                + (missing.isEmpty() ? "" : " not asked " + missing.iterator().next());
    }

    /** What a recorded request is found by. */
    static String key(Map<String, Object> request) {
        Object body = request.get("body");
        return key(
                String.valueOf(request.get("method")),
                String.valueOf(request.get("url")),
                body == null ? null : body.toString());
    }

    private static String key(String method, String url, @Nullable String body) {
        int question = url.indexOf('?');
        String query = question < 0 ? "" : url.substring(question + 1);
        String path = question < 0 ? url : url.substring(0, question);
        return method + " " + decoded(path) + "?" + sorted(query) + " " + (body == null ? "" : canonical(body));
    }

    private static String sorted(String query) {
        return Arrays.stream(query.split("&", -1))
                .filter(pair -> !pair.isEmpty())
                .map(RecordedExchange::decoded)
                .sorted()
                .collect(Collectors.joining("&"));
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }

    private static String canonical(String body) {
        try {
            Object value = Json.read(body.getBytes(StandardCharsets.UTF_8));
            return value instanceof String ? body : Canonical.of(value);
        } catch (IOException e) {
            return body.contains("=") && !body.contains("{") ? sorted(body) : body.strip();
        }
    }

    /** A request for which there is no recorded answer. */
    static final class NotRecorded extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NotRecorded(String key) {
            super(key);
        }
    }
}
