package dev.millrace.connector.file;

import dev.millrace.connector.spi.LogicalType;
import dev.millrace.connector.spi.LogicalType.Kind;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What text in a cell may stand for. A value may have several forms; a column has one that all its values share. */
enum TextForm {
    BOOLEAN(Kind.BOOLEAN),
    INTEGER(Kind.INTEGER),
    /** 1234.5 */
    DECIMAL(Kind.DECIMAL),
    /** 1234,5 */
    DECIMAL_COMMA(Kind.DECIMAL),
    /** 1.5e3 */
    DOUBLE(Kind.DOUBLE),
    /** 2024-01-31 */
    DATE(Kind.DATE),
    /** 31.01.2024, 31/1/2024 */
    DATE_DAY_FIRST(Kind.DATE),
    /** 1/31/2024 */
    DATE_MONTH_FIRST(Kind.DATE),
    /** 2024-01-31 23:59:59.5 */
    TIMESTAMP(Kind.TIMESTAMP),
    TIMESTAMP_DAY_FIRST(Kind.TIMESTAMP),
    TIMESTAMP_MONTH_FIRST(Kind.TIMESTAMP),
    /** 2024-01-31T23:59:59Z, with an offset */
    INSTANT(Kind.TIMESTAMPTZ),
    TIME(Kind.TIME),
    UUID(Kind.UUID),
    TEXT(Kind.TEXT);

    private static final Pattern ISO = Pattern.compile("(\\d{4})[-/](\\d{1,2})[-/](\\d{1,2})"
            + "(?:[T ](\\d{1,2}:\\d{2}(?::\\d{2}(?:\\.\\d{1,9})?)?)( ?Z|[+-]\\d{2}(?::?\\d{2})?)?)?");
    private static final Pattern NUMERIC_DATE =
            Pattern.compile("(\\d{1,2})([./-])(\\d{1,2})\\2(\\d{4})(?:,? (\\d{1,2}:\\d{2}(?::\\d{2})?))?");
    private static final Pattern CLOCK = Pattern.compile("\\d{1,2}:\\d{2}(?::\\d{2}(?:\\.\\d{1,9})?)?");

    /** Every number of so many digits is a long. */
    private static final int LONG_DIGITS = 18;

    /** More digits than a double keeps for sure. */
    private static final int DOUBLE_DIGITS = 15;

    private static final int LONGEST_TIME = 40;
    private static final int SHORTEST_DATE = 8;

    private final Kind kind;

    TextForm(Kind kind) {
        this.kind = kind;
    }

    LogicalType type() {
        return new LogicalType(kind, 0, 0);
    }

    /** Whether both are numbers, both are dates with or without a time, or both are the same. */
    boolean isOfSort(TextForm other) {
        return sort() == other.sort();
    }

    private int sort() {
        return switch (this) {
            case BOOLEAN -> 0;
            case INTEGER, DECIMAL, DECIMAL_COMMA, DOUBLE -> 1;
            case DATE,
                    DATE_DAY_FIRST,
                    DATE_MONTH_FIRST,
                    TIMESTAMP,
                    TIMESTAMP_DAY_FIRST,
                    TIMESTAMP_MONTH_FIRST,
                    INSTANT -> 2;
            case TIME -> 3;
            case UUID -> 4;
            case TEXT -> 5;
        };
    }

    /** Whether everything that can be read in this form can be read in another one too. */
    boolean implies(TextForm other) {
        return other == TEXT
                || switch (this) {
                    case INTEGER -> other == DECIMAL || other == DECIMAL_COMMA;
                    case DATE -> other == TIMESTAMP;
                    case DATE_DAY_FIRST -> other == TIMESTAMP_DAY_FIRST;
                    case DATE_MONTH_FIRST -> other == TIMESTAMP_MONTH_FIRST;
                    case BOOLEAN,
                            DECIMAL,
                            DECIMAL_COMMA,
                            DOUBLE,
                            TIMESTAMP,
                            TIMESTAMP_DAY_FIRST,
                            TIMESTAMP_MONTH_FIRST,
                            INSTANT,
                            TIME,
                            UUID,
                            TEXT -> false;
                };
    }

    /** Whether the text can be read in this form. */
    boolean fits(String text) {
        return switch (this) {
            case BOOLEAN -> text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false");
            case INTEGER -> {
                Digits digits = Digits.of(text);
                yield digits.isNumber() && digits.mark() == 0 && !digits.exponent() && digits.count() <= LONG_DIGITS;
            }
            case DECIMAL -> {
                Digits digits = Digits.of(text);
                yield digits.isNumber() && digits.mark() != ',' && !digits.exponent();
            }
            case DECIMAL_COMMA -> {
                Digits digits = Digits.of(text);
                yield digits.isNumber() && digits.mark() != '.' && !digits.exponent();
            }
            case DOUBLE -> {
                Digits digits = Digits.of(text);
                yield digits.isNumber()
                        && digits.mark() != ','
                        && (digits.exponent() || digits.count() <= DOUBLE_DIGITS);
            }
            case DATE, DATE_DAY_FIRST, DATE_MONTH_FIRST -> text.indexOf(':') < 0 && dateTime(text) != null;
            case TIMESTAMP, TIMESTAMP_DAY_FIRST, TIMESTAMP_MONTH_FIRST -> dateTime(text) != null;
            case INSTANT -> instant(text) != null;
            case TIME -> time(text) != null;
            case UUID -> uuid(text) != null;
            case TEXT -> true;
        };
    }

    /**
     * What a number is written with. A number has no leading zero: 00123 is one that somebody dials or prints, not one that
     * somebody adds.
     */
    private record Digits(boolean isNumber, int count, char mark, boolean exponent) {

        private static final Digits NONE = new Digits(false, 0, (char) 0, false);

        static Digits of(String text) {
            int length = text.length();
            int at = length > 0 && (text.charAt(0) == '-' || text.charAt(0) == '+') ? 1 : 0;
            int start = at;
            while (at < length && isDigit(text.charAt(at))) {
                at++;
            }
            int count = at - start;
            if (count == 0 || (count > 1 && text.charAt(start) == '0')) {
                return NONE;
            }
            char mark = 0;
            if (at < length && (text.charAt(at) == '.' || text.charAt(at) == ',')) {
                mark = text.charAt(at++);
                int fraction = at;
                while (at < length && isDigit(text.charAt(at))) {
                    at++;
                }
                if (at == fraction) {
                    return NONE;
                }
                count += at - fraction;
            }
            if (at == length) {
                return new Digits(true, count, mark, false);
            }
            return isExponent(text, at) ? new Digits(true, count, mark, true) : NONE;
        }

        private static boolean isExponent(String text, int from) {
            int at = from + 1;
            if ((text.charAt(from) | 0x20) != 'e') {
                return false;
            }
            if (at < text.length() && (text.charAt(at) == '-' || text.charAt(at) == '+')) {
                at++;
            }
            int digits = text.length() - at;
            if (digits < 1 || digits > 3) {
                return false;
            }
            while (at < text.length() && isDigit(text.charAt(at))) {
                at++;
            }
            return at == text.length();
        }
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    BigDecimal decimal(String text) {
        return new BigDecimal(this == DECIMAL_COMMA ? text.replace(',', '.') : text);
    }

    static @Nullable UUID uuid(String text) {
        if (text.length() != 36 || text.charAt(8) != '-') {
            return null;
        }
        try {
            UUID uuid = java.util.UUID.fromString(text);
            return uuid.toString().equalsIgnoreCase(text) ? uuid : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** A date and time, or a date alone as its midnight; null when it is none of this form. */
    @Nullable
    LocalDateTime dateTime(String text) {
        if (!mayBeDate(text)) {
            return null;
        }
        if (this == DATE || this == TIMESTAMP) {
            Matcher iso = ISO.matcher(text);
            return iso.matches() && iso.group(5) == null
                    ? at(number(iso, 1), number(iso, 2), number(iso, 3), iso.group(4))
                    : null;
        }
        Matcher numeric = NUMERIC_DATE.matcher(text);
        boolean dayFirst = this == DATE_DAY_FIRST || this == TIMESTAMP_DAY_FIRST;
        // Nobody writes the month first and parts with points.
        if (!numeric.matches() || (!dayFirst && numeric.group(2).equals("."))) {
            return null;
        }
        int day = number(numeric, dayFirst ? 1 : 3);
        int month = number(numeric, dayFirst ? 3 : 1);
        return at(number(numeric, 4), month, day, numeric.group(5));
    }

    /** A point in time; null when it is no date and time with an offset. */
    static @Nullable OffsetDateTime instant(String text) {
        if (!mayBeDate(text)) {
            return null;
        }
        Matcher iso = ISO.matcher(text);
        if (!iso.matches() || iso.group(5) == null) {
            return null;
        }
        LocalDateTime local = at(number(iso, 1), number(iso, 2), number(iso, 3), iso.group(4));
        try {
            return local == null
                    ? null
                    : local.atOffset(ZoneOffset.of(iso.group(5).strip()));
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** A time of day; null when it is none. */
    static @Nullable LocalTime time(String text) {
        return text.length() < LONGEST_TIME
                        && text.indexOf(':') > 0
                        && CLOCK.matcher(text).matches()
                ? clock(text)
                : null;
    }

    /** Cheap, as nearly every value of other columns is sorted out here. */
    private static boolean mayBeDate(String text) {
        int length = text.length();
        if (length < SHORTEST_DATE || length > LONGEST_TIME || !isDigit(text.charAt(0))) {
            return false;
        }
        char second = text.charAt(1);
        char third = text.charAt(2);
        char fifth = text.charAt(4);
        return isSeparator(second) || isSeparator(third) || isSeparator(fifth);
    }

    private static boolean isSeparator(char c) {
        return c == '-' || c == '/' || c == '.';
    }

    private static int number(Matcher matcher, int group) {
        return Integer.parseInt(matcher.group(group));
    }

    private static @Nullable LocalDateTime at(int year, int month, int day, @Nullable String clock) {
        if (month < 1
                || month > 12
                || day < 1
                || day > YearMonth.of(year, month).lengthOfMonth()) {
            return null;
        }
        LocalTime time = clock == null ? LocalTime.MIDNIGHT : clock(clock);
        return time == null ? null : LocalDate.of(year, month, day).atTime(time);
    }

    /** A time that is finer than a microsecond stays text: a column could not keep it. */
    private static @Nullable LocalTime clock(String text) {
        try {
            LocalTime time = LocalTime.parse(text.indexOf(':') == 1 ? "0" + text : text);
            return time.truncatedTo(ChronoUnit.MICROS).equals(time) ? time : null;
        } catch (DateTimeException e) {
            return null;
        }
    }
}
