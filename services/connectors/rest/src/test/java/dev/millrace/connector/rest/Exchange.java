package dev.millrace.connector.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.Headers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A request and its answer, as a file writes them: {@code ask} is method, path and decoded query, {@code body} a body of JSON,
 * {@code form} one of a form, {@code with} headers, in which {@code "*…"} stands for any text that holds what follows; {@code answer} is the answer's body, and {@code status}
 * and {@code headers} belong to it. One without an answer is answered as the same request elsewhere, or with nothing.
 */
record Exchange(JsonNode written) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** A text of JSON as a tree. */
    static JsonNode parse(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A request as it came. */
    record Request(String ask, JsonNode body, Headers headers) {

        static Request of(String method, URI uri, byte[] body, Headers headers) throws IOException {
            String query = uri.getRawQuery();
            boolean form = String.valueOf(headers.getFirst("Content-Type")).contains("form-urlencoded");
            JsonNode read = body.length == 0
                    ? JsonNodeFactory.instance.missingNode()
                    : form ? fields(new String(body, StandardCharsets.UTF_8)) : JSON.readTree(body);
            String place = method + " " + uri.getPath();
            return new Request(inOrder(query == null ? place : place + "?" + decoded(query)), read, headers);
        }

        private static String decoded(String query) {
            return URLDecoder.decode(query, StandardCharsets.UTF_8);
        }

        private static JsonNode fields(String form) {
            ObjectNode fields = JsonNodeFactory.instance.objectNode();
            for (String field : form.split("&", -1)) {
                String[] pair = field.split("=", 2);
                fields.put(decoded(pair[0]), decoded(pair[1]));
            }
            return fields;
        }

        @Override
        public String toString() {
            return body.isMissingNode() ? ask : ask + " " + body;
        }
    }

    /** The parameters of a query have no order. */
    private static String inOrder(String ask) {
        int question = ask.indexOf('?');
        if (question < 0) {
            return ask;
        }
        List<String> parameters =
                new ArrayList<>(List.of(ask.substring(question + 1).split("&", -1)));
        parameters.sort(null);
        return ask.substring(0, question + 1) + String.join("&", parameters);
    }

    String ask() {
        return inOrder(written.path("ask").asText());
    }

    private JsonNode body() {
        return written.has("form") ? written.get("form") : written.path("body");
    }

    boolean hasAnswer() {
        return written.has("answer");
    }

    boolean asks(Request request) {
        return ask().equals(request.ask())
                && same(body(), request.body())
                && headers("with").entrySet().stream()
                        .allMatch(header ->
                                header.getValue().equals(request.headers().getFirst(header.getKey())));
    }

    /** Whether the request goes to the same place, whatever is in it. */
    boolean asksAt(Request request) {
        return ask().equals(request.ask());
    }

    private static boolean same(JsonNode expected, JsonNode actual) {
        if (expected.isTextual() && expected.asText().startsWith("*")) {
            String part = expected.asText().substring(1);
            return part.isEmpty() || actual.asText().contains(part);
        }
        if (expected.isObject() && actual.isObject()) {
            return expected.size() == actual.size()
                    && expected.propertyStream().allMatch(field -> same(field.getValue(), actual.path(field.getKey())));
        }
        if (expected.isArray() && actual.isArray()) {
            for (int i = 0; i < expected.size(); i++) {
                if (!same(expected.get(i), actual.path(i))) {
                    return false;
                }
            }
            return expected.size() == actual.size();
        }
        return expected.isMissingNode()
                ? actual.isMissingNode()
                : expected.asText().equals(actual.asText());
    }

    private Map<String, String> headers(String field) {
        Map<String, String> headers = new LinkedHashMap<>();
        written.path(field)
                .properties()
                .forEach(
                        header -> headers.put(header.getKey(), header.getValue().asText()));
        return headers;
    }

    LocalApi.Reply reply() {
        return reply("answer");
    }

    /** @param field with the body */
    LocalApi.Reply reply(String field) {
        Map<String, String> headers = new LinkedHashMap<>();
        written.path("headers")
                .properties()
                .forEach(
                        header -> headers.put(header.getKey(), header.getValue().asText()));
        JsonNode body = written.path(field);
        return new LocalApi.Reply(
                written.path("status").asInt(200), headers, body.isTextual() ? body.asText() : body.toString());
    }

    /** The request in words, to compare it with those that came. */
    @Override
    public String toString() {
        return Stream.of(body(), written.path("with"))
                .filter(part -> !part.isMissingNode())
                .map(part -> " " + part)
                .collect(Collectors.joining("", ask(), ""));
    }
}
