package dev.millrace.connector.rest.expression;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Filters whose result is a changed text. */
final class TextFilters {
    private static final Pattern WORD = Pattern.compile("[^-\\s({\\[<]+");
    private static final Pattern MARKUP = Pattern.compile("<!--.*?-->|<[^>]*>", Pattern.DOTALL);
    private static final Pattern BLANKS = Pattern.compile("\\s+");
    private static final Pattern WORD_CHARACTERS = Pattern.compile("\\w+", Pattern.UNICODE_CHARACTER_CLASS);

    private TextFilters() {}

    static void addTo(Map<String, Filters.Filter> filters) {
        filters.put("lower", (value, arguments) -> text(value).toLowerCase(Locale.ROOT));
        filters.put("upper", (value, arguments) -> text(value).toUpperCase(Locale.ROOT));
        filters.put("capitalize", (value, arguments) -> StringMethods.capitalized(text(value)));
        filters.put("title", (value, arguments) -> title(text(value)));
        filters.put("trim", TextFilters::trimmed);
        filters.put("replace", (value, arguments) -> {
            Object count = arguments.optional(2, "count", null);
            return StringMethods.replaced(
                    text(value),
                    text(arguments.required(0, "old")),
                    text(arguments.required(1, "new")),
                    count == null ? -1 : Values.requireInt(count));
        });
        filters.put("center", (value, arguments) -> centered(text(value), arguments.integer(0, "width", 80)));
        filters.put("indent", TextFilters::indented);
        filters.put("truncate", TextFilters::truncated);
        filters.put(
                "wordcount",
                (value, arguments) ->
                        WORD_CHARACTERS.matcher(text(value)).results().count());
        filters.put(
                "striptags",
                (value, arguments) -> BLANKS.matcher(MARKUP.matcher(text(value)).replaceAll(""))
                        .replaceAll(" ")
                        .strip());
        filters.put(
                "format",
                (value, arguments) -> PercentFormat.apply(
                        text(value),
                        arguments.named().isEmpty()
                                ? new Tuple(arguments.positional())
                                : new LocalMap(arguments.named())));
        filters.put("escape", (value, arguments) -> escaped(text(value)));
        filters.put("e", (value, arguments) -> escaped(text(value)));
        filters.put("forceescape", (value, arguments) -> escaped(text(value)));
        filters.put("safe", (value, arguments) -> text(value));
        filters.put("pprint", (value, arguments) -> PythonText.repr(value));
        filters.put(
                "regex_search",
                (value, arguments) -> RegularExpression.of(arguments.text(0, "regex"))
                        .firstGroup(Values.requireText(value, "regex_search()")));
        filters.put(
                "regex_replace",
                (value, arguments) -> RegularExpression.of(arguments.text(0, "regex"))
                        .replaced(Values.requireText(value, "regex_replace()"), arguments.text(1, "replacement")));
    }

    private static String text(@Nullable Object value) {
        return PythonText.str(value);
    }

    private static String title(String text) {
        Matcher matcher = WORD.matcher(text);
        return matcher.replaceAll(match -> Matcher.quoteReplacement(StringMethods.capitalized(match.group())));
    }

    private static String trimmed(@Nullable Object value, Arguments arguments) {
        Object characters = arguments.optional(0, "chars", null);
        if (characters == null) {
            return StringMethods.stripped(text(value), Splitting::isSpace, true, true);
        }
        String unwanted = Values.requireText(characters, "trim()");
        return StringMethods.stripped(text(value), codePoint -> unwanted.indexOf(codePoint) >= 0, true, true);
    }

    private static String centered(String text, int width) {
        Limits.requireLength(width);
        int missing = Math.max(0, width - text.codePointCount(0, text.length()));
        int left = missing / 2 + (missing & width & 1);
        return " ".repeat(left) + text + " ".repeat(missing - left);
    }

    private static String indented(@Nullable Object value, Arguments arguments) {
        Object width = arguments.optional(0, "width", 4L);
        int blanks = width instanceof String ? 0 : Values.requireInt(width);
        Limits.requireLength(blanks);
        String indentation = width instanceof String given ? given : " ".repeat(Math.max(0, blanks));
        boolean first = arguments.condition(1, "first", false);
        boolean blank = arguments.condition(2, "blank", false);
        StringBuilder result = new StringBuilder(first ? indentation : "");
        String[] lines = text(value).split("\n", -1);
        for (int i = 0; i < lines.length; i++) {
            result.append(i > 0 ? "\n" : "").append(i > 0 && (blank || !lines[i].isEmpty()) ? indentation : "");
            result.append(lines[i]);
            Limits.requireLength(result.length());
        }
        return result.toString();
    }

    private static String truncated(@Nullable Object value, Arguments arguments) {
        String text = text(value);
        int length = arguments.integer(0, "length", 255);
        boolean killWords = arguments.condition(1, "killwords", false);
        String end = arguments.text(2, "end", "...");
        int leeway = arguments.integer(3, "leeway", 5);
        if (text.length() <= length + leeway) {
            return text;
        }
        if (length < end.length()) {
            throw EvaluationException.value("truncate() needs a length of " + end.length() + " at least");
        }
        String kept = text.substring(0, length - end.length());
        int lastBlank = kept.lastIndexOf(' ');
        return (killWords || lastBlank < 0 ? kept : kept.substring(0, lastBlank)) + end;
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace(">", "&gt;")
                .replace("<", "&lt;")
                .replace("'", "&#39;")
                .replace("\"", "&#34;");
    }
}
