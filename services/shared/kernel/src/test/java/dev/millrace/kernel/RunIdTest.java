package dev.millrace.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RunIdTest {

    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

    @Test
    void theNextIdIsOfItsOwnTime() {
        RunId next = RunId.create(NOW).next(NOW.plusSeconds(1));

        assertThat(TimeOrderedUuid.millis(next.value()))
                .isEqualTo(NOW.plusSeconds(1).toEpochMilli());
    }

    @Test
    void theNextIdSortsBehindOneOfAClockThatWasAhead() {
        RunId ahead = RunId.create(NOW.plus(Duration.ofHours(1)));

        assertThat(ahead.next(NOW).toString()).isGreaterThan(ahead.toString());
    }
}
