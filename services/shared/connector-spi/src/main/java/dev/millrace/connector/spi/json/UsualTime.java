package dev.millrace.connector.spi.json;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/**
 * The form in which nearly all APIs write times, {@code 2026-01-31T12:34:56.789Z}, read digit by digit: a formatter takes as long for a
 * time as all else does for its row.
 */
final class UsualTime {

    private static final int SECONDS_END = 19;
    private static final int MAX_FRACTION = 9;
    private static final int MAX_OFFSET_HOURS = 17;

    private UsualTime() {}

    /** The time in UTC; null where the text has another form, or is no time. */
    static @Nullable LocalDateTime parse(String text) {
        if (text.length() < SECONDS_END
                || text.charAt(4) != '-'
                || text.charAt(7) != '-'
                || text.charAt(10) != 'T'
                || text.charAt(13) != ':'
                || text.charAt(16) != ':') {
            return null;
        }
        int year = 100 * two(text, 0) + two(text, 2);
        int month = two(text, 5);
        int day = two(text, 8);
        int hour = two(text, 11);
        int minute = two(text, 14);
        int second = two(text, 17);
        if (two(text, 0) < 0 || two(text, 2) < 0 || month < 0 || day < 0 || hour < 0 || minute < 0 || second < 0) {
            return null;
        }
        int at = SECONDS_END;
        int nanos = 0;
        if (at < text.length() && text.charAt(at) == '.') {
            int digits = 0;
            for (at++; at < text.length() && isDigit(text.charAt(at)); at++) {
                nanos = digits < MAX_FRACTION ? 10 * nanos + text.charAt(at) - '0' : nanos;
                digits++;
            }
            if (digits == 0 || digits > MAX_FRACTION) {
                return null;
            }
            for (; digits < MAX_FRACTION; digits++) {
                nanos *= 10;
            }
        }
        int offsetMinutes = offsetMinutes(text, at);
        if (offsetMinutes == Integer.MIN_VALUE) {
            return null;
        }
        try {
            LocalDateTime local = LocalDateTime.of(year, month, day, hour, minute, second, nanos);
            return offsetMinutes == 0 ? local : local.minusMinutes(offsetMinutes);
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** Of nothing, {@code Z}, or {@code +01:30}. */
    private static int offsetMinutes(String text, int at) {
        int left = text.length() - at;
        if (left == 0 || (left == 1 && text.charAt(at) == 'Z')) {
            return 0;
        }
        if (left != 6 || text.charAt(at + 3) != ':' || (text.charAt(at) != '+' && text.charAt(at) != '-')) {
            return Integer.MIN_VALUE;
        }
        int hours = two(text, at + 1);
        int minutes = two(text, at + 4);
        if (hours < 0 || hours > MAX_OFFSET_HOURS || minutes < 0 || minutes > 59) {
            return Integer.MIN_VALUE;
        }
        return (text.charAt(at) == '-' ? -1 : 1) * (60 * hours + minutes);
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static int two(String text, int at) {
        char tens = text.charAt(at);
        char ones = text.charAt(at + 1);
        return isDigit(tens) && isDigit(ones) ? 10 * (tens - '0') + ones - '0' : -1;
    }
}
