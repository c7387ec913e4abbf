package dev.millrace.connector.rest.expression;

import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.TextStyle;
import java.time.temporal.IsoFields;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Writes dates by a format of Python's <a href="https://docs.python.org/3/library/datetime.html#format-codes">strftime</a> in the C locale, with
 * the directives and flags that glibc adds.
 */
final class DateWriter {
    private final LocalDateTime moment;
    private final @Nullable ZoneOffset offset;

    private DateWriter(LocalDateTime moment, @Nullable ZoneOffset offset) {
        this.moment = moment;
        this.offset = offset;
    }

    static String write(OffsetDateTime moment, String format) {
        return new DateWriter(moment.toLocalDateTime(), moment.getOffset()).written(format);
    }

    /** A date and time of no zone has no text for %z and %Z. */
    static String write(LocalDateTime moment, String format) {
        return new DateWriter(moment, null).written(format);
    }

    private String written(String format) {
        StringBuilder out = new StringBuilder();
        int position = 0;
        while (position < format.length()) {
            char character = format.charAt(position);
            if (character != '%' || position + 1 == format.length()) {
                out.append(character);
                position++;
                continue;
            }
            int directive = position + 1;
            while (directive + 1 < format.length() && "-_0^#".indexOf(format.charAt(directive)) >= 0) {
                directive++;
            }
            String flags = format.substring(position + 1, directive);
            String text = directive(format.charAt(directive));
            out.append(text == null ? format.substring(position, directive + 1) : flagged(text, flags));
            position = directive + 1;
        }
        return out.toString();
    }

    private static String flagged(String text, String flags) {
        String result = text;
        if (flags.contains("-") || flags.contains("_")) {
            String digits = text.replaceFirst("^[0 ]+(?=\\d)", "");
            result = flags.contains("-") ? digits : " ".repeat(text.length() - digits.length()) + digits;
        }
        return flags.contains("^") ? result.toUpperCase(Locale.ROOT) : result;
    }

    private @Nullable String directive(char directive) {
        return switch (directive) {
            case 'Y' -> String.valueOf(moment.getYear());
            case 'y' -> padded(2, moment.getYear() % 100);
            case 'C' -> padded(2, moment.getYear() / 100);
            case 'm' -> padded(2, moment.getMonthValue());
            case 'd' -> padded(2, moment.getDayOfMonth());
            case 'e' -> blankPadded(moment.getDayOfMonth());
            case 'H' -> padded(2, moment.getHour());
            case 'k' -> blankPadded(moment.getHour());
            case 'I' -> padded(2, hourOfHalfDay());
            case 'l' -> blankPadded(hourOfHalfDay());
            case 'M' -> padded(2, moment.getMinute());
            case 'S' -> padded(2, moment.getSecond());
            case 'f' -> padded(6, moment.getNano() / 1000);
            case 'p' -> moment.getHour() < 12 ? "AM" : "PM";
            case 'P' -> moment.getHour() < 12 ? "am" : "pm";
            case 'j' -> padded(3, moment.getDayOfYear());
            case 'a' -> moment.getDayOfWeek().getDisplayName(TextStyle.SHORT, Locale.ENGLISH);
            case 'A' -> moment.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
            case 'b', 'h' -> moment.getMonth().getDisplayName(TextStyle.SHORT, Locale.ENGLISH);
            case 'B' -> moment.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
            case 'u' -> String.valueOf(moment.getDayOfWeek().getValue());
            case 'w' -> String.valueOf(moment.getDayOfWeek().getValue() % 7);
            case 'U' -> padded(2, weekOfYear(moment.getDayOfWeek().getValue() % 7));
            case 'W' -> padded(2, weekOfYear(moment.getDayOfWeek().getValue() - 1));
            case 'V' -> padded(2, moment.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
            case 'G' -> String.valueOf(moment.get(IsoFields.WEEK_BASED_YEAR));
            case 'z' -> offset == null ? "" : PythonText.offset(offset).replace(":", "");
            case 'Z' -> offset == null ? "" : offset.equals(ZoneOffset.UTC) ? "UTC" : "UTC" + PythonText.offset(offset);
            case 's' -> String.valueOf(moment.toEpochSecond(offset == null ? ZoneOffset.UTC : offset));
            case 'c' -> written("%a %b %e %H:%M:%S %Y");
            case 'x', 'D' -> written("%m/%d/%y");
            case 'X', 'T' -> written("%H:%M:%S");
            case 'F' -> written("%Y-%m-%d");
            case 'R' -> written("%H:%M");
            case 'r' -> written("%I:%M:%S %p");
            case 'n' -> "\n";
            case 't' -> "\t";
            case '%' -> "%";
            default -> null;
        };
    }

    private int hourOfHalfDay() {
        return (moment.getHour() + 11) % 12 + 1;
    }

    /** Weeks before the first Sunday (or Monday) of the year are week 0. */
    private int weekOfYear(int daysSinceItsBegin) {
        return (moment.getDayOfYear() + 6 - daysSinceItsBegin) / 7;
    }

    private static String padded(int width, int number) {
        return String.format(Locale.ROOT, "%0" + width + "d", number);
    }

    private static String blankPadded(int number) {
        return String.format(Locale.ROOT, "%2d", number);
    }
}
