package dev.millrace.connector.rest.expression;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads a literal of Python: what {@code ast.literal_eval} accepts, without complex numbers and bytes, which no answer of an API and no
 * configuration has a use for. Names, calls and operators make a text no literal.
 */
final class PythonLiteral {
    private static final int MAX_DEPTH = 100;
    // Possessive: a loop that could go back would take a place on the stack for each digit of an answer.
    private static final Pattern NUMBER =
            Pattern.compile("0[xX](?:_?[0-9a-fA-F])++|0[oO](?:_?[0-7])++|0[bB](?:_?[01])++"
                    + "|(?:\\d(?:_?\\d)*+)?\\.\\d(?:_?\\d)*+(?:[eE][+-]?\\d(?:_?\\d)*+)?"
                    + "|\\d(?:_?\\d)*+\\.?(?:[eE][+-]?\\d(?:_?\\d)*+)?");
    private static final Pattern DECIMAL = Pattern.compile("[1-9](?:_?\\d)*+|0(?:_?0)*+");
    private static final Pattern WORD = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_]*");
    private static final Set<String> TEXT_PREFIXES = Set.of("r", "u");

    sealed interface Outcome {}

    record Value(@Nullable Object value) implements Outcome {}

    record NoLiteral() implements Outcome {}

    /** Ends the reading of what is no literal; it never leaves this class. */
    private static final class NoLiteralException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NoLiteralException() {
            super(null, null, false, false);
        }
    }

    private final String text;
    private int position;
    private int depth;

    private PythonLiteral(String text) {
        this.text = text;
    }

    static Outcome read(String text) {
        if (!mayBeLiteral(text)) {
            return new NoLiteral();
        }
        try {
            return new Value(new PythonLiteral(text).whole());
        } catch (NoLiteralException | EvaluationException e) {
            return new NoLiteral();
        }
    }

    /** Most texts are words or addresses: their first character tells, without an exception. */
    private static boolean mayBeLiteral(String text) {
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (character != ' ' && character != '\t' && character != '\n' && character != '\f' && character != '\r') {
                return "([{'\"+-.#\\TFNsruRU".indexOf(character) >= 0 || (character >= '0' && character <= '9');
            }
        }
        return false;
    }

    private @Nullable Object whole() {
        int start = 0;
        while (start < text.length() && (text.charAt(start) == ' ' || text.charAt(start) == '\t')) {
            start++;
        }
        position = start;
        skip(true);
        if (position > start && text.substring(start, position).contains("\n") && !atLineStart()) {
            throw new NoLiteralException();
        }
        Object value = listed('\0');
        skip(true);
        if (position < text.length()) {
            throw new NoLiteralException();
        }
        return value;
    }

    private boolean atLineStart() {
        char before = text.charAt(position - 1);
        return before == '\n' || before == '\r' || before == '\f';
    }

    /** One value, or a tuple where commas follow: {@code 1, 2}. */
    private @Nullable Object listed(char closing) {
        Object first = value();
        skipInside(closing);
        if (!at(',')) {
            return first;
        }
        List<Object> items = new ArrayList<>();
        items.add(first);
        while (at(',')) {
            position++;
            skipInside(closing);
            if (position == text.length() || at(closing) || at('\n') || at('\r') || at('#')) {
                break;
            }
            items.add(value());
            skipInside(closing);
        }
        return new Tuple(items);
    }

    private void skipInside(char closing) {
        skip(closing != '\0');
    }

    private @Nullable Object value() {
        if (position == text.length() || ++depth > MAX_DEPTH) {
            throw new NoLiteralException();
        }
        char first = text.charAt(position);
        Object value = switch (first) {
            case '\'', '"' -> strings();
            case '(' -> parenthesized();
            case '[' -> new ArrayList<>(items(']'));
            case '{' -> braces();
            case '+', '-' -> signed(first == '-');
            default -> first == '.' || Character.isDigit(first) ? number() : word();
        };
        depth--;
        return value;
    }

    private Object signed(boolean negative) {
        position++;
        skip(depth > 1);
        int parentheses = 0;
        while (at('(')) {
            position++;
            parentheses++;
            skip(true);
        }
        Object number = number();
        while (parentheses-- > 0) {
            skip(true);
            require(')');
        }
        return negative
                ? number instanceof Double floating ? (Object) (-floating) : Arithmetic.apply("-", 0L, number)
                : number;
    }

    private Object number() {
        Matcher matcher = NUMBER.matcher(text).region(position, text.length());
        if (!matcher.lookingAt()) {
            throw new NoLiteralException();
        }
        String digits = matcher.group();
        position = matcher.end();
        if (position < text.length() && isWordPart(text.charAt(position))) {
            throw new NoLiteralException();
        }
        boolean other = digits.length() > 1 && digits.charAt(0) == '0' && "xXoObB".indexOf(digits.charAt(1)) >= 0;
        if (other || DECIMAL.matcher(digits).matches()) {
            return Lexer.integer(digits);
        }
        if (digits.chars().allMatch(character -> Character.isDigit(character) || character == '_')) {
            // A zero before other digits.
            throw new NoLiteralException();
        }
        return Double.valueOf(digits.replace("_", ""));
    }

    private @Nullable Object word() {
        Matcher matcher = WORD.matcher(text).region(position, text.length());
        if (!matcher.lookingAt()) {
            throw new NoLiteralException();
        }
        String word = matcher.group();
        int end = matcher.end();
        if (end < text.length() && (text.charAt(end) == '\'' || text.charAt(end) == '"')) {
            return strings();
        }
        position = end;
        return switch (word) {
            case "True" -> true;
            case "False" -> false;
            case "None" -> null;
            case "set" -> {
                skip(depth > 1);
                require('(');
                skip(true);
                require(')');
                yield new LinkedHashSet<>();
            }
            default -> throw new NoLiteralException();
        };
    }

    private String strings() {
        StringBuilder result = new StringBuilder();
        boolean more = true;
        while (more) {
            result.append(string());
            int before = position;
            skip(depth > 1);
            Matcher matcher = WORD.matcher(text).region(position, text.length());
            int quote = position < text.length() && matcher.lookingAt() ? matcher.end() : position;
            more = quote < text.length() && (text.charAt(quote) == '\'' || text.charAt(quote) == '"');
            position = more ? position : before;
        }
        return result.toString();
    }

    private String string() {
        int quoteAt = position;
        while (text.charAt(quoteAt) != '\'' && text.charAt(quoteAt) != '"') {
            quoteAt++;
        }
        String prefix = text.substring(position, quoteAt).toLowerCase(Locale.ROOT);
        if (!prefix.isEmpty() && !TEXT_PREFIXES.contains(prefix)) {
            throw new NoLiteralException();
        }
        char quote = text.charAt(quoteAt);
        String triple = String.valueOf(quote).repeat(3);
        boolean isTriple = text.startsWith(triple, quoteAt);
        int start = quoteAt + (isTriple ? 3 : 1);
        int end = start;
        while (end < text.length() && !(isTriple ? text.startsWith(triple, end) : text.charAt(end) == quote)) {
            char character = text.charAt(end);
            if (character == '\0' || (!isTriple && (character == '\n' || character == '\r'))) {
                throw new NoLiteralException();
            }
            end += character == '\\' ? 2 : 1;
        }
        if (end >= text.length()) {
            throw new NoLiteralException();
        }
        position = end + (isTriple ? 3 : 1);
        String body = text.substring(start, end).replace("\r\n", "\n").replace('\r', '\n');
        return prefix.equals("r") ? body : Escapes.unescape(body);
    }

    private @Nullable Object parenthesized() {
        position++;
        skip(true);
        if (at(')')) {
            position++;
            return new Tuple(List.of());
        }
        Object value = listed(')');
        skip(true);
        require(')');
        return value;
    }

    private List<Object> items(char closing) {
        position++;
        List<Object> items = new ArrayList<>();
        skip(true);
        while (!at(closing)) {
            items.add(value());
            separator(closing);
        }
        position++;
        return items;
    }

    private Object braces() {
        position++;
        skip(true);
        if (at('}')) {
            position++;
            return new LocalMap();
        }
        Object first = value();
        skip(true);
        if (!at(':')) {
            Set<Object> items = new LinkedHashSet<>();
            items.add(hashable(first));
            separator('}');
            while (!at('}')) {
                items.add(hashable(value()));
                separator('}');
            }
            position++;
            return items;
        }
        LocalMap map = new LocalMap();
        entry(map, first);
        while (!at('}')) {
            entry(map, value());
        }
        position++;
        return map;
    }

    private void entry(LocalMap map, @Nullable Object key) {
        skip(true);
        require(':');
        skip(true);
        map.put(hashable(key), value());
        separator('}');
    }

    private static @Nullable Object hashable(@Nullable Object key) {
        if (key instanceof List<?> || key instanceof LocalMap || key instanceof Set<?>) {
            throw new NoLiteralException();
        }
        return key;
    }

    private void separator(char closing) {
        skip(true);
        if (!at(closing)) {
            require(',');
            skip(true);
        }
    }

    private boolean at(char character) {
        return position < text.length() && text.charAt(position) == character;
    }

    private void require(char character) {
        if (!at(character)) {
            throw new NoLiteralException();
        }
        position++;
    }

    /** Goes past blanks and comments, and past ends of lines where they mean nothing. */
    private void skip(boolean linesToo) {
        while (position < text.length()) {
            char character = text.charAt(position);
            if (character == '#') {
                while (position < text.length() && !at('\n') && !at('\r')) {
                    position++;
                }
            } else if (character == '\\' && text.startsWith("\\\n", position)) {
                position += 2;
            } else if (character == ' '
                    || character == '\t'
                    || character == '\f'
                    || (linesToo && (character == '\n' || character == '\r'))) {
                position++;
            } else {
                return;
            }
        }
    }

    private static boolean isWordPart(char character) {
        return character == '_' || Character.isLetterOrDigit(character);
    }
}
