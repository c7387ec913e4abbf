package dev.millrace.connector.spi;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Judges whether bytes are JSON (RFC 8259) that PostgreSQL's {@code jsonb} takes, without building a tree. One bad value
 * would make the server refuse a whole batch, so it is found here.
 */
final class JsonText {

    /** Far below what the server's stack allows, far above what people nest. */
    private static final int MAX_DEPTH = 500;

    /** jsonb keeps numbers as numeric, which ends at 131,072 digits. */
    private static final int MAX_EXPONENT = 10_000;

    private static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Refused(String reason) {
            super(reason, null, false, false);
        }
    }

    private final byte[] bytes;
    private final int end;
    private int at;

    private JsonText(byte[] bytes, int from, int to) {
        this.bytes = bytes;
        this.at = from;
        this.end = to;
    }

    /** Why the bytes can't be stored as JSON; null when they can. The bytes are valid UTF-8. */
    static @Nullable String problem(byte[] bytes, int from, int to) {
        JsonText text = new JsonText(bytes, from, to);
        try {
            text.skipSpace();
            text.value(0);
            text.skipSpace();
            return text.at == to ? null : "is not JSON";
        } catch (Refused e) {
            return e.getMessage();
        }
    }

    /** The beginning of text that is longer than a number of characters, without half of a surrogate pair. */
    static String shortened(String text, int characters) {
        if (text.length() <= characters) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(characters - 1)) ? characters - 1 : characters;
        return text.substring(0, end) + "…";
    }

    /** Writes text as a JSON string. */
    static void appendString(StringBuilder out, String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                // jsonb can't hold U+0000; U+FFFD is what stands for a character that can't be shown.
                case 0 -> out.append('\ufffd');
                default -> {
                    if (c < 0x20) {
                        out.append("\\u00")
                                .append(Character.forDigit(c >> 4, 16))
                                .append(Character.forDigit(c & 15, 16));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }

    private void value(int depth) {
        if (depth > MAX_DEPTH) {
            throw new Refused("is JSON nested more than " + MAX_DEPTH + " levels deep");
        }
        switch (peek()) {
            case '{' -> object(depth);
            case '[' -> array(depth);
            case '"' -> string();
            case 't' -> word("true");
            case 'f' -> word("false");
            case 'n' -> word("null");
            default -> number();
        }
    }

    private void object(int depth) {
        at++;
        skipSpace();
        if (peek() == '}') {
            at++;
            return;
        }
        while (true) {
            skipSpace();
            string();
            skipSpace();
            expect(':');
            skipSpace();
            value(depth + 1);
            skipSpace();
            if (peek() == ',') {
                at++;
                continue;
            }
            expect('}');
            return;
        }
    }

    private void array(int depth) {
        at++;
        skipSpace();
        if (peek() == ']') {
            at++;
            return;
        }
        while (true) {
            skipSpace();
            value(depth + 1);
            skipSpace();
            if (peek() == ',') {
                at++;
                continue;
            }
            expect(']');
            return;
        }
    }

    private void string() {
        expect('"');
        while (true) {
            int c = peek();
            at++;
            if (c == '"') {
                return;
            }
            if (c >= 0 && c < 0x20) {
                throw new Refused("is not JSON");
            }
            if (c == '\\') {
                escape();
            }
        }
    }

    private void escape() {
        int c = peek();
        at++;
        if (c != 'u') {
            if ("\"\\/bfnrt".indexOf(c) < 0) {
                throw new Refused("is not JSON");
            }
            return;
        }
        int unit = hexUnit();
        if (unit == 0) {
            throw new Refused("holds the character U+0000, which JSON columns can't hold");
        }
        if (unit >= 0xdc00 && unit <= 0xdfff) {
            throw new Refused("holds half of a surrogate pair");
        }
        if (unit >= 0xd800 && unit <= 0xdbff) {
            int low = takes('\\') && takes('u') ? hexUnit() : 0;
            if (low < 0xdc00 || low > 0xdfff) {
                throw new Refused("holds half of a surrogate pair");
            }
        }
    }

    private int hexUnit() {
        int unit = 0;
        for (int i = 0; i < 4; i++) {
            int digit = Character.digit(peek(), 16);
            if (digit < 0) {
                throw new Refused("is not JSON");
            }
            unit = unit << 4 | digit;
            at++;
        }
        return unit;
    }

    private void number() {
        if (peek() == '-') {
            at++;
        }
        if (peek() == '0') {
            at++;
        } else {
            digits();
        }
        if (at < end && bytes[at] == '.') {
            at++;
            digits();
        }
        if (at < end && (bytes[at] | 0x20) == 'e') {
            at++;
            if (peek() == '+' || peek() == '-') {
                at++;
            }
            int from = at;
            digits();
            String exponent = new String(bytes, from, at - from, StandardCharsets.US_ASCII);
            if (exponent.length() > 6 || Integer.parseInt(exponent) > MAX_EXPONENT) {
                throw new Refused("holds a number that is too large");
            }
        }
    }

    private void digits() {
        int from = at;
        while (at < end && bytes[at] >= '0' && bytes[at] <= '9') {
            at++;
        }
        if (at == from) {
            throw new Refused("is not JSON");
        }
    }

    private void word(String word) {
        for (int i = 0; i < word.length(); i++) {
            expect(word.charAt(i));
        }
    }

    private void expect(char expected) {
        if (peek() != expected) {
            throw new Refused("is not JSON");
        }
        at++;
    }

    private boolean takes(char wanted) {
        boolean present = peek() == wanted;
        at++;
        return present;
    }

    private int peek() {
        if (at >= end) {
            throw new Refused("is not JSON");
        }
        return bytes[at];
    }

    private void skipSpace() {
        while (at < end && (bytes[at] == ' ' || bytes[at] == '\n' || bytes[at] == '\r' || bytes[at] == '\t')) {
            at++;
        }
    }
}
