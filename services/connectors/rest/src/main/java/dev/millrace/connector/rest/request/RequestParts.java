package dev.millrace.connector.rest.request;

import dev.millrace.connector.rest.answer.Json;
import dev.millrace.connector.rest.http.Urls;
import dev.millrace.connector.rest.manifest.Tree;
import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is put into a request from several sides: parameters, headers, fields of a body. Mutable while it is gathered. */
public final class RequestParts {

    private final Map<String, Object> parameters = new LinkedHashMap<>();
    private final Map<String, Object> headers = new LinkedHashMap<>();
    private final Map<String, Object> form = new LinkedHashMap<>();
    private final Map<String, Object> json = new LinkedHashMap<>();
    private @Nullable String text;
    private @Nullable Object wholeJson;

    /** Parameters of the query. */
    public Map<String, Object> parameters() {
        return parameters;
    }

    Map<String, Object> headers() {
        return headers;
    }

    Map<String, Object> form() {
        return form;
    }

    Map<String, Object> json() {
        return json;
    }

    void text(String body) {
        text = body;
    }

    /** A body of JSON that is no map. */
    void json(@Nullable Object body) {
        wholeJson = body;
    }

    /** Puts a value where an option says; {@code path} has more than one step for a body of JSON only. */
    void put(RequestOption.Place place, List<String> path, Object value) {
        switch (place) {
            case REQUEST_PARAMETER -> put(parameters, path.getFirst(), value);
            case HEADER -> put(headers, path.getFirst(), value);
            case BODY_DATA -> put(form, path.getFirst(), value);
            case BODY_JSON -> {
                Map<String, Object> at = json;
                for (String step : path.subList(0, path.size() - 1)) {
                    Map<String, Object> below = new LinkedHashMap<>(Tree.mapOrEmpty(at.get(step)));
                    at.put(step, below);
                    at = below;
                }
                put(at, path.getLast(), value);
            }
        }
    }

    /** Adds what another side gives. */
    void add(Map<String, Object> to, Map<String, Object> from) {
        from.forEach((name, value) -> put(to, name, value));
    }

    private static void put(Map<String, Object> map, String name, Object value) {
        Object present = map.get(name);
        if (present instanceof Map<?, ?> one && value instanceof Map<?, ?> other) {
            Map<String, Object> merged = new LinkedHashMap<>(Tree.asMap(one));
            Tree.asMap(other).forEach((key, nested) -> put(merged, key, nested));
            map.put(name, merged);
            return;
        }
        if (present != null && !present.equals(value)) {
            throw new MillraceException(
                    ErrorCode.INVALID_CONFIGURATION,
                    "The manifest sets \"" + name + "\" of a request twice, to different values. Remove one of them.");
        }
        map.put(name, value);
    }

    /** The body, or null for none; its type is noted among the headers. */
    @Nullable
    String body() {
        if (text != null) {
            return text;
        }
        if (wholeJson != null || !json.isEmpty()) {
            headers.putIfAbsent("Content-Type", "application/json");
            return Json.write(wholeJson == null ? json : wholeJson);
        }
        if (!form.isEmpty()) {
            headers.putIfAbsent("Content-Type", "application/x-www-form-urlencoded");
            return Urls.form(form);
        }
        return null;
    }
}
