package dev.millrace.connector.rest.slice;

import dev.millrace.connector.rest.manifest.Component;
import dev.millrace.connector.rest.manifest.Tree;
import java.time.DayOfWeek;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.Locale;
import java.util.Map;

/** Moves the bounds of slices to whole days, weeks or months, for APIs that report nothing finer. */
record Clamping(Unit unit, DayOfWeek weekday) {

    enum Unit {
        NONE,
        DAY,
        WEEK,
        MONTH
    }

    static Clamping of(Component cursor) {
        Map<String, Object> clamping = Tree.mapOrEmpty(cursor.raw("clamping"));
        if (clamping.isEmpty()) {
            return new Clamping(Unit.NONE, DayOfWeek.MONDAY);
        }
        String target = cursor.template(String.valueOf(clamping.get("target"))).text(Map.of());
        Object weekday = Tree.mapOrEmpty(clamping.get("target_details")).getOrDefault("weekday", "MONDAY");
        return new Clamping(
                Unit.valueOf(target.toUpperCase(Locale.ROOT)),
                DayOfWeek.valueOf(String.valueOf(weekday).toUpperCase(Locale.ROOT)));
    }

    /** The first whole one that begins at the time or after it. */
    OffsetDateTime up(OffsetDateTime time) {
        OffsetDateTime floor = down(time);
        if (floor.isEqual(time)) {
            return time;
        }
        return switch (unit) {
            case NONE -> time;
            case DAY -> floor.plusDays(1);
            case WEEK -> floor.plusWeeks(1);
            case MONTH -> floor.plusMonths(1);
        };
    }

    /** The last whole one that ended at the time or before it. */
    OffsetDateTime down(OffsetDateTime time) {
        OffsetDateTime day = time.truncatedTo(ChronoUnit.DAYS);
        return switch (unit) {
            case NONE -> time;
            case DAY -> day;
            case WEEK -> day.with(TemporalAdjusters.previousOrSame(weekday));
            case MONTH -> day.withDayOfMonth(1);
        };
    }
}
