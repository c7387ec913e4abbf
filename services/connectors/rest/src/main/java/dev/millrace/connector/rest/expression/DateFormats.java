package dev.millrace.connector.rest.expression;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Dates and times by the formats of manifests: Python's {@code strptime} and {@code strftime} directives, and {@code %s} (seconds since
 * 1970), {@code %s_as_float}, {@code %ms}, {@code %epoch_microseconds}, {@code %_ms} (milliseconds within a format).
 */
public final class DateFormats {
    private DateFormats() {}

    /**
     * Reads a date.
     *
     * @param value a text or a number
     * @return the moment, at the offset that the text has, or at UTC
     * @throws IllegalArgumentException when the value isn't of the format
     */
    public static OffsetDateTime parse(Object value, String format) {
        try {
            return parsed(value, format);
        } catch (EvaluationException e) {
            throw new IllegalArgumentException("A date isn't of the format \"" + format + "\": " + e.getMessage(), e);
        }
    }

    static OffsetDateTime parsed(Object value, String format) {
        Object given = Values.normal(value);
        try {
            return switch (format) {
                case "%s" -> ofMicroseconds(Math.multiplyExact(whole(given), 1_000_000L));
                case "%s_as_float" -> ofMicroseconds(Math.round(NumberFilters.floating(given) * 1e6));
                case "%ms" -> ofMicroseconds(Math.multiplyExact(whole(given), 1000L));
                case "%epoch_microseconds" -> ofMicroseconds(whole(given));
                default -> DateParser.of(format.replace("%_ms", "%f")).parse(PythonText.str(given));
            };
        } catch (ArithmeticException | DateTimeException e) {
            throw EvaluationException.value("a number is out of the range of dates");
        }
    }

    private static long whole(@Nullable Object value) {
        return Numbers.big(NumberFilters.integer(value)).longValueExact();
    }

    private static OffsetDateTime ofMicroseconds(long microseconds) {
        return Instant.ofEpochSecond(
                        Math.floorDiv(microseconds, 1_000_000L), Math.floorMod(microseconds, 1_000_000L) * 1000)
                .atOffset(ZoneOffset.UTC);
    }

    /** The moment in the format, at its own offset. */
    public static String format(OffsetDateTime moment, String format) {
        return switch (format) {
            case "%s" -> String.valueOf(moment.toEpochSecond());
            case "%s_as_float" -> Numbers.text(timestamp(moment));
            // By way of a float, as the reference does, so that both lose the same microsecond.
            case "%epoch_microseconds" -> String.valueOf((long) (timestamp(moment) * 1_000_000));
            case "%ms" -> String.valueOf((long) (timestamp(moment) * 1000));
            default ->
                format.contains("%_ms")
                        ? DateWriter.write(
                                moment,
                                format.replace(
                                        "%_ms", String.format(Locale.ROOT, "%03d", moment.getNano() / 1_000_000)))
                        : DateWriter.write(moment, format);
        };
    }

    /** Seconds since 1970, as a float to the microsecond. */
    static double timestamp(OffsetDateTime moment) {
        long microseconds = moment.toEpochSecond() * 1_000_000L + moment.getNano() / 1000;
        return microseconds / 1e6;
    }
}
