package dev.millrace.connector.sources;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.kernel.ErrorCode;
import dev.millrace.work.Failure;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CircuitTest {

    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final Failure UNREACHABLE = Failure.of(ErrorCode.SOURCE_UNREACHABLE, "No server answers.");
    private static final Failure REFUSED = Failure.of(ErrorCode.SOURCE_LOGIN_REFUSED, "The password is wrong.");
    private static final Failure BUG = Failure.of(ErrorCode.INTERNAL, "Something went wrong.");

    @Test
    void theTimeToTheNextRunDoublesWithEachFailureUpToADay() {
        assertThat(pausesAfterFailures(Schedule.every(Duration.ofHours(1)), 6))
                .containsExactly(
                        Duration.ofHours(2),
                        Duration.ofHours(4),
                        Duration.ofHours(8),
                        Duration.ofHours(16),
                        Duration.ofHours(24),
                        Duration.ofHours(24));
    }

    @Test
    void aScheduleThatIsRareAnywayStaysAsItIs() {
        assertThat(pausesAfterFailures(Schedule.every(Duration.ofDays(7)), 3))
                .containsExactly(Duration.ofDays(7), Duration.ofDays(7), Duration.ofDays(7));
    }

    @Test
    void aCronScheduleKeepsToItsTimes() {
        Schedule everyQuarter = new Schedule(Schedule.Kind.CRON, null, "*/15 * * * *", "UTC");

        assertThat(pausesAfterFailures(everyQuarter, 3))
                .containsExactly(Duration.ofMinutes(30), Duration.ofMinutes(60), Duration.ofMinutes(120));
    }

    @Test
    void fiveFailuresThatOnlyAPersonCanMendStopTheSchedule() {
        Source source = source(Schedule.every(Duration.ofHours(1)));
        for (int i = 0; i < 4; i++) {
            Circuit.failed(source, REFUSED, NOON);
        }
        assertThat(source.pausedReason).isNull();
        assertThat(source.nextRunAt).isNotNull();

        Circuit.failed(source, REFUSED, NOON);

        assertThat(source.nextRunAt).isNull();
        assertThat(source.pausedReason)
                .isEqualTo("5 scheduled syncs failed one after another, so the schedule stands still."
                        + " The password is wrong. Then sync once by hand.");
    }

    @Test
    void aFailureThatPassesOrThatIsOursNeverStopsTheSchedule() {
        for (Failure failure : List.of(UNREACHABLE, BUG)) {
            Source source = source(Schedule.every(Duration.ofHours(1)));
            for (int i = 0; i < 20; i++) {
                Circuit.failed(source, failure, NOON);
            }
            assertThat(source.pausedReason).isNull();
            assertThat(source.nextRunAt).isEqualTo(NOON.plus(Duration.ofDays(1)));
        }
    }

    @Test
    void aSuccessBringsTheScheduleBack() {
        Source source = source(Schedule.every(Duration.ofHours(1)));
        for (int i = 0; i < 5; i++) {
            Circuit.failed(source, REFUSED, NOON);
        }

        Circuit.close(source, NOON);

        assertThat(source.failuresInARow).isZero();
        assertThat(source.pausedReason).isNull();
        assertThat(source.nextRunAt).isEqualTo(NOON.plus(Duration.ofHours(1)));
    }

    @Test
    void aSuccessWithoutAFailureBeforeLeavesTheScheduleAlone() {
        Source source = source(Schedule.every(Duration.ofHours(1)));
        source.nextRunAt = NOON.plusSeconds(7);

        Circuit.close(source, NOON);

        assertThat(source.nextRunAt).isEqualTo(NOON.plusSeconds(7));
    }

    private static List<Duration> pausesAfterFailures(Schedule schedule, int failures) {
        Source source = source(schedule);
        List<Duration> pauses = new ArrayList<>();
        for (int i = 0; i < failures; i++) {
            Circuit.failed(source, UNREACHABLE, NOON);
            Instant next = source.nextRunAt;
            assertThat(next).isNotNull();
            pauses.add(Duration.between(NOON, next));
        }
        return pauses;
    }

    private static Source source(Schedule schedule) {
        Source source = new Source();
        source.schedule = schedule;
        return source;
    }
}
