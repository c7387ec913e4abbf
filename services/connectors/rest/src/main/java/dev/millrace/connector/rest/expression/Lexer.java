package dev.millrace.connector.rest.expression;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Splits what stands within the braces of a template into words, by the rules of Jinja 3.1. */
final class Lexer {
    private static final Pattern FLOAT =
            Pattern.compile("(?:\\d+_)*+\\d+(?:(?:\\.(?:\\d+_)*+\\d+)?[eE][+\\-]?(?:\\d+_)*+\\d+|\\.(?:\\d+_)*+\\d+)");
    private static final Pattern INTEGER = Pattern.compile(
            "0[bB](?:_?[01])++|0[oO](?:_?[0-7])++|0[xX](?:_?[0-9a-fA-F])++|[1-9](?:_?\\d)*+|0(?:_?0)*+");
    private static final Pattern NAME = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_]*");
    private static final Pattern OPERATOR = Pattern.compile("//|\\*\\*|==|!=|>=|<=|[-+/*%~\\[\\](){}><=.:|,;]");

    private final String source;
    private final List<Token> tokens = new ArrayList<>();
    private int position;

    private Lexer(String source) {
        this.source = source;
    }

    static List<Token> tokens(String source) {
        Lexer lexer = new Lexer(source);
        lexer.run();
        return lexer.tokens;
    }

    private void run() {
        while (true) {
            while (position < source.length() && Character.isWhitespace(source.charAt(position))) {
                position++;
            }
            if (position == source.length()) {
                tokens.add(new Token(Token.Kind.END, "end of the expression", null));
                return;
            }
            char first = source.charAt(position);
            if (first == '\'' || first == '"') {
                string(first);
            } else if (!number(first) && !match(NAME, Token.Kind.NAME) && !match(OPERATOR, Token.Kind.OPERATOR)) {
                throw EvaluationException.syntax("the character '" + first + "' means nothing here");
            }
        }
    }

    private boolean match(Pattern pattern, Token.Kind kind) {
        Matcher matcher = pattern.matcher(source).region(position, source.length());
        if (!matcher.lookingAt()) {
            return false;
        }
        tokens.add(new Token(kind, matcher.group(), null));
        position = matcher.end();
        return true;
    }

    private boolean number(char first) {
        if (first < '0' || first > '9') {
            return false;
        }
        // In "a.0.5" the parts are indexes, not a fraction.
        boolean afterDot = position > 0 && source.charAt(position - 1) == '.';
        Matcher matcher = FLOAT.matcher(source).region(position, source.length());
        if (!afterDot && matcher.lookingAt()) {
            Double value = Double.valueOf(matcher.group().replace("_", ""));
            tokens.add(new Token(Token.Kind.FLOAT, matcher.group(), value));
            position = matcher.end();
            return true;
        }
        matcher = INTEGER.matcher(source).region(position, source.length());
        if (!matcher.lookingAt()) {
            return false;
        }
        tokens.add(new Token(Token.Kind.INTEGER, matcher.group(), integer(matcher.group())));
        position = matcher.end();
        return true;
    }

    /** The value of an integer literal of Python. */
    static Object integer(String literal) {
        String digits = literal.replace("_", "").toLowerCase(Locale.ROOT);
        if (digits.length() > 4300) {
            throw EvaluationException.value("a number may have 4300 digits at the most");
        }
        boolean isShort =
                digits.length() < 19 && digits.chars().allMatch(character -> character >= '0' && character <= '9');
        if (isShort) {
            return Long.valueOf(digits);
        }
        int radix = digits.startsWith("0x") ? 16 : digits.startsWith("0o") ? 8 : digits.startsWith("0b") ? 2 : 10;
        return Numbers.narrow(new BigInteger(radix == 10 ? digits : digits.substring(2), radix));
    }

    private void string(char quote) {
        int end = position + 1;
        while (end < source.length() && source.charAt(end) != quote) {
            end += source.charAt(end) == '\\' ? 2 : 1;
        }
        if (end >= source.length()) {
            throw EvaluationException.syntax("a string has no closing quote");
        }
        String value = Escapes.unescape(source.substring(position + 1, end));
        tokens.add(new Token(Token.Kind.STRING, source.substring(position, end + 1), value));
        position = end + 1;
    }
}
