package dev.millrace.connector.rest.expression;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Month;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.TextStyle;
import java.time.temporal.ChronoUnit;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalAdjusters;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Reads dates by a format of Python's <a href="https://docs.python.org/3/library/datetime.html#format-codes">strptime</a>: a pattern made of
 * the format, which has to match all of the text.
 */
final class DateParser {
    private static final int MAX_REMEMBERED = 1000;
    private static final Map<String, DateParser> REMEMBERED = new ConcurrentHashMap<>();
    private static final Map<Character, String> DIRECTIVES = Map.ofEntries(
            Map.entry('d', "3[0-1]|[1-2]\\d|0[1-9]|[1-9]| [1-9]"),
            Map.entry('f', "[0-9]{1,6}"),
            Map.entry('H', "2[0-3]|[0-1]\\d|\\d"),
            Map.entry('I', "1[0-2]|0[1-9]|[1-9]"),
            Map.entry('j', "36[0-6]|3[0-5]\\d|[1-2]\\d\\d|0[1-9]\\d|00[1-9]|[1-9]\\d|0[1-9]|[1-9]"),
            Map.entry('m', "1[0-2]|0[1-9]|[1-9]"),
            Map.entry('M', "[0-5]\\d|\\d"),
            Map.entry('S', "6[0-1]|[0-5]\\d|\\d"),
            Map.entry('U', "5[0-3]|[0-4]\\d|\\d"),
            Map.entry('W', "5[0-3]|[0-4]\\d|\\d"),
            Map.entry('V', "5[0-3]|0[1-9]|[1-4]\\d|\\d"),
            Map.entry('w', "[0-6]"),
            Map.entry('u', "[1-7]"),
            Map.entry('y', "\\d\\d"),
            Map.entry('Y', "\\d\\d\\d\\d"),
            Map.entry('G', "\\d\\d\\d\\d"),
            Map.entry('p', "am|pm"),
            Map.entry('z', "[+-]\\d\\d:?[0-5]\\d(?::?[0-5]\\d(?:\\.\\d{1,6})?)?|(?-i:Z)"),
            Map.entry('Z', "utc|gmt"),
            Map.entry('a', days(TextStyle.SHORT)),
            Map.entry('A', days(TextStyle.FULL)),
            Map.entry('b', months(TextStyle.SHORT)),
            Map.entry('B', months(TextStyle.FULL)));
    private static final Map<Character, String> COMBINATIONS = Map.of(
            'c',
            "%a %b %d %H:%M:%S %Y",
            'x',
            "%m/%d/%y",
            'X',
            "%H:%M:%S",
            'T',
            "%H:%M:%S",
            'D',
            "%m/%d/%y",
            'F',
            "%Y-%m-%d",
            'R',
            "%H:%M");

    private final Pattern pattern;
    private final Set<Character> directives = new HashSet<>();

    private DateParser(String format) {
        StringBuilder regex = new StringBuilder();
        translate(format, regex);
        this.pattern = Pattern.compile(regex.toString(), Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    }

    static DateParser of(String format) {
        DateParser known = REMEMBERED.get(format);
        if (known != null) {
            return known;
        }
        DateParser parser = new DateParser(format);
        // Formats are as many as manifests have, unless an expression makes them up.
        if (REMEMBERED.size() < MAX_REMEMBERED) {
            REMEMBERED.put(format, parser);
        }
        return parser;
    }

    private static String days(TextStyle style) {
        return IntStream.rangeClosed(1, 7)
                .mapToObj(day -> DayOfWeek.of(day).getDisplayName(style, Locale.ENGLISH))
                .collect(Collectors.joining("|"));
    }

    private static String months(TextStyle style) {
        return IntStream.rangeClosed(1, 12)
                .mapToObj(month -> Month.of(month).getDisplayName(style, Locale.ENGLISH))
                .collect(Collectors.joining("|"));
    }

    private void translate(String format, StringBuilder regex) {
        for (int i = 0; i < format.length(); i++) {
            char character = format.charAt(i);
            if (Character.isWhitespace(character)) {
                regex.append("\\s+");
                while (i + 1 < format.length() && Character.isWhitespace(format.charAt(i + 1))) {
                    i++;
                }
            } else if (character != '%') {
                regex.append(Pattern.quote(String.valueOf(character)));
            } else if (++i == format.length()) {
                throw EvaluationException.value("the format ends with a single %");
            } else {
                directive(format.charAt(i), regex);
            }
        }
    }

    private void directive(char directive, StringBuilder regex) {
        if (directive == '%') {
            regex.append('%');
        } else if (COMBINATIONS.containsKey(directive)) {
            translate(COMBINATIONS.getOrDefault(directive, ""), regex);
        } else if (!DIRECTIVES.containsKey(directive)) {
            throw EvaluationException.value("'" + directive + "' is a bad directive in a date's format");
        } else if (!directives.add(directive)) {
            throw EvaluationException.value("the format has the directive %" + directive + " twice");
        } else {
            regex.append("(?<").append(group(directive)).append('>');
            regex.append(DIRECTIVES.get(directive)).append(')');
        }
    }

    private static String group(char directive) {
        // Names of groups ignore no case, but may not start with a digit; a prefix tells d from D for the reader.
        return "g" + directive;
    }

    OffsetDateTime parse(String text) {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.matches()) {
            throw EvaluationException.value("a date doesn't match its format");
        }
        try {
            return date(matcher).atTime(time(matcher)).atOffset(offset(matcher));
        } catch (DateTimeException e) {
            throw EvaluationException.value("a date or time doesn't exist");
        }
    }

    private int number(Matcher matcher, char directive, int otherwise) {
        return directives.contains(directive)
                ? Integer.parseInt(matcher.group(group(directive)).strip())
                : otherwise;
    }

    private LocalDate date(Matcher matcher) {
        int year = number(matcher, 'Y', 1900);
        if (directives.contains('y')) {
            int shortYear = number(matcher, 'y', 0);
            year = shortYear + (shortYear <= 68 ? 2000 : 1900);
        }
        if (directives.contains('j')) {
            return LocalDate.ofYearDay(year, number(matcher, 'j', 1));
        }
        if (directives.contains('G') && directives.contains('V')) {
            return LocalDate.of(number(matcher, 'G', year), 1, 4)
                    .with(IsoFields.WEEK_OF_WEEK_BASED_YEAR, number(matcher, 'V', 1))
                    .with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY))
                    .plusDays(dayOfWeek(matcher) - 1L);
        }
        boolean hasDay = directives.contains('w')
                || directives.contains('u')
                || directives.contains('a')
                || directives.contains('A');
        if (hasDay && (directives.contains('U') || directives.contains('W'))) {
            return ofWeek(matcher, year);
        }
        return LocalDate.of(year, month(matcher), number(matcher, 'd', 1));
    }

    private LocalDate ofWeek(Matcher matcher, int year) {
        boolean fromSunday = directives.contains('U');
        DayOfWeek begin = fromSunday ? DayOfWeek.SUNDAY : DayOfWeek.MONDAY;
        LocalDate firstWeek = LocalDate.of(year, 1, 1).with(TemporalAdjusters.nextOrSame(begin));
        int week = number(matcher, fromSunday ? 'U' : 'W', 0);
        int day = fromSunday ? dayOfWeek(matcher) % 7 : dayOfWeek(matcher) - 1;
        return firstWeek.plusWeeks(week - 1L).plusDays(day);
    }

    /** Monday is 1. */
    private int dayOfWeek(Matcher matcher) {
        if (directives.contains('u')) {
            return number(matcher, 'u', 1);
        }
        if (directives.contains('w')) {
            int day = number(matcher, 'w', 1);
            return day == 0 ? 7 : day;
        }
        char directive = directives.contains('a') ? 'a' : 'A';
        return directives.contains(directive)
                ? 1 + index(matcher.group(group(directive)), days(directive == 'a' ? TextStyle.SHORT : TextStyle.FULL))
                : 1;
    }

    private int month(Matcher matcher) {
        if (directives.contains('b')) {
            return 1 + index(matcher.group("gb"), months(TextStyle.SHORT));
        }
        if (directives.contains('B')) {
            return 1 + index(matcher.group("gB"), months(TextStyle.FULL));
        }
        return number(matcher, 'm', 1);
    }

    private static int index(String name, String alternatives) {
        String[] names = alternatives.split("\\|", -1);
        return IntStream.range(0, names.length)
                .filter(index -> names[index].equalsIgnoreCase(name))
                .findFirst()
                .orElse(0);
    }

    private LocalTime time(Matcher matcher) {
        int hour = number(matcher, 'H', 0);
        if (directives.contains('I')) {
            boolean afternoon = directives.contains('p') && matcher.group("gp").equalsIgnoreCase("pm");
            hour = number(matcher, 'I', 0) % 12 + (afternoon ? 12 : 0);
        }
        // A second 60 or 61 is one of the next minute, which Python's datetime refuses.
        LocalTime time = LocalTime.of(hour, number(matcher, 'M', 0), number(matcher, 'S', 0));
        if (!directives.contains('f')) {
            return time;
        }
        String fraction = (matcher.group("gf") + "00000").substring(0, 6);
        return time.plus(Integer.parseInt(fraction), ChronoUnit.MICROS);
    }

    private ZoneOffset offset(Matcher matcher) {
        if (!directives.contains('z')) {
            return ZoneOffset.UTC;
        }
        String zone = matcher.group("gz");
        if (zone.equals("Z")) {
            return ZoneOffset.UTC;
        }
        String digits = zone.substring(1).replace(":", "");
        int seconds = Integer.parseInt(digits.substring(0, 2)) * 3600 + Integer.parseInt(digits.substring(2, 4)) * 60;
        seconds += digits.length() >= 6 ? Integer.parseInt(digits.substring(4, 6)) : 0;
        return ZoneOffset.ofTotalSeconds(zone.charAt(0) == '-' ? -seconds : seconds);
    }
}
