package dev.millrace.connector.rest.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** A regular expression in Python's notation. Its search ends with an error where it would try for too long. */
final class RegularExpression {
    private static final Pattern PYTHON_ONLY =
            Pattern.compile("\\(\\?P<(\\w+)>|\\(\\?P=(\\w+)\\)|\\\\Z|\\\\.|\\[\\^?\\]?|&&|\\]");
    private static final Pattern GROUP_REFERENCE = Pattern.compile("\\\\(?:g<(\\w+)>|(\\d{1,2})|(.))", Pattern.DOTALL);

    private final Pattern pattern;
    private final List<String> names;

    private RegularExpression(Pattern pattern, List<String> names) {
        this.pattern = pattern;
        this.names = names;
    }

    static RegularExpression of(String python) {
        List<String> names = new ArrayList<>();
        try {
            return new RegularExpression(
                    Pattern.compile(translated(python, names), Pattern.UNICODE_CHARACTER_CLASS), names);
        } catch (PatternSyntaxException | StackOverflowError e) {
            throw EvaluationException.value("a regular expression can't be read");
        }
    }

    /** Java's names of groups may have no underscore, and within its brackets more is special than within Python's. */
    private static String translated(String python, List<String> names) {
        StringBuilder java = new StringBuilder();
        Matcher matcher = PYTHON_ONLY.matcher(python);
        boolean inBrackets = false;
        int position = 0;
        while (matcher.find()) {
            java.append(python, position, matcher.start());
            position = matcher.end();
            String found = matcher.group();
            if (inBrackets) {
                inBrackets = !found.equals("]");
                boolean special = found.startsWith("[") || found.equals("&&");
                java.append(
                        special
                                ? found.replace("[", "\\[")
                                        .replace("&&", "&\\&")
                                        .replace("]", "")
                                : found);
                inBrackets = inBrackets && !(found.startsWith("[") && found.endsWith("]"));
                java.append(found.startsWith("[") && found.endsWith("]") ? "]" : "");
            } else if (matcher.group(1) != null) {
                names.add(matcher.group(1));
                java.append("(?<n").append(names.size()).append('>');
            } else if (matcher.group(2) != null) {
                java.append("\\k<n").append(names.indexOf(matcher.group(2)) + 1).append('>');
            } else if (found.equals("\\Z")) {
                java.append("\\z");
            } else {
                inBrackets = found.startsWith("[");
                java.append(inBrackets ? found.replace("]", "\\]") : found);
            }
        }
        return java.append(python, position, python.length()).toString();
    }

    /** The first group of the first match; an empty text where there is none, null where the group has no part in the match. */
    @Nullable
    String firstGroup(String text) {
        Matcher matcher = pattern.matcher(new Bounded(text));
        return found(matcher) && matcher.groupCount() > 0 ? matcher.group(1) : "";
    }

    String replaced(String text, String replacement) {
        Matcher matcher = pattern.matcher(new Bounded(text));
        StringBuilder result = new StringBuilder();
        int position = 0;
        while (found(matcher)) {
            result.append(text, position, matcher.start());
            expand(replacement, matcher, result);
            position = matcher.end();
            Limits.requireLength(result.length());
        }
        return result.append(text, position, text.length()).toString();
    }

    private static boolean found(Matcher matcher) {
        try {
            return matcher.find();
        } catch (StackOverflowError e) {
            throw new EvaluationException(ErrorKind.LIMIT, "a regular expression goes too deep");
        }
    }

    private void expand(String replacement, Matcher match, StringBuilder result) {
        Matcher references = GROUP_REFERENCE.matcher(replacement);
        int position = 0;
        while (references.find()) {
            result.append(replacement, position, references.start());
            position = references.end();
            if (references.group(3) != null) {
                result.append(Escapes.unescape(references.group()));
            } else {
                String name = references.group(1) != null ? references.group(1) : references.group(2);
                String group = group(match, name);
                result.append(group == null ? "" : group);
            }
        }
        result.append(replacement, position, replacement.length());
    }

    private @Nullable String group(Matcher match, String name) {
        int named = names.indexOf(name);
        if (named >= 0) {
            return match.group("n" + (named + 1));
        }
        boolean isNumber = name.length() < 4 && name.chars().allMatch(Character::isDigit);
        if (!isNumber || Integer.parseInt(name) > match.groupCount()) {
            throw EvaluationException.value("a replacement names a group that the regular expression hasn't");
        }
        return match.group(Integer.parseInt(name));
    }

    /** Counts how often the search looks at a character, which is what grows without end in a bad expression. */
    private static final class Bounded implements CharSequence {
        private static final long MAX_LOOKS = 20_000_000;

        private final String text;
        private long looks;

        Bounded(String text) {
            this.text = text;
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public char charAt(int index) {
            if (++looks > MAX_LOOKS) {
                throw new EvaluationException(ErrorKind.LIMIT, "a regular expression takes too long");
            }
            return text.charAt(index);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.subSequence(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
