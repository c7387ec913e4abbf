package dev.millrace.connector.spi.json;

import dev.millrace.connector.spi.RowEncoder;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import org.jspecify.annotations.Nullable;

/**
 * Reads dates and times as JSON has them: RFC 3339, with a blank in place of the T, or without an offset. Where there is
 * none the time is in UTC, as the best practices of Singer ask for and most APIs mean.
 */
final class Times {

    private static final DateTimeFormatter OFFSET =
            new DateTimeFormatterBuilder().appendPattern("[XXX][XX][X]").toFormatter();

    private static final DateTimeFormatter DATE_TIME = new DateTimeFormatterBuilder()
            .parseCaseInsensitive()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .optionalStart()
            .appendLiteral('T')
            .append(DateTimeFormatter.ISO_LOCAL_TIME)
            .optionalEnd()
            .optionalStart()
            .appendLiteral(' ')
            .append(DateTimeFormatter.ISO_LOCAL_TIME)
            .optionalEnd()
            .append(OFFSET)
            .toFormatter()
            .withResolverStyle(ResolverStyle.STRICT);

    private static final DateTimeFormatter TIME = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_TIME)
            .append(OFFSET)
            .toFormatter()
            .withResolverStyle(ResolverStyle.STRICT);

    private static final long MICROS_OF_SECOND = 1_000_000L;

    /** Beyond these the microseconds since 1970 do not fit into 64 bits. */
    private static final int MAX_YEAR = 290_000;

    private Times() {}

    static void writeDate(String text, RowEncoder row) {
        TemporalAccessor read = read(DATE_TIME, text);
        if (read != null && timeOfDay(read).equals(LocalTime.MIDNIGHT) && isUtc(read)) {
            row.dateValue(LocalDate.from(read).toEpochDay());
        } else {
            row.textValue(text);
        }
    }

    static void writeTime(String text, RowEncoder row) {
        TemporalAccessor read = read(TIME, text);
        // The type has no offset: one that says something can't be kept.
        if (read != null && isUtc(read)) {
            row.timeValue(LocalTime.from(read).toNanoOfDay() / 1_000);
        } else {
            row.textValue(text);
        }
    }

    static void writeInstant(String text, RowEncoder row) {
        LocalDateTime time = time(text);
        if (time == null) {
            row.textValue(text);
        } else {
            row.instantValue(micros(time));
        }
    }

    static void writeTimestamp(String text, RowEncoder row) {
        LocalDateTime time = time(text);
        if (time == null) {
            row.textValue(text);
        } else {
            row.timestampValue(micros(time));
        }
    }

    private static @Nullable LocalDateTime time(String text) {
        LocalDateTime usual = UsualTime.parse(text);
        if (usual != null) {
            return usual;
        }
        TemporalAccessor read = read(DATE_TIME, text);
        if (read == null) {
            return null;
        }
        LocalDateTime local = LocalDateTime.of(LocalDate.from(read), timeOfDay(read));
        if (Math.abs(local.getYear()) > MAX_YEAR) {
            return null;
        }
        ZoneOffset offset = read.query(TemporalQueries.offset());
        return offset == null ? local : local.minusSeconds(offset.getTotalSeconds());
    }

    private static long micros(LocalDateTime time) {
        return time.toEpochSecond(ZoneOffset.UTC) * MICROS_OF_SECOND + time.get(ChronoField.MICRO_OF_SECOND);
    }

    /** A day alone is its beginning. */
    private static LocalTime timeOfDay(TemporalAccessor read) {
        LocalTime time = read.query(TemporalQueries.localTime());
        return time == null ? LocalTime.MIDNIGHT : time;
    }

    private static boolean isUtc(TemporalAccessor read) {
        ZoneOffset offset = read.query(TemporalQueries.offset());
        return offset == null || offset.getTotalSeconds() == 0;
    }

    private static @Nullable TemporalAccessor read(DateTimeFormatter form, String text) {
        try {
            return form.parse(text);
        } catch (DateTimeException e) {
            return null;
        }
    }
}
