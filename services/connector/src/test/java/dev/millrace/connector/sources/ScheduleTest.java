package dev.millrace.connector.sources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.kernel.MillraceException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ScheduleTest {

    private static final Instant NOON = Instant.parse("2026-03-28T12:00:00Z");

    @Test
    void aManualScheduleIsNeverDue() {
        assertThat(Schedule.manual().nextAfter(NOON)).isEmpty();
    }

    @Test
    void anIntervalCountsFromTheStart() {
        assertThat(Schedule.every(Duration.ofHours(6)).nextAfter(NOON)).contains(Instant.parse("2026-03-28T18:00:00Z"));
    }

    @Test
    void aCronExpressionFollowsItsTimeZoneAcrossTheChangeToSummerTime() {
        Schedule daily = new Schedule(Schedule.Kind.CRON, null, "30 6 * * *", "Europe/Berlin");
        assertThat(daily.nextAfter(NOON)).contains(Instant.parse("2026-03-29T04:30:00Z"));
    }

    @Test
    void whatCannotBeFollowedIsRefusedWithAReason() {
        assertThatThrownBy(() -> Schedule.every(Duration.ofSeconds(10)).validate())
                .isInstanceOf(MillraceException.class)
                .hasMessageContaining("at least five minutes");
        assertThatThrownBy(() -> new Schedule(Schedule.Kind.CRON, null, "every day", "UTC").validate())
                .isInstanceOf(MillraceException.class)
                .hasMessageContaining("five fields");
        assertThatThrownBy(() -> new Schedule(Schedule.Kind.CRON, null, "0 6 * * *", "Mars/Base").validate())
                .isInstanceOf(MillraceException.class)
                .hasMessageContaining("time zone");
    }
}
