package dev.millrace.connector.rest.guess;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The query of an address. */
final class QueryText {

    private QueryText() {}

    /** An address without its query, in which keys may stand. */
    static String bare(String url) {
        int question = url.indexOf('?');
        return question < 0 ? url : url.substring(0, question);
    }

    /** The parameters of an address, decoded. */
    static Map<String, String> parameters(String url) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String pair : pairs(url)) {
            int equals = pair.indexOf('=');
            parameters.put(name(pair), equals < 0 ? "" : decoded(pair.substring(equals + 1)));
        }
        return parameters;
    }

    /** An address without some of its parameters, and without a fragment. */
    static String without(String url, Collection<String> names) {
        List<String> kept = new ArrayList<>(pairs(url));
        kept.removeIf(pair -> names.contains(name(pair)));
        String bare = bare(url.contains("#") ? url.substring(0, url.indexOf('#')) : url);
        return kept.isEmpty() ? bare : bare + "?" + String.join("&", kept);
    }

    private static List<String> pairs(String url) {
        String whole = url.contains("#") ? url.substring(0, url.indexOf('#')) : url;
        int question = whole.indexOf('?');
        return question < 0 || question == whole.length() - 1
                ? List.of()
                : List.of(whole.substring(question + 1).split("&", -1));
    }

    private static String name(String pair) {
        int equals = pair.indexOf('=');
        return decoded(equals < 0 ? pair : pair.substring(0, equals));
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }
}
