package dev.millrace.connector.rest.expression;

import java.util.OptionalInt;

/** The backslash escapes of Python's strings. What is no escape stays as it is written. */
final class Escapes {
    private Escapes() {}

    /** @throws EvaluationException when a {@code \x}, {@code \}{@code u} or {@code \U} lacks its digits */
    static String unescape(String body) {
        int backslash = body.indexOf('\\');
        if (backslash < 0) {
            return body;
        }
        StringBuilder result = new StringBuilder(body.length());
        int position = 0;
        while (backslash >= 0 && backslash + 1 < body.length()) {
            result.append(body, position, backslash);
            char escape = body.charAt(backslash + 1);
            position = backslash + 2;
            switch (escape) {
                case '\n' -> {}
                case '\\', '\'', '"' -> result.append(escape);
                case 'a' -> result.append('\u0007');
                case 'b' -> result.append('\b');
                case 'f' -> result.append('\f');
                case 'n' -> result.append('\n');
                case 'r' -> result.append('\r');
                case 't' -> result.append('\t');
                case 'v' -> result.append('\u000b');
                case 'x' -> position = hexadecimal(body, position, 2, result);
                case 'u' -> position = hexadecimal(body, position, 4, result);
                case 'U' -> position = hexadecimal(body, position, 8, result);
                case 'N' -> position = named(body, position, result);
                case '0', '1', '2', '3', '4', '5', '6', '7' -> position = octal(body, backslash + 1, result);
                default -> result.append('\\').append(escape);
            }
            backslash = body.indexOf('\\', position);
        }
        return result.append(body, position, body.length()).toString();
    }

    private static int hexadecimal(String body, int start, int digits, StringBuilder result) {
        OptionalInt codePoint = start + digits <= body.length()
                ? parse(body.substring(start, start + digits), 16)
                : OptionalInt.empty();
        if (codePoint.isEmpty() || codePoint.getAsInt() > Character.MAX_CODE_POINT) {
            throw EvaluationException.syntax("a backslash escape in a string lacks its " + digits + " digits");
        }
        result.appendCodePoint(codePoint.getAsInt());
        return start + digits;
    }

    private static int named(String body, int start, StringBuilder result) {
        int end = body.indexOf('}', start);
        if (!body.startsWith("{", start) || end < 0) {
            throw EvaluationException.syntax("a \\N in a string lacks its name in braces");
        }
        try {
            result.appendCodePoint(Character.codePointOf(body.substring(start + 1, end)));
        } catch (IllegalArgumentException e) {
            throw EvaluationException.syntax("a \\N in a string has a name that no character has");
        }
        return end + 1;
    }

    private static int octal(String body, int start, StringBuilder result) {
        int end = start;
        while (end < body.length() && end < start + 3 && body.charAt(end) >= '0' && body.charAt(end) <= '7') {
            end++;
        }
        result.appendCodePoint(Integer.parseInt(body.substring(start, end), 8));
        return end;
    }

    private static OptionalInt parse(String digits, int radix) {
        for (int i = 0; i < digits.length(); i++) {
            if (Character.digit(digits.charAt(i), radix) < 0) {
                return OptionalInt.empty();
            }
        }
        long value = Long.parseLong(digits, radix);
        return value > Character.MAX_CODE_POINT ? OptionalInt.empty() : OptionalInt.of((int) value);
    }
}
