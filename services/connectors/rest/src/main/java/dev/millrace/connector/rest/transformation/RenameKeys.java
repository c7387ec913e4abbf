package dev.millrace.connector.rest.transformation;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Gives the keys of a record other names. */
final class RenameKeys {
    private static final Pattern TOKEN = Pattern.compile("[A-Z]+[a-z]*|[a-z]+|\\d+|([^a-zA-Z\\d]+)");
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    // Letters that have no accent to take away.
    private static final Map<String, String> LETTERS = Map.ofEntries(
            Map.entry("ß", "ss"),
            Map.entry("æ", "ae"),
            Map.entry("Æ", "AE"),
            Map.entry("œ", "oe"),
            Map.entry("Œ", "OE"),
            Map.entry("ø", "o"),
            Map.entry("Ø", "O"),
            Map.entry("đ", "d"),
            Map.entry("Đ", "D"),
            Map.entry("ł", "l"),
            Map.entry("Ł", "L"),
            Map.entry("ð", "d"),
            Map.entry("þ", "th"),
            Map.entry("ı", "i"));

    private RenameKeys() {}

    static void replaceKeys(Map<String, Object> record, boolean nested, UnaryOperator<String> name) {
        Map<String, Object> renamed = renamed(record, nested, name);
        record.clear();
        record.putAll(renamed);
    }

    private static Map<String, Object> renamed(Map<?, ?> record, boolean nested, UnaryOperator<String> name) {
        Map<String, Object> renamed = new LinkedHashMap<>();
        record.forEach((key, value) -> renamed.put(
                name.apply(String.valueOf(key)),
                nested && value instanceof Map<?, ?> inner ? renamed(inner, true, name) : value));
        return renamed;
    }

    static String snakeCase(String key) {
        List<String> tokens = new ArrayList<>();
        Matcher matcher = TOKEN.matcher(ascii(key));
        while (matcher.find()) {
            tokens.add(matcher.group(1) == null ? matcher.group().toLowerCase(Locale.ROOT) : "");
        }
        // What separates words becomes one underscore; at the ends it stays, as an underscore of its own.
        for (int i = tokens.size() - 2; i > 0; i--) {
            if (tokens.get(i).isEmpty()) {
                tokens.remove(i);
            }
        }
        if (!tokens.isEmpty()
                && !tokens.getFirst().isEmpty()
                && Character.isDigit(tokens.getFirst().charAt(0))) {
            tokens.addFirst("");
        }
        return String.join("_", tokens);
    }

    private static String ascii(String key) {
        String result =
                MARKS.matcher(Normalizer.normalize(key, Normalizer.Form.NFKD)).replaceAll("");
        for (Map.Entry<String, String> letter : LETTERS.entrySet()) {
            result = result.replace(letter.getKey(), letter.getValue());
        }
        return result;
    }
}
