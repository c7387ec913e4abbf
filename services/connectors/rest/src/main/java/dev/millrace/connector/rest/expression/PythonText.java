package dev.millrace.connector.rest.expression;

import java.math.BigInteger;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Values as text: Python's {@code str} and {@code repr}, letter for letter, because rendered text is read back as a value. */
final class PythonText {
    private PythonText() {}

    static String str(@Nullable Object value) {
        return switch (value) {
            case String text -> text;
            case Undefined ignored -> "";
            case OffsetDateTime moment -> isoDateTime(moment.toLocalDateTime(), " ") + offset(moment.getOffset());
            case LocalDateTime moment -> isoDateTime(moment, " ");
            case LocalDate date -> date.toString();
            case Duration duration -> duration(duration);
            case IsoDuration duration -> calendarDuration(duration);
            case null, default -> repr(value);
        };
    }

    static String repr(@Nullable Object value) {
        StringBuilder out = new StringBuilder();
        repr(value, out);
        return out.toString();
    }

    private static void repr(@Nullable Object given, StringBuilder out) {
        Object value = Values.normal(given);
        switch (value) {
            case null -> out.append("None");
            case Boolean truth -> out.append(truth ? "True" : "False");
            case Long number -> out.append(number);
            case BigInteger number -> out.append(number);
            case Double number -> out.append(Numbers.text(number));
            case String text -> quoted(text, out);
            case List<?> list -> items(list, "[", "]", out);
            case Tuple tuple -> items(tuple.items(), "(", tuple.items().size() == 1 ? ",)" : ")", out);
            case Set<?> set when set.isEmpty() -> out.append("set()");
            case Set<?> set -> items(set, "{", "}", out);
            case Map<?, ?> map -> entries(map, out);
            case Undefined ignored -> out.append("Undefined");
            case OffsetDateTime moment -> dateTime(moment.toLocalDateTime(), ", tzinfo=datetime.timezone.utc", out);
            case LocalDateTime moment -> dateTime(moment, "", out);
            case LocalDate date ->
                out.append(String.format(
                        Locale.ROOT,
                        "datetime.date(%d, %d, %d)",
                        date.getYear(),
                        date.getMonthValue(),
                        date.getDayOfMonth()));
            case Duration duration ->
                out.append("datetime.timedelta(").append(duration(duration)).append(')');
            case IsoDuration duration -> out.append(calendarDuration(duration));
            case Sequence sequence when sequence.lazy() -> out.append("<generator object>");
            case Sequence sequence -> items(sequence.items(), sequence.kind() + "([", "])", out);
            case Callable callable ->
                out.append('<')
                        .append(callable.kind())
                        .append(' ')
                        .append(callable.name())
                        .append('>');
            default -> throw EvaluationException.type("a value of this kind has no text");
        }
        Limits.requireLength(out.length());
    }

    private static void items(Iterable<?> items, String opening, String closing, StringBuilder out) {
        out.append(opening);
        for (Iterator<?> iterator = items.iterator(); iterator.hasNext(); ) {
            repr(iterator.next(), out);
            out.append(iterator.hasNext() ? ", " : "");
        }
        out.append(closing);
    }

    private static void entries(Map<?, ?> map, StringBuilder out) {
        out.append('{');
        boolean first = true;
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            out.append(first ? "" : ", ");
            first = false;
            repr(entry.getKey(), out);
            out.append(": ");
            repr(entry.getValue(), out);
        }
        out.append('}');
    }

    private static void quoted(String text, StringBuilder out) {
        char quote = text.indexOf('\'') >= 0 && text.indexOf('"') < 0 ? '"' : '\'';
        out.append(quote);
        text.codePoints().forEach(codePoint -> {
            switch (codePoint) {
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (codePoint == quote) {
                        out.append('\\').append(quote);
                    } else if (isPrintable(codePoint)) {
                        out.appendCodePoint(codePoint);
                    } else {
                        String format = codePoint < 0x100 ? "\\x%02x" : codePoint < 0x10000 ? "\\u%04x" : "\\U%08x";
                        out.append(String.format(Locale.ROOT, format, codePoint));
                    }
                }
            }
        });
        out.append(quote);
    }

    static boolean isPrintable(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            case Character.SPACE_SEPARATOR -> codePoint == ' ';
            default -> true;
        };
    }

    /** A date and time in ISO 8601, with microseconds only where there are some. */
    static String isoDateTime(LocalDateTime moment, String separator) {
        int microseconds = moment.getNano() / 1000;
        String time =
                String.format(Locale.ROOT, "%02d:%02d:%02d", moment.getHour(), moment.getMinute(), moment.getSecond());
        String fraction = microseconds == 0 ? "" : String.format(Locale.ROOT, ".%06d", microseconds);
        return moment.toLocalDate() + separator + time + fraction;
    }

    static String offset(ZoneOffset offset) {
        int seconds = Math.abs(offset.getTotalSeconds());
        String text = String.format(
                Locale.ROOT,
                "%s%02d:%02d",
                offset.getTotalSeconds() < 0 ? "-" : "+",
                seconds / 3600,
                seconds / 60 % 60);
        return seconds % 60 == 0 ? text : text + String.format(Locale.ROOT, ":%02d", seconds % 60);
    }

    private static void dateTime(LocalDateTime moment, String zone, StringBuilder out) {
        out.append(String.format(
                Locale.ROOT,
                "datetime.datetime(%d, %d, %d, %d, %d",
                moment.getYear(),
                moment.getMonthValue(),
                moment.getDayOfMonth(),
                moment.getHour(),
                moment.getMinute()));
        int microseconds = moment.getNano() / 1000;
        if (moment.getSecond() != 0 || microseconds != 0) {
            out.append(", ").append(moment.getSecond());
        }
        if (microseconds != 0) {
            out.append(", ").append(microseconds);
        }
        out.append(zone).append(')');
    }

    private static String duration(Duration duration) {
        long days = Math.floorDiv(duration.toSeconds(), 86_400L);
        long seconds = Math.floorMod(duration.toSeconds(), 86_400L);
        int microseconds = duration.toNanosPart() / 1000;
        String dayText = days == 0 ? "" : days + (Math.abs(days) == 1 ? " day, " : " days, ");
        String time = String.format(Locale.ROOT, "%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
        return dayText + time + (microseconds == 0 ? "" : String.format(Locale.ROOT, ".%06d", microseconds));
    }

    private static String calendarDuration(IsoDuration duration) {
        long years = duration.months() / 12;
        long months = duration.months() % 12;
        StringBuilder text = new StringBuilder();
        if (years != 0) {
            text.append(years).append(" years, ");
        }
        if (months != 0) {
            text.append(months).append(months <= 1 ? " month, " : " months, ");
        }
        return text + duration(duration.rest());
    }
}
