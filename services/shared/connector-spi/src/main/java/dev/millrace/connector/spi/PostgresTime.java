package dev.millrace.connector.spi;

import java.time.LocalDateTime;
import java.time.ZoneOffset;

/** PostgreSQL's clock: it counts from 2000-01-01, and ends (datatype/timestamp.h). */
final class PostgresTime {

    static final long DAY_MICROS = 86_400_000_000L;

    /** 2000-01-01, PostgreSQL's day zero, since 1970-01-01. */
    private static final int EPOCH_DAYS = 10_957;

    private static final long EPOCH_MICROS = EPOCH_DAYS * DAY_MICROS;

    /** 4714-11-24 BC and 5874898-01-01, the ends of PostgreSQL's date, in days since 2000-01-01. */
    private static final long MIN_DATE = -2_451_545L;

    private static final long END_DATE = 2_145_031_949L;

    /** 4714-11-24 BC and 294277-01-01, the ends of its timestamps, in microseconds since 2000-01-01. */
    private static final long MIN_TIMESTAMP = -211_813_488_000_000_000L;

    private static final long END_TIMESTAMP = 9_223_371_331_200_000_000L;

    private PostgresTime() {}

    /** Days since 2000-01-01. */
    static long day(long epochDay) {
        return epochDay - EPOCH_DAYS;
    }

    static boolean isDay(long day) {
        return day >= MIN_DATE && day < END_DATE;
    }

    /** Microseconds since 2000-01-01T00:00. */
    static long micros(long epochMicros) {
        return epochMicros - EPOCH_MICROS;
    }

    static boolean isTimestamp(long micros) {
        return micros >= MIN_TIMESTAMP && micros < END_TIMESTAMP;
    }

    static LocalDateTime dateTime(long epochMicros) {
        return LocalDateTime.ofEpochSecond(
                Math.floorDiv(epochMicros, 1_000_000L),
                (int) Math.floorMod(epochMicros, 1_000_000L) * 1_000,
                ZoneOffset.UTC);
    }
}
