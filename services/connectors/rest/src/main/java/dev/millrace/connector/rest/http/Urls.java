package dev.millrace.connector.rest.http;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Puts URLs together. */
public final class Urls {

    /** What may stand in a URL as it is, after RFC 3986; the per cent sign because much is encoded already. */
    private static final String LEFT_ALONE = "!#$%&'()*+,/:;=?@[]~-._";

    private Urls() {}

    /** A path below a base; a path that is a URL of its own stands alone. */
    public static String join(String base, @Nullable String path) {
        String below = path == null ? "" : path;
        if (below.startsWith("https://") || below.startsWith("http://")) {
            return below;
        }
        if (below.isEmpty()) {
            return base;
        }
        String whole = base + "/" + below;
        int host = whole.indexOf("://") + 3;
        int begin = Math.max(whole.indexOf('/', host), host);
        int end = whole.indexOf('?', begin) < 0 ? whole.length() : whole.indexOf('?', begin);
        // A port that is left empty is the usual one (RFC 3986, section 6.2.3).
        String site = whole.substring(0, begin);
        return (site.endsWith(":") ? site.substring(0, site.length() - 1) : site)
                + whole.substring(begin, end).replaceAll("/{2,}", "/")
                + whole.substring(end);
    }

    /** A URL with more in its query; what it has there already in the same words is not repeated. */
    public static String with(String url, Map<String, Object> parameters) {
        int hash = url.indexOf('#');
        String bare = encoded(hash < 0 ? url : url.substring(0, hash));
        String fragment = hash < 0 ? "" : encoded(url.substring(hash));
        int question = bare.indexOf('?');
        List<String> present = question < 0 ? List.of() : pairs(bare.substring(question + 1));
        List<String> added = new ArrayList<>();
        parameters.forEach((name, value) -> {
            for (Object item : value instanceof List<?> list ? list : List.of(value)) {
                String text = text(item);
                if (!present.contains(name + "=" + text)) {
                    added.add(encode(name) + "=" + encode(text));
                }
            }
        });
        String query = String.join("&", added);
        String link = query.isEmpty() || bare.endsWith("?") || bare.endsWith("&") ? "" : question < 0 ? "?" : "&";
        return bare + link + query + fragment;
    }

    /** The body of a form. */
    public static String form(Map<String, Object> fields) {
        List<String> pairs = new ArrayList<>();
        fields.forEach((name, value) -> {
            for (Object item : value instanceof List<?> list ? list : List.of(value)) {
                pairs.add(encode(name) + "=" + encode(text(item)));
            }
        });
        return String.join("&", pairs);
    }

    /** A value as it stands in a URL or a header: yes and no as {@code True} and {@code False}, as the format has it. */
    public static String text(@Nullable Object value) {
        return switch (value) {
            case null -> "None";
            case Boolean flag -> flag ? "True" : "False";
            default -> String.valueOf(value);
        };
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("*", "%2A")
                .replace("%7E", "~");
    }

    /** Names and values of a query, decoded. */
    private static List<String> pairs(String query) {
        List<String> pairs = new ArrayList<>();
        for (String pair : query.split("&", -1)) {
            try {
                pairs.add(URLDecoder.decode(pair, StandardCharsets.UTF_8));
            } catch (IllegalArgumentException e) {
                pairs.add(pair);
            }
        }
        return pairs;
    }

    private static String encoded(String url) {
        StringBuilder made = new StringBuilder(url.length());
        byte[] bytes = url.getBytes(StandardCharsets.UTF_8);
        for (byte b : bytes) {
            char c = (char) (b & 0xff);
            if ((c >= 'a' && c <= 'z')
                    || (c >= 'A' && c <= 'Z')
                    || (c >= '0' && c <= '9')
                    || LEFT_ALONE.indexOf(c) >= 0) {
                made.append(c);
            } else {
                made.append('%').append(String.format("%02X", (int) c));
            }
        }
        return made.toString();
    }
}
