package dev.millrace.connector.rest.expression;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** The attributes and methods of dates, times and durations. */
final class DateMethods {
    private DateMethods() {}

    static @Nullable Object ofDateTime(OffsetDateTime moment, String name) {
        return switch (name) {
            case "strftime" ->
                Callable.method(name, arguments -> DateWriter.write(moment, arguments.text(0, "format")));
            case "isoformat" ->
                Callable.method(
                        name,
                        arguments -> iso(moment.toLocalDateTime(), arguments) + PythonText.offset(moment.getOffset()));
            case "timestamp" -> Callable.method(name, arguments -> DateFormats.timestamp(moment));
            case "astimezone" -> Callable.method(name, arguments -> moment.withOffsetSameInstant(ZoneOffset.UTC));
            case "utcoffset" ->
                Callable.method(
                        name, arguments -> Duration.ofSeconds(moment.getOffset().getTotalSeconds()));
            case "tzinfo" -> moment.getOffset().equals(ZoneOffset.UTC) ? "UTC" : PythonText.offset(moment.getOffset());
            case "replace" ->
                Callable.method(
                        name,
                        arguments -> arguments.named().containsKey("tzinfo")
                                        && arguments.named().get("tzinfo") == null
                                ? replaced(moment.toLocalDateTime(), arguments)
                                : replaced(moment.toLocalDateTime(), arguments).atOffset(moment.getOffset()));
            default -> ofAnyDateTime(moment.toLocalDateTime(), name);
        };
    }

    static @Nullable Object ofNaive(LocalDateTime moment, String name) {
        return switch (name) {
            case "strftime" ->
                Callable.method(name, arguments -> DateWriter.write(moment, arguments.text(0, "format")));
            case "isoformat" -> Callable.method(name, arguments -> iso(moment, arguments));
            case "timestamp" ->
                Callable.method(name, arguments -> DateFormats.timestamp(moment.atOffset(ZoneOffset.UTC)));
            case "replace" -> Callable.method(name, arguments -> replaced(moment, arguments));
            default -> ofAnyDateTime(moment, name);
        };
    }

    private static @Nullable Object ofAnyDateTime(LocalDateTime moment, String name) {
        return switch (name) {
            case "hour" -> (long) moment.getHour();
            case "minute" -> (long) moment.getMinute();
            case "second" -> (long) moment.getSecond();
            case "microsecond" -> moment.getNano() / 1000L;
            case "date" -> Callable.method(name, arguments -> moment.toLocalDate());
            default -> ofAnyDate(moment.toLocalDate(), name);
        };
    }

    static @Nullable Object ofDate(LocalDate date, String name) {
        return switch (name) {
            case "strftime" ->
                Callable.method(name, arguments -> DateWriter.write(date.atStartOfDay(), arguments.text(0, "format")));
            case "isoformat" -> Callable.method(name, arguments -> date.toString());
            case "replace" ->
                Callable.method(
                        name,
                        arguments -> replaced(date.atStartOfDay(), arguments).toLocalDate());
            default -> ofAnyDate(date, name);
        };
    }

    private static @Nullable Object ofAnyDate(LocalDate date, String name) {
        return switch (name) {
            case "year" -> (long) date.getYear();
            case "month" -> (long) date.getMonthValue();
            case "day" -> (long) date.getDayOfMonth();
            case "weekday" ->
                Callable.method(name, arguments -> date.getDayOfWeek().getValue() - 1L);
            case "isoweekday" ->
                Callable.method(name, arguments -> (long) date.getDayOfWeek().getValue());
            case "toordinal" -> Callable.method(name, arguments -> date.toEpochDay() + 719_163L);
            default -> null;
        };
    }

    static @Nullable Object ofDuration(Duration duration, String name) {
        return switch (name) {
            case "days" -> Math.floorDiv(duration.toSeconds(), 86_400L);
            case "seconds" -> Math.floorMod(duration.toSeconds(), 86_400L);
            case "microseconds" -> duration.toNanosPart() / 1000L;
            case "total_seconds" -> Callable.method(name, arguments -> IsoDuration.seconds(duration));
            default -> null;
        };
    }

    private static String iso(LocalDateTime moment, Arguments arguments) {
        String separator = arguments.text(0, "sep", "T");
        String seconds = DateWriter.write(moment, "%Y-%m-%d" + separator.replace("%", "%%") + "%H:%M:%S");
        return switch (arguments.text(1, "timespec", "auto")) {
            case "auto" -> PythonText.isoDateTime(moment, separator);
            case "seconds" -> seconds;
            case "milliseconds" -> seconds + DateWriter.write(moment, ".%f").substring(0, 4);
            case "microseconds" -> seconds + DateWriter.write(moment, ".%f");
            default -> throw EvaluationException.value("isoformat() doesn't know that timespec");
        };
    }

    private static LocalDateTime replaced(LocalDateTime moment, Arguments arguments) {
        try {
            return LocalDateTime.of(
                    arguments.integer(0, "year", moment.getYear()),
                    arguments.integer(1, "month", moment.getMonthValue()),
                    arguments.integer(2, "day", moment.getDayOfMonth()),
                    arguments.integer(3, "hour", moment.getHour()),
                    arguments.integer(4, "minute", moment.getMinute()),
                    arguments.integer(5, "second", moment.getSecond()),
                    Math.multiplyExact(arguments.integer(6, "microsecond", moment.getNano() / 1000), 1000));
        } catch (DateTimeException | ArithmeticException e) {
            throw EvaluationException.value("a part of a date is out of its range");
        }
    }
}
