package dev.millrace.connector.rest.expression;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoField;
import java.time.temporal.IsoFields;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Dates and times of ISO 8601, in the forms that the reference reads: all of the standard's, and any letter between date and time. */
final class IsoDates {
    private static final Pattern DATE = Pattern.compile(
            "(\\d{4})(?:-(\\d\\d)(?:-(\\d\\d))?|(\\d\\d)(\\d\\d)|-?W(\\d\\d)(?:-?(\\d))?|-?(\\d{3}))?(?!\\d)");
    private static final Pattern TIME =
            Pattern.compile("(\\d\\d)(?::?(\\d\\d)(?::?(\\d\\d)(?:[.,](\\d+))?)?)?(Z|z|[+-]\\d\\d(?::?\\d\\d)?)?");

    private IsoDates() {}

    /** The moment; UTC is assumed where the text names no zone. */
    static OffsetDateTime parse(String text) {
        Matcher date = DATE.matcher(text);
        if (!date.lookingAt()) {
            throw EvaluationException.value("a text is no date of ISO 8601");
        }
        try {
            LocalDate day = date(date);
            if (date.end() == text.length()) {
                return day.atStartOfDay().atOffset(ZoneOffset.UTC);
            }
            Matcher time = TIME.matcher(text).region(date.end() + 1, text.length());
            if (date.end() + 1 < text.length() && !Character.isDigit(text.charAt(date.end())) && time.matches()) {
                return moment(day, time).atOffset(offset(time.group(5))).withOffsetSameInstant(ZoneOffset.UTC);
            }
        } catch (DateTimeException e) {
            throw EvaluationException.value("a date or time doesn't exist");
        }
        throw EvaluationException.value("a text is no date and time of ISO 8601");
    }

    private static LocalDate date(Matcher date) {
        int year = Integer.parseInt(date.group(1));
        if (date.group(8) != null) {
            return LocalDate.ofYearDay(year, Integer.parseInt(date.group(8)));
        }
        if (date.group(6) != null) {
            return LocalDate.of(year, 1, 4)
                    .with(IsoFields.WEEK_OF_WEEK_BASED_YEAR, Integer.parseInt(date.group(6)))
                    .with(ChronoField.DAY_OF_WEEK, number(date.group(7), 1));
        }
        int month = number(date.group(2), number(date.group(4), 1));
        return LocalDate.of(year, month, number(date.group(3), number(date.group(5), 1)));
    }

    private static LocalDateTime moment(LocalDate day, Matcher time) {
        int hour = Integer.parseInt(time.group(1));
        int minute = number(time.group(2), 0);
        int second = number(time.group(3), 0);
        // Microseconds; what is finer is cut off.
        String fraction = time.group(4) == null ? "0" : (time.group(4) + "00000").substring(0, 6);
        int microsecond = Integer.parseInt(fraction);
        if (hour == 24 && minute == 0 && second == 0 && microsecond == 0) {
            return day.plusDays(1).atStartOfDay();
        }
        return day.atTime(LocalTime.of(hour, minute, second, microsecond * 1000));
    }

    private static ZoneOffset offset(@Nullable String zone) {
        if (zone == null || zone.equalsIgnoreCase("Z")) {
            return ZoneOffset.UTC;
        }
        int minutes = Integer.parseInt(zone.substring(1, 3)) * 60
                + (zone.length() > 3 ? Integer.parseInt(zone.substring(zone.length() - 2)) : 0);
        return ZoneOffset.ofTotalSeconds((zone.charAt(0) == '-' ? -60 : 60) * minutes);
    }

    private static int number(@Nullable String digits, int otherwise) {
        return digits == null ? otherwise : Integer.parseInt(digits);
    }
}
