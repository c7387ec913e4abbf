package dev.millrace.connector.rest.expression;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A key with wildcards, by the rules of Python's {@code fnmatch}.
 *
 * @param pattern null where the key has no wildcard
 */
record Glob(String text, @Nullable Pattern pattern) {
    private static final Pattern WILDCARD = Pattern.compile("\\*+|\\?|\\[(!?)(\\]?[^\\]]*)\\]");

    static Glob of(String text) {
        Matcher matcher = WILDCARD.matcher(text);
        StringBuilder regex = new StringBuilder();
        int position = 0;
        while (matcher.find()) {
            regex.append(Pattern.quote(text.substring(position, matcher.start())));
            position = matcher.end();
            regex.append(
                    switch (matcher.group().charAt(0)) {
                        case '*' -> ".*";
                        case '?' -> ".";
                        default ->
                            "[" + (matcher.group(1).isEmpty() ? "" : "^")
                                    + matcher.group(2).replaceAll("[\\[\\]\\\\^&]", "\\\\$0") + "]";
                    });
        }
        if (position == 0) {
            return new Glob(text, null);
        }
        return new Glob(text, Pattern.compile(regex + Pattern.quote(text.substring(position)), Pattern.DOTALL));
    }

    boolean isPlain() {
        return pattern == null;
    }

    boolean matches(String key) {
        return pattern == null ? text.equals(key) : pattern.matcher(key).matches();
    }
}
