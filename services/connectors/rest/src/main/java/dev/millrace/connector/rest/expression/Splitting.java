package dev.millrace.connector.rest.expression;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The ways to take a string apart. */
final class Splitting {
    private Splitting() {}

    /** White space as Python has it, which includes separators that Java leaves out. */
    static boolean isSpace(int codePoint) {
        return Character.isWhitespace(codePoint) || Character.isSpaceChar(codePoint) || codePoint == 0x85;
    }

    static LocalList split(String text, Arguments arguments) {
        Object separator = arguments.optional(0, "sep", null);
        int limit = limit(arguments);
        return separator == null
                ? new LocalList(words(text, limit))
                : new LocalList(parts(text, Values.requireText(separator, "split()"), limit));
    }

    static LocalList splitFromRight(String text, Arguments arguments) {
        Object separator = arguments.optional(0, "sep", null);
        int limit = limit(arguments);
        String reversed = reversed(text);
        List<String> parts = separator == null
                ? words(reversed, limit)
                : parts(reversed, reversed(Values.requireText(separator, "rsplit()")), limit);
        LocalList result = new LocalList();
        parts.forEach(part -> result.add(reversed(part)));
        Collections.reverse(result);
        return result;
    }

    private static int limit(Arguments arguments) {
        int limit = arguments.integer(1, "maxsplit", -1);
        return limit < 0 ? Integer.MAX_VALUE : limit;
    }

    private static String reversed(String text) {
        return new StringBuilder(text).reverse().toString();
    }

    private static List<String> parts(String text, String separator, int limit) {
        if (separator.isEmpty()) {
            throw EvaluationException.value("empty separator");
        }
        List<String> parts = new ArrayList<>();
        int position = 0;
        int next = text.indexOf(separator);
        while (next >= 0 && parts.size() < limit) {
            parts.add(text.substring(position, next));
            position = next + separator.length();
            next = text.indexOf(separator, position);
        }
        parts.add(text.substring(position));
        return parts;
    }

    private static List<String> words(String text, int limit) {
        List<String> words = new ArrayList<>();
        int position = skipSpaces(text, 0);
        while (position < text.length()) {
            int end = position;
            while (end < text.length() && !isSpace(text.charAt(end))) {
                end++;
            }
            if (words.size() == limit) {
                words.add(StringMethods.stripped(text.substring(position), Splitting::isSpace, false, true));
                return words;
            }
            words.add(text.substring(position, end));
            position = skipSpaces(text, end);
        }
        return words;
    }

    private static int skipSpaces(String text, int from) {
        int position = from;
        while (position < text.length() && isSpace(text.charAt(position))) {
            position++;
        }
        return position;
    }

    static LocalList lines(String text, boolean keepEnds) {
        LocalList lines = new LocalList();
        int position = 0;
        while (position < text.length()) {
            int end = position;
            while (end < text.length() && !isLineEnd(text.charAt(end))) {
                end++;
            }
            int next = Math.min(end + 1, text.length());
            if (end + 1 < text.length() && text.charAt(end) == '\r' && text.charAt(end + 1) == '\n') {
                next++;
            }
            lines.add(text.substring(position, keepEnds ? next : end));
            position = next;
        }
        return lines;
    }

    private static boolean isLineEnd(char character) {
        return (character >= '\n' && character <= '\r')
                || (character >= 0x1c && character <= 0x1e)
                || character == 0x85
                || character == 0x2028
                || character == 0x2029;
    }

    static Tuple partition(String text, String separator) {
        return partition(text, separator, requireSeparator(separator) ? text.indexOf(separator) : -1, false);
    }

    static Tuple partitionFromRight(String text, String separator) {
        return partition(text, separator, requireSeparator(separator) ? text.lastIndexOf(separator) : -1, true);
    }

    private static boolean requireSeparator(String separator) {
        if (separator.isEmpty()) {
            throw EvaluationException.value("empty separator");
        }
        return true;
    }

    private static Tuple partition(String text, String separator, int index, boolean fromRight) {
        if (index < 0) {
            return new Tuple(fromRight ? List.of("", "", text) : List.of(text, "", ""));
        }
        return new Tuple(List.of(text.substring(0, index), separator, text.substring(index + separator.length())));
    }
}
