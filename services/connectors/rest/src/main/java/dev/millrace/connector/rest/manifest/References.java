package dev.millrace.connector.rest.manifest;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Puts what is referred to in the place of the reference: {@code $ref: "#/definitions/x"}, of which fields beside it
 * take precedence, and {@code "#/definitions/x"} as a value.
 */
final class References {

    private static final String REF = "$ref";
    private static final String BEGIN = "#/";

    /** Values for a configuration, in which a text that looks like a reference is a text. */
    private static final String LITERAL = "config_overrides";

    private final Map<String, Object> document;
    private final TreeSize size = new TreeSize();
    private final Deque<String> open = new ArrayDeque<>();

    private References(Map<String, Object> document) {
        this.document = document;
    }

    /** @throws dev.millrace.kernel.MillraceException when a reference leads nowhere or to itself */
    static Map<String, Object> resolve(Map<String, Object> document) {
        return Tree.mapOrEmpty(new References(document).resolve((Object) document));
    }

    private @Nullable Object resolve(@Nullable Object node) {
        size.count();
        return switch (node) {
            case Map<?, ?> map -> resolveMap(Tree.asMap(map));
            case List<?> list -> Tree.list(list, this::resolve);
            case String text when text.startsWith(BEGIN) -> follow(text);
            case null -> null;
            default -> node;
        };
    }

    private @Nullable Object resolveMap(Map<String, Object> map) {
        Map<String, Object> own = new LinkedHashMap<>();
        map.forEach((key, value) -> {
            if (!key.equals(REF)) {
                Tree.put(own, key, key.equals(LITERAL) ? value : resolve(value));
            }
        });
        if (!(map.get(REF) instanceof String reference)) {
            return own;
        }
        if (!(follow(reference) instanceof Map<?, ?> target)) {
            return follow(reference);
        }
        Map<String, Object> merged = new LinkedHashMap<>(Tree.asMap(target));
        merged.putAll(own);
        return merged;
    }

    private @Nullable Object follow(String reference) {
        if (open.contains(reference)) {
            throw new UnreadableManifestException(
                    reference, "The reference " + reference + " leads back to itself. Remove one of its steps.");
        }
        open.push(reference);
        try {
            return resolve(find(document, reference.substring(BEGIN.length()), reference));
        } finally {
            open.pop();
        }
    }

    /** A name in the path may itself contain a slash, so the longest name that exists at each step wins. */
    private static @Nullable Object find(@Nullable Object node, String path, String reference) {
        if (path.isEmpty()) {
            return node;
        }
        if (node instanceof List<?> list && path.matches("\\d+(/.*)?")) {
            int slash = path.indexOf('/');
            int index = Integer.parseInt(slash < 0 ? path : path.substring(0, slash));
            if (index < list.size()) {
                return find(list.get(index), slash < 0 ? "" : path.substring(slash + 1), reference);
            }
        }
        if (node instanceof Map<?, ?> map) {
            for (int end = path.length(); end > 0; end = path.lastIndexOf('/', end - 1)) {
                String name = path.substring(0, end);
                if (map.containsKey(name)) {
                    return find(map.get(name), end == path.length() ? "" : path.substring(end + 1), reference);
                }
            }
        }
        throw new UnreadableManifestException(
                reference,
                "The reference " + reference + " leads nowhere. Write the name of something under definitions.");
    }
}
