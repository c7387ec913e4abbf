package dev.millrace.connector.file;

import dev.millrace.connector.spi.LogicalType;
import dev.millrace.connector.spi.RowEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes the values of one column from their bytes. Usual ones are parsed where they stand, without an object; what these
 * ways do not take goes the way of {@link CellWriter}, which decides.
 */
final class FieldWriter {

    /** What is longer is text: no number that a database keeps has so many digits. */
    static final int MOST_JUDGED_BYTES = 256 * 1024;

    private static final int FAST_DIGITS = 18;

    /** A double keeps so many digits for sure, and powers of ten up to the 22nd: a division of the two rounds once. */
    private static final int EXACT_DIGITS = 15;

    private static final byte[] TRUE = {'t', 'r', 'u', 'e'};
    private static final byte[] FALSE = {'f', 'a', 'l', 's', 'e'};
    private static final int UUID_LENGTH = 36;
    private static final byte[] HEX_DIGITS = new byte[128];
    private static final int DATE_LENGTH = 10;
    private static final long MICROS_OF_SECOND = 1_000_000L;
    private static final long MICROS_OF_DAY = 86_400L * MICROS_OF_SECOND;
    private static final long NO_TIME = Long.MIN_VALUE;
    private static final double[] POWERS_OF_TEN = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15
    };

    static {
        for (char c = 0; c < HEX_DIGITS.length; c++) {
            HEX_DIGITS[c] = (byte) Character.digit(c, 16);
        }
    }

    private final TextForm form;
    private final LogicalType.Kind target;
    private final CellWriter cells;

    FieldWriter(TextForm form, LogicalType target) {
        this.form = form;
        this.target = target.kind();
        this.cells = new CellWriter(form, target);
    }

    /** Whether an empty text is a value of the column. */
    boolean isText() {
        return target == LogicalType.Kind.TEXT || target == LogicalType.Kind.JSON;
    }

    /** Writes a value that is not empty; false, with nothing written, when it is not of the column's form. */
    boolean write(byte[] bytes, int from, int to, RowEncoder row) {
        if (target == LogicalType.Kind.TEXT) {
            return row.tryTextValue(bytes, from, to - from);
        }
        boolean written = switch (form) {
            case INTEGER -> writeInteger(bytes, from, to, row);
            case DECIMAL -> writeNumber(bytes, from, to, false, row);
            case DOUBLE -> writeNumber(bytes, from, to, true, row);
            case DATE -> writeDate(bytes, from, to, row);
            case TIMESTAMP -> writeTimestamp(bytes, from, to, row);
            case INSTANT -> writeInstant(bytes, from, to, row);
            case BOOLEAN -> writeBoolean(bytes, from, to, row);
            case UUID -> writeUuid(bytes, from, to, row);
            case DECIMAL_COMMA,
                    DATE_DAY_FIRST,
                    DATE_MONTH_FIRST,
                    TIMESTAMP_DAY_FIRST,
                    TIMESTAMP_MONTH_FIRST,
                    TIME,
                    TEXT -> false;
        };
        return written || writeAsCell(bytes, from, to, row);
    }

    private boolean writeAsCell(byte[] bytes, int from, int to, RowEncoder row) {
        boolean judged = target != LogicalType.Kind.JSON;
        if (judged && to - from > MOST_JUDGED_BYTES) {
            return false;
        }
        String text = new String(bytes, from, to - from, StandardCharsets.UTF_8);
        if (judged && !form.fits(text)) {
            return false;
        }
        cells.write(text, row);
        return true;
    }

    /** Writes a value that is not of the column's form: nothing, named in the row's issues. */
    void writeUnfit(byte[] bytes, int from, int to, RowEncoder row) {
        cells.write(new String(bytes, from, to - from, StandardCharsets.UTF_8), row);
    }

    private static boolean isSign(byte b) {
        return b == '+' || b == '-';
    }

    private static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }

    private static boolean writeBoolean(byte[] bytes, int from, int to, RowEncoder row) {
        boolean truth = is(bytes, from, to, TRUE);
        if (truth || is(bytes, from, to, FALSE)) {
            row.booleanValue(truth);
            return true;
        }
        return false;
    }

    private static boolean is(byte[] bytes, int from, int to, byte[] word) {
        return Arrays.equals(bytes, from, to, word, 0, word.length);
    }

    private static boolean writeUuid(byte[] bytes, int from, int to, RowEncoder row) {
        if (to - from != UUID_LENGTH) {
            return false;
        }
        long high = 0;
        long low = 0;
        for (int i = 0; i < UUID_LENGTH; i++) {
            byte b = bytes[from + i];
            if (i == 8 || i == 13 || i == 18 || i == 23) {
                if (b != '-') {
                    return false;
                }
                continue;
            }
            int digit = b < 0 ? -1 : HEX_DIGITS[b];
            if (digit < 0) {
                return false;
            }
            if (i < 18) {
                high = high << 4 | digit;
            } else {
                low = low << 4 | digit;
            }
        }
        row.uuidValue(high, low);
        return true;
    }

    private static boolean writeInteger(byte[] bytes, int from, int to, RowEncoder row) {
        boolean negative = bytes[from] == '-';
        int start = negative ? from + 1 : from;
        int digits = to - start;
        if (digits < 1 || digits > FAST_DIGITS || (bytes[start] == '0' && digits > 1)) {
            return false;
        }
        long value = 0;
        for (int i = start; i < to; i++) {
            byte b = bytes[i];
            if (!isDigit(b)) {
                return false;
            }
            value = value * 10 + (b - '0');
        }
        row.longValue(negative ? -value : value);
        return true;
    }

    private static boolean writeNumber(byte[] bytes, int from, int to, boolean asDouble, RowEncoder row) {
        boolean negative = bytes[from] == '-';
        int start = negative ? from + 1 : from;
        int point = -1;
        long value = 0;
        for (int i = start; i < to; i++) {
            byte b = bytes[i];
            if (isDigit(b)) {
                value = value * 10 + (b - '0');
            } else if (b == '.' && point < 0) {
                point = i;
            } else {
                return false;
            }
        }
        int digits = to - start - (point < 0 ? 0 : 1);
        int whole = point < 0 ? digits : point - start;
        int scale = digits - whole;
        boolean wellFormed = whole >= 1
                && digits <= (asDouble ? EXACT_DIGITS : FAST_DIGITS)
                && (point < 0 || scale >= 1)
                && (whole == 1 || bytes[start] != '0');
        if (!wellFormed) {
            return false;
        }
        if (asDouble) {
            double magnitude = value / POWERS_OF_TEN[scale];
            row.doubleValue(negative ? -magnitude : magnitude);
        } else {
            row.decimalValue(negative ? -value : value, scale);
        }
        return true;
    }

    private static boolean writeDate(byte[] bytes, int from, int to, RowEncoder row) {
        long day = to - from == DATE_LENGTH ? epochDay(bytes, from) : NO_TIME;
        if (day == NO_TIME) {
            return false;
        }
        row.dateValue(day);
        return true;
    }

    private static boolean writeTimestamp(byte[] bytes, int from, int to, RowEncoder row) {
        long micros = epochMicros(bytes, from, to);
        if (micros == NO_TIME) {
            return false;
        }
        row.timestampValue(micros);
        return true;
    }

    /** With Z, +hh, +hh:mm or the like behind the time. */
    private static boolean writeInstant(byte[] bytes, int from, int to, RowEncoder row) {
        int end = to - 1;
        long offset = 0;
        if (bytes[end] != 'Z') {
            boolean hoursOnly = to - 3 > from && isSign(bytes[to - 3]);
            end = hoursOnly ? to - 3 : to - 6;
            if (end <= from || !isSign(bytes[end]) || (!hoursOnly && bytes[end + 3] != ':')) {
                return false;
            }
            int hours = twoDigits(bytes, end + 1);
            int minutes = hoursOnly ? 0 : twoDigits(bytes, end + 4);
            // ZoneOffset ends at 18 hours.
            if (hours < 0 || hours > 17 || minutes < 0 || minutes > 59) {
                return false;
            }
            offset = (hours * 60L + minutes) * 60 * MICROS_OF_SECOND * (bytes[end] == '-' ? -1 : 1);
        }
        long micros = epochMicros(bytes, from, end);
        if (micros == NO_TIME) {
            return false;
        }
        row.instantValue(micros - offset);
        return true;
    }

    /** yyyy-mm-dd hh:mm:ss with up to six digits behind the second. */
    private static long epochMicros(byte[] bytes, int from, int to) {
        int length = to - from;
        if (length < 19 || length > 26 || length == 20) {
            return NO_TIME;
        }
        byte separator = bytes[from + DATE_LENGTH];
        if ((separator != ' ' && separator != 'T') || bytes[from + 13] != ':' || bytes[from + 16] != ':') {
            return NO_TIME;
        }
        long day = epochDay(bytes, from);
        int hour = twoDigits(bytes, from + 11);
        int minute = twoDigits(bytes, from + 14);
        int second = twoDigits(bytes, from + 17);
        if (day == NO_TIME || hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59) {
            return NO_TIME;
        }
        long fraction = 0;
        if (length > 19) {
            if (bytes[from + 19] != '.') {
                return NO_TIME;
            }
            for (int i = from + 20; i < from + 26; i++) {
                byte b = i < to ? bytes[i] : (byte) '0';
                if (!isDigit(b)) {
                    return NO_TIME;
                }
                fraction = fraction * 10 + (b - '0');
            }
        }
        return day * MICROS_OF_DAY + ((hour * 60L + minute) * 60 + second) * MICROS_OF_SECOND + fraction;
    }

    private static int twoDigits(byte[] bytes, int at) {
        return isDigit(bytes[at]) && isDigit(bytes[at + 1]) ? (bytes[at] - '0') * 10 + bytes[at + 1] - '0' : -1;
    }

    /** yyyy-mm-dd in days since 1970-01-01. */
    private static long epochDay(byte[] bytes, int at) {
        int century = twoDigits(bytes, at);
        int yearOfCentury = twoDigits(bytes, at + 2);
        int month = twoDigits(bytes, at + 5);
        int day = twoDigits(bytes, at + 8);
        boolean wellFormed = bytes[at + 4] == '-'
                && bytes[at + 7] == '-'
                && century >= 0
                && yearOfCentury >= 0
                && month >= 1
                && month <= 12
                && day >= 1;
        int year = century * 100 + yearOfCentury;
        if (!wellFormed || day > daysOfMonth(year, month)) {
            return NO_TIME;
        }
        // Years that begin in March end with the leap day: days from the first of March of year 0.
        long y = month > 2 ? year : year - 1L;
        long monthFromMarch = month > 2 ? month - 3L : month + 9L;
        long days = y * 365 + Math.floorDiv(y, 4) - Math.floorDiv(y, 100) + Math.floorDiv(y, 400);
        return days + (153 * monthFromMarch + 2) / 5 + day - 1 - 719_468;
    }

    private static int daysOfMonth(int year, int month) {
        return switch (month) {
            case 2 -> (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28;
            case 4, 6, 9, 11 -> 30;
            default -> 31;
        };
    }
}
