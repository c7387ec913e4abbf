package dev.millrace.connector.file;

import dev.millrace.connector.spi.LogicalType;
import dev.millrace.connector.spi.LogicalType.Kind;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
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

    /** No leading zero: 00123 is a number that somebody dials or prints, not one that somebody adds. */
    private static final Pattern NUMBER = Pattern.compile("[+-]?(0|[1-9]\\d*)([.,]\\d+)?([eE][+-]?\\d{1,3})?");

    private static final Pattern ISO = Pattern.compile(
            "(\\d{4})[-/](\\d{1,2})[-/](\\d{1,2})(?:[T ](\\d{1,2}:\\d{2}(?::\\d{2}(?:\\.\\d{1,9})?)?)( ?Z|[+-]\\d{2}(?::?\\d{2})?)?)?");
    private static final Pattern NUMERIC_DATE =
            Pattern.compile("(\\d{1,2})([./-])(\\d{1,2})\\2(\\d{4})(?:,? (\\d{1,2}:\\d{2}(?::\\d{2})?))?");
    private static final Pattern CLOCK = Pattern.compile("\\d{1,2}:\\d{2}(?::\\d{2}(?:\\.\\d{1,6})?)?");

    private static final int LONG_DIGITS = 18;
    /** More digits than a double keeps for sure. */
    private static final int DOUBLE_DIGITS = 15;

    private static final int LONGEST = 64;

    private final Kind kind;

    TextForm(Kind kind) {
        this.kind = kind;
    }

    LogicalType type() {
        return new LogicalType(kind, 0, 0);
    }

    /** All forms of a value, text among them. */
    static Set<TextForm> of(String text) {
        EnumSet<TextForm> forms = EnumSet.of(TEXT);
        if (text.isEmpty() || text.length() > LONGEST) {
            return forms;
        }
        char first = text.charAt(0);
        boolean numeric = (first >= '0' && first <= '9') || first == '-' || first == '+';
        if (numeric) {
            addNumbers(text, forms);
            addTimes(text, forms);
        } else {
            String lower = text.toLowerCase(Locale.ROOT);
            if (lower.equals("true") || lower.equals("false")) {
                forms.add(BOOLEAN);
            }
        }
        if (text.length() == 36 && isUuid(text)) {
            forms.add(UUID);
        }
        return forms;
    }

    private static void addNumbers(String text, EnumSet<TextForm> forms) {
        Matcher number = NUMBER.matcher(text);
        if (!number.matches()) {
            return;
        }
        int digits = 0;
        for (int i = 0; i < text.length(); i++) {
            if (Character.isDigit(text.charAt(i))) {
                digits++;
            }
        }
        if (number.group(3) != null) {
            if (text.indexOf(',') < 0) {
                forms.add(DOUBLE);
            }
            return;
        }
        if (number.group(2) == null) {
            if (digits <= LONG_DIGITS) {
                forms.add(INTEGER);
            }
            forms.add(DECIMAL);
            forms.add(DECIMAL_COMMA);
        } else {
            forms.add(text.indexOf(',') < 0 ? DECIMAL : DECIMAL_COMMA);
        }
        if (digits <= DOUBLE_DIGITS && text.indexOf(',') < 0) {
            forms.add(DOUBLE);
        }
    }

    private static void addTimes(String text, EnumSet<TextForm> forms) {
        for (TextForm form : EnumSet.range(DATE, TIME)) {
            if (form.canRead(text)) {
                forms.add(form);
            }
        }
    }

    private boolean canRead(String text) {
        try {
            switch (this) {
                case DATE, DATE_DAY_FIRST, DATE_MONTH_FIRST -> date(text);
                case TIMESTAMP, TIMESTAMP_DAY_FIRST, TIMESTAMP_MONTH_FIRST -> timestamp(text);
                case INSTANT -> instant(text);
                case TIME -> time(text);
                default -> {
                    return false;
                }
            }
            return true;
        } catch (DateTimeException e) {
            return false;
        }
    }

    private static boolean isUuid(String text) {
        try {
            return java.util.UUID.fromString(text).toString().equalsIgnoreCase(text);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Whether text says true; any other says false. */
    static boolean bool(String text) {
        return text.equalsIgnoreCase("true");
    }

    BigDecimal decimal(String text) {
        return new BigDecimal(this == DECIMAL_COMMA ? text.replace(',', '.') : text);
    }

    static UUID uuid(String text) {
        return java.util.UUID.fromString(text);
    }

    /** @throws DateTimeException when it is no date of this form */
    LocalDate date(String text) {
        LocalDateTime read = timestamp(text);
        if (text.indexOf(':') >= 0) {
            throw new DateTimeException("a time too");
        }
        return read.toLocalDate();
    }

    /** A date and time, or a date alone as its midnight; @throws DateTimeException when it is none of this form */
    LocalDateTime timestamp(String text) {
        if (this == DATE || this == TIMESTAMP) {
            Matcher iso = ISO.matcher(text);
            if (!iso.matches() || iso.group(5) != null) {
                throw new DateTimeException("not of this form");
            }
            return LocalDate.of(number(iso, 1), number(iso, 2), number(iso, 3)).atTime(clock(iso.group(4)));
        }
        Matcher numeric = NUMERIC_DATE.matcher(text);
        boolean dayFirst = this == DATE_DAY_FIRST || this == TIMESTAMP_DAY_FIRST;
        // Nobody writes the month first and parts with points.
        if (!numeric.matches() || (!dayFirst && numeric.group(2).equals("."))) {
            throw new DateTimeException("not of this form");
        }
        int day = number(numeric, dayFirst ? 1 : 3);
        int month = number(numeric, dayFirst ? 3 : 1);
        return LocalDate.of(number(numeric, 4), month, day).atTime(clock(numeric.group(5)));
    }

    /** @throws DateTimeException when it is no date and time with an offset */
    OffsetDateTime instant(String text) {
        Matcher iso = ISO.matcher(text);
        if (!iso.matches() || iso.group(5) == null) {
            throw new DateTimeException("not of this form");
        }
        LocalDateTime local =
                LocalDate.of(number(iso, 1), number(iso, 2), number(iso, 3)).atTime(clock(iso.group(4)));
        return local.atOffset(ZoneOffset.of(iso.group(5).strip()));
    }

    /** @throws DateTimeException when it is no time of day */
    LocalTime time(String text) {
        if (!CLOCK.matcher(text).matches()) {
            throw new DateTimeException("not of this form");
        }
        return clock(text);
    }

    private static int number(Matcher matcher, int group) {
        return Integer.parseInt(matcher.group(group));
    }

    private static LocalTime clock(@Nullable String text) {
        if (text == null) {
            return LocalTime.MIDNIGHT;
        }
        LocalTime time = LocalTime.parse(text.indexOf(':') == 1 ? "0" + text : text);
        if (!time.truncatedTo(ChronoUnit.MICROS).equals(time)) {
            throw new DateTimeException("finer than a microsecond, which a column can't keep");
        }
        return time;
    }
}
