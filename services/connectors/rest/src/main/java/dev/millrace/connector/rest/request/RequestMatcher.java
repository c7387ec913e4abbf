package dev.millrace.connector.rest.request;

import dev.millrace.connector.rest.http.Request;
import dev.millrace.connector.rest.manifest.Component;
import dev.millrace.connector.rest.manifest.Tree;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Recognises requests, for limits that are about some of them.
 *
 * @param weight as how many requests one of them counts
 */
public record RequestMatcher(
        Optional<String> method,
        Optional<String> base,
        Optional<Pattern> path,
        Map<String, Object> parameters,
        Map<String, Object> headers,
        long weight) {

    /** The matcher that a component describes. */
    public static RequestMatcher of(Component component) {
        return new RequestMatcher(
                component.optionalText("method").map(name -> name.toUpperCase(Locale.ROOT)),
                component.template("url_base", "").map(base -> base.text(Map.of())),
                component.optionalText("url_path_pattern").map(Pattern::compile),
                Tree.mapOrEmpty(component.raw("params")),
                Tree.mapOrEmpty(component.raw("headers")),
                component.integer("weight").orElse(1L));
    }

    /** Whether the request is one of them. */
    public boolean isAbout(Request request) {
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
                        .allMatch(header -> String.valueOf(header.getValue()).equals(sent.get(header.getKey())));
    }
}
