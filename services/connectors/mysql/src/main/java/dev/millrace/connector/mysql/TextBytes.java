package dev.millrace.connector.mysql;

import dev.millrace.connector.spi.RowEncoder;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;

/** Reads numbers, dates and times as the server writes them: ASCII of fixed forms. */
final class TextBytes {

    /** A long holds every number of so many digits. */
    private static final int LONG_DIGITS = 18;

    private static final int DATE_LENGTH = "2026-11-21".length();
    private static final int SECONDS_LENGTH = "2026-11-21 12:00:00".length();
    private static final int FRACTION_DIGITS = 6;
    private static final long SECOND_MICROS = 1_000_000L;
    private static final long DAY_SECONDS = 86_400L;
    private static final int[] DAYS = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

    private TextBytes() {}

    static void writeDecimal(byte[] text, RowEncoder row) {
        long unscaled = 0;
        int digits = 0;
        int scale = -1;
        boolean negative = text.length > 0 && text[0] == '-';
        for (int i = negative ? 1 : 0; i < text.length; i++) {
            int digit = text[i] - '0';
            if (digit >= 0 && digit <= 9) {
                unscaled = unscaled * 10 + digit;
                digits++;
                scale += scale < 0 ? 0 : 1;
            } else if (text[i] == '.' && scale < 0) {
                scale = 0;
            } else {
                digits = Integer.MAX_VALUE;
                break;
            }
        }
        if (digits == 0 || digits > LONG_DIGITS) {
            row.decimalValue(new BigDecimal(new String(text, StandardCharsets.US_ASCII)));
        } else {
            row.decimalValue(negative ? -unscaled : unscaled, Math.max(0, scale));
        }
    }

    /** A day that there is not, such as 0000-00-00, is named in the row's issues. */
    static void writeDate(byte[] text, RowEncoder row) {
        long day = text.length == DATE_LENGTH ? epochDay(text) : Long.MIN_VALUE;
        if (day == Long.MIN_VALUE) {
            row.textValue(text, 0, text.length);
        } else {
            row.dateValue(day);
        }
    }

    /** A date and time of the form {@code 2026-11-21 12:00:00.123456}, with none to six digits after the point. */
    static void writeTime(byte[] text, boolean isInstant, RowEncoder row) {
        long day = text.length >= SECONDS_LENGTH ? epochDay(text) : Long.MIN_VALUE;
        if (day == Long.MIN_VALUE) {
            row.textValue(text, 0, text.length);
            return;
        }
        long seconds = day * DAY_SECONDS + two(text, 11) * 3_600L + two(text, 14) * 60L + two(text, 17);
        long micros = 0;
        for (int i = 0; i < FRACTION_DIGITS; i++) {
            int at = SECONDS_LENGTH + 1 + i;
            micros = micros * 10 + (at < text.length ? text[at] - '0' : 0);
        }
        if (isInstant) {
            row.instantValue(seconds * SECOND_MICROS + micros);
        } else {
            row.timestampValue(seconds * SECOND_MICROS + micros);
        }
    }

    private static int two(byte[] text, int at) {
        return (text[at] - '0') * 10 + text[at + 1] - '0';
    }

    /** Days since 1970-01-01 of a date in the Gregorian calendar; Long.MIN_VALUE when there is no such day. */
    private static long epochDay(byte[] text) {
        int year = two(text, 0) * 100 + two(text, 2);
        int month = two(text, 5);
        int day = two(text, 8);
        if (month < 1 || month > 12 || day < 1 || year == 0) {
            return Long.MIN_VALUE;
        }
        boolean leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        if (day > DAYS[month - 1] + (leap && month == 2 ? 1 : 0)) {
            return Long.MIN_VALUE;
        }
        // Years that begin in March have their leap day at the end, so that the days before a month are one formula.
        int shifted = month > 2 ? year : year - 1;
        int monthOfShifted = (month + 9) % 12;
        long dayOfYear = (153L * monthOfShifted + 2) / 5 + day - 1;
        long dayOfEra = shifted * 365L + shifted / 4 - shifted / 100 + shifted / 400 + dayOfYear;
        // From 0000-03-01 to 1970-01-01.
        return dayOfEra - 719_468L;
    }
}
