package dev.millrace.connector.rest.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Splits a template into text, expressions and tags, by the rules of Jinja 3.1: brackets of an expression have to be closed before
 * <code>}}</code> ends it, and a minus beside a delimiter takes the white space away that is on its other side.
 */
final class TemplateScanner {

    /** A part of a template. Of expressions and tags, {@code source} is what stands within their delimiters. */
    record Part(Kind kind, String source) {}

    enum Kind {
        TEXT,
        EXPRESSION,
        TAG
    }

    private static final Pattern RAW_BEGIN = Pattern.compile("\\{%[-+]?\\s*raw\\s*(-)?%\\}");
    private static final Pattern RAW_END = Pattern.compile("\\{%([-+]?)\\s*endraw\\s*([-+])?%\\}");

    private final String source;
    private final List<Part> parts = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();
    private int position;

    private TemplateScanner(String source) {
        this.source = source;
    }

    /** @throws EvaluationException when a delimiter is not closed */
    static List<Part> parts(String template) {
        String normal = template.replace("\r\n", "\n").replace('\r', '\n');
        // One line break at the end belongs to the file, not to the text.
        TemplateScanner scanner =
                new TemplateScanner(normal.endsWith("\n") ? normal.substring(0, normal.length() - 1) : normal);
        scanner.run();
        return scanner.parts;
    }

    private void run() {
        while (position < source.length()) {
            int brace = source.indexOf('{', position);
            if (brace < 0 || brace + 1 == source.length()) {
                text.append(source, position, source.length());
                position = source.length();
                break;
            }
            char kind = source.charAt(brace + 1);
            if (kind != '{' && kind != '%' && kind != '#') {
                text.append(source, position, brace + 1);
                position = brace + 1;
                continue;
            }
            text.append(source, position, brace);
            position = brace;
            delimited(kind);
        }
        flush();
    }

    private void delimited(char kind) {
        char control = position + 2 < source.length() ? source.charAt(position + 2) : ' ';
        if (control == '-') {
            text.setLength(text.toString().stripTrailing().length());
        }
        if (kind == '%' && raw()) {
            return;
        }
        int start = position + (control == '-' || control == '+' ? 3 : 2);
        // A plus may also be the sign of a number.
        int from = kind == '{' && control == '+' ? position + 2 : start;
        int end = kind == '#' ? source.indexOf("#}", from) : end(from, kind == '{' ? "}}" : "%}");
        if (end < 0) {
            throw EvaluationException.syntax("a '{" + kind + "' is not closed");
        }
        boolean trims = end > from && source.charAt(end - 1) == '-';
        boolean keeps = kind == '%' && end > from && source.charAt(end - 1) == '+';
        if (kind != '#') {
            flush();
            String inner = source.substring(from, trims || keeps ? end - 1 : end);
            parts.add(new Part(kind == '{' ? Kind.EXPRESSION : Kind.TAG, inner.strip()));
        }
        position = end + 2;
        if (trims) {
            skipWhiteSpace();
        }
    }

    private boolean raw() {
        Matcher begin = RAW_BEGIN.matcher(source).region(position, source.length());
        if (!begin.lookingAt()) {
            return false;
        }
        Matcher end = RAW_END.matcher(source);
        if (!end.find(begin.end())) {
            throw EvaluationException.syntax("a raw is not closed");
        }
        String body = source.substring(begin.end(), end.start());
        String trimmed = begin.group(1) == null ? body : body.stripLeading();
        text.append("-".equals(end.group(1)) ? trimmed.stripTrailing() : trimmed);
        position = end.end();
        if ("-".equals(end.group(2))) {
            skipWhiteSpace();
        }
        return true;
    }

    private void skipWhiteSpace() {
        while (position < source.length() && Splitting.isSpace(source.charAt(position))) {
            position++;
        }
    }

    private int end(int from, String delimiter) {
        int open = 0;
        int current = from;
        while (current < source.length()) {
            char character = source.charAt(current);
            if (open == 0 && source.startsWith(delimiter, current)) {
                return current;
            }
            if (character == '\'' || character == '"') {
                current = closingQuote(current);
            } else if (character == '{' || character == '[' || character == '(') {
                open++;
            } else if (character == '}' || character == ']' || character == ')') {
                open = Math.max(0, open - 1);
            }
            current++;
        }
        return -1;
    }

    private int closingQuote(int opening) {
        int current = opening + 1;
        while (current < source.length() && source.charAt(current) != source.charAt(opening)) {
            current += source.charAt(current) == '\\' ? 2 : 1;
        }
        return current;
    }

    private void flush() {
        if (!text.isEmpty()) {
            parts.add(new Part(Kind.TEXT, text.toString()));
            text.setLength(0);
        }
    }
}
