package dev.millrace.connector.rest.expression;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** The methods of strings. */
final class StringMethods {
    private StringMethods() {}

    static @Nullable Callable find(String text, String name) {
        Function<Arguments, @Nullable Object> body = switch (name) {
            case "upper" -> arguments -> text.toUpperCase(Locale.ROOT);
            case "lower" -> arguments -> text.toLowerCase(Locale.ROOT);
            // By way of the upper case, which tells that ß is ss.
            case "casefold" -> arguments -> text.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
            case "capitalize" -> arguments -> capitalized(text);
            case "title" -> arguments -> title(text);
            case "swapcase" -> arguments -> swapped(text);
            case "strip" -> arguments -> stripped(text, arguments, true, true);
            case "lstrip" -> arguments -> stripped(text, arguments, true, false);
            case "rstrip" -> arguments -> stripped(text, arguments, false, true);
            case "removeprefix" ->
                arguments -> {
                    String prefix = arguments.text(0, "prefix");
                    return text.startsWith(prefix) ? text.substring(prefix.length()) : text;
                };
            case "removesuffix" ->
                arguments -> {
                    String suffix = arguments.text(0, "suffix");
                    return text.endsWith(suffix) ? text.substring(0, text.length() - suffix.length()) : text;
                };
            case "split" -> arguments -> Splitting.split(text, arguments);
            case "rsplit" -> arguments -> Splitting.splitFromRight(text, arguments);
            case "splitlines" -> arguments -> Splitting.lines(text, arguments.condition(0, "keepends", false));
            case "partition" -> arguments -> Splitting.partition(text, arguments.text(0, "sep"));
            case "rpartition" -> arguments -> Splitting.partitionFromRight(text, arguments.text(0, "sep"));
            case "join" -> arguments -> joined(text, Values.items(arguments.required(0, "iterable")));
            case "replace" ->
                arguments -> replaced(
                        text, arguments.text(0, "old"), arguments.text(1, "new"), arguments.integer(2, "count", -1));
            case "startswith" -> arguments -> affix(text, arguments, true);
            case "endswith" -> arguments -> affix(text, arguments, false);
            case "find" -> arguments -> position(text, arguments, false);
            case "rfind" -> arguments -> position(text, arguments, true);
            case "index" -> arguments -> required(position(text, arguments, false));
            case "rindex" -> arguments -> required(position(text, arguments, true));
            case "count" -> arguments -> occurrences(range(text, arguments), arguments.text(0, "sub"));
            case "center" -> arguments -> padded(text, arguments, Padding.BOTH);
            case "ljust" -> arguments -> padded(text, arguments, Padding.RIGHT);
            case "rjust" -> arguments -> padded(text, arguments, Padding.LEFT);
            case "zfill" -> arguments -> zeroFilled(text, arguments.integer(0, "width", 0));
            case "expandtabs" ->
                arguments -> {
                    int size = arguments.integer(0, "tabsize", 8);
                    Limits.requireLength((long) text.length() * Math.max(1, size));
                    return expanded(text, size);
                };
            case "format" -> arguments -> BraceFormat.apply(text, arguments);
            case "isdigit", "isdecimal", "isnumeric" -> arguments -> all(text, Character::isDigit);
            case "isalpha" -> arguments -> all(text, Character::isLetter);
            case "isalnum" -> arguments -> all(text, Character::isLetterOrDigit);
            case "isspace" -> arguments -> all(text, Splitting::isSpace);
            case "isascii" -> arguments -> text.chars().allMatch(character -> character < 128);
            case "isprintable" -> arguments -> text.codePoints().allMatch(PythonText::isPrintable);
            case "isidentifier" ->
                arguments -> !text.isEmpty()
                        && Character.isUnicodeIdentifierStart(text.charAt(0))
                        && text.chars().allMatch(Character::isUnicodeIdentifierPart);
            case "islower" -> arguments -> isLower(text);
            case "isupper" -> arguments -> isUpper(text);
            case "istitle" -> arguments -> isCased(text) && text.equals(title(text));
            default -> null;
        };
        return body == null ? null : Callable.method(name, body);
    }

    static String capitalized(String text) {
        if (text.isEmpty()) {
            return text;
        }
        int first = text.offsetByCodePoints(0, 1);
        return text.substring(0, first).toUpperCase(Locale.ROOT)
                + text.substring(first).toLowerCase(Locale.ROOT);
    }

    private static String title(String text) {
        StringBuilder result = new StringBuilder(text.length());
        boolean inWord = false;
        for (int codePoint : text.codePoints().toArray()) {
            result.appendCodePoint(inWord ? Character.toLowerCase(codePoint) : Character.toTitleCase(codePoint));
            inWord = Character.isLetter(codePoint);
        }
        return result.toString();
    }

    private static String swapped(String text) {
        StringBuilder result = new StringBuilder(text.length());
        text.codePoints()
                .forEach(codePoint -> result.appendCodePoint(
                        Character.isUpperCase(codePoint)
                                ? Character.toLowerCase(codePoint)
                                : Character.toUpperCase(codePoint)));
        return result.toString();
    }

    private static String stripped(String text, Arguments arguments, boolean left, boolean right) {
        Object given = arguments.optional(0, "chars", null);
        if (given == null) {
            return stripped(text, Splitting::isSpace, left, right);
        }
        String characters = Values.requireText(given, "strip()");
        return stripped(text, codePoint -> characters.indexOf(codePoint) >= 0, left, right);
    }

    /** Without the matching characters at its ends. */
    static String stripped(String text, IntPredicate unwanted, boolean left, boolean right) {
        int[] codePoints = text.codePoints().toArray();
        int start = 0;
        int end = codePoints.length;
        while (left && start < end && unwanted.test(codePoints[start])) {
            start++;
        }
        while (right && end > start && unwanted.test(codePoints[end - 1])) {
            end--;
        }
        return new String(codePoints, start, end - start);
    }

    private static String joined(String separator, List<Object> items) {
        StringBuilder result = new StringBuilder();
        for (int i = 0; i < items.size(); i++) {
            if (!(items.get(i) instanceof String item)) {
                throw EvaluationException.type(
                        "sequence item " + i + ": expected str instance, " + Values.typeName(items.get(i)) + " found");
            }
            result.append(i == 0 ? "" : separator).append(item);
            Limits.requireLength(result.length());
        }
        return result.toString();
    }

    /** At most {@code count} occurrences are replaced; all where it is negative. */
    static String replaced(String text, String old, String replacement, int count) {
        int left = count < 0 ? Integer.MAX_VALUE : count;
        StringBuilder result = new StringBuilder();
        int position = 0;
        if (old.isEmpty()) {
            int[] codePoints = text.codePoints().toArray();
            for (int i = 0; i <= codePoints.length; i++) {
                result.append(left-- > 0 ? replacement : "");
                if (i < codePoints.length) {
                    result.appendCodePoint(codePoints[i]);
                }
                Limits.requireLength(result.length());
            }
            return result.toString();
        }
        for (int next = text.indexOf(old); next >= 0 && left > 0; next = text.indexOf(old, position), left--) {
            result.append(text, position, next).append(replacement);
            Limits.requireLength(result.length());
            position = next + old.length();
        }
        return result.append(text, position, text.length()).toString();
    }

    private static boolean affix(String text, Arguments arguments, boolean start) {
        String range = range(text, arguments);
        Object affix = arguments.required(0, "prefix");
        List<Object> candidates = affix instanceof Tuple(List<Object> items) ? items : List.of(String.valueOf(affix));
        if (!(affix instanceof Tuple)) {
            Values.requireText(affix, start ? "startswith()" : "endswith()");
        }
        return candidates.stream()
                .map(candidate -> Values.requireText(candidate, "startswith()"))
                .anyMatch(candidate -> start ? range.startsWith(candidate) : range.endsWith(candidate));
    }

    /** The part of the text that the arguments {@code start} and {@code end} leave. */
    private static String range(String text, Arguments arguments) {
        if (arguments.size() < 2) {
            return text;
        }
        return (String)
                Members.slice(text, arguments.optional(1, "start", null), arguments.optional(2, "end", null), null);
    }

    private static long position(String text, Arguments arguments, boolean last) {
        String range = range(text, arguments);
        String wanted = arguments.text(0, "sub");
        int index = last ? range.lastIndexOf(wanted) : range.indexOf(wanted);
        if (index < 0) {
            return -1;
        }
        long size = text.codePointCount(0, text.length());
        int start = arguments.integer(1, "start", 0);
        long skipped = Math.clamp(start < 0 ? start + size : start, 0, size);
        return skipped + range.codePointCount(0, index);
    }

    private static long required(long position) {
        if (position < 0) {
            throw EvaluationException.value("substring not found");
        }
        return position;
    }

    private static long occurrences(String text, String wanted) {
        if (wanted.isEmpty()) {
            return text.codePointCount(0, text.length()) + 1L;
        }
        long count = 0;
        for (int next = text.indexOf(wanted); next >= 0; next = text.indexOf(wanted, next + wanted.length())) {
            count++;
        }
        return count;
    }

    private enum Padding {
        LEFT,
        RIGHT,
        BOTH
    }

    private static String padded(String text, Arguments arguments, Padding padding) {
        int width = arguments.integer(0, "width", 0);
        String fill = arguments.text(1, "fillchar", " ");
        if (fill.codePointCount(0, fill.length()) != 1) {
            throw EvaluationException.type("the fill character must be exactly one character long");
        }
        Limits.requireLength(width);
        int missing = Math.max(0, width - text.codePointCount(0, text.length()));
        int left = switch (padding) {
            case LEFT -> missing;
            case RIGHT -> 0;
            // Where it can't be even, Python leans left or right by the width.
            case BOTH -> missing / 2 + (missing & width & 1);
        };
        return fill.repeat(left) + text + fill.repeat(missing - left);
    }

    static String zeroFilled(String text, int width) {
        Limits.requireLength(width);
        int missing = Math.max(0, width - text.codePointCount(0, text.length()));
        boolean signed = text.startsWith("+") || text.startsWith("-");
        return (signed ? text.substring(0, 1) : "") + "0".repeat(missing) + (signed ? text.substring(1) : text);
    }

    private static String expanded(String text, int size) {
        StringBuilder result = new StringBuilder();
        int column = 0;
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (character == '\t') {
                int spaces = size <= 0 ? 0 : size - column % size;
                result.repeat(' ', spaces);
                column += spaces;
            } else {
                result.append(character);
                column = character == '\n' || character == '\r' ? 0 : column + 1;
            }
        }
        return result.toString();
    }

    private static boolean all(String text, IntPredicate predicate) {
        return !text.isEmpty() && text.codePoints().allMatch(predicate);
    }

    static boolean isLower(String text) {
        return isCased(text) && text.equals(text.toLowerCase(Locale.ROOT));
    }

    static boolean isUpper(String text) {
        return isCased(text) && text.equals(text.toUpperCase(Locale.ROOT));
    }

    private static boolean isCased(String text) {
        return text.codePoints()
                .anyMatch(codePoint -> Character.isUpperCase(codePoint) || Character.isLowerCase(codePoint));
    }
}
