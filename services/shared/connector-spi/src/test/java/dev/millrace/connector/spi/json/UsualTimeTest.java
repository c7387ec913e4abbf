package dev.millrace.connector.spi.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UsualTimeTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-01-31T12:34:56Z",
                "2024-02-29T23:59:59.999999999Z",
                "2026-01-31T12:34:56.7Z",
                "2026-01-31T00:15:00+01:30",
                "2026-12-31T23:15:00.25-17:59",
                "0001-01-01T00:00:00Z"
            })
    void theUsualFormIsTheTimeThatTheJdkReads(String text) {
        assertThat(UsualTime.parse(text))
                .isEqualTo(OffsetDateTime.parse(text)
                        .withOffsetSameInstant(ZoneOffset.UTC)
                        .toLocalDateTime());
    }

    @Test
    void aTimeWithoutAnOffsetIsInUtc() {
        assertThat(UsualTime.parse("2026-01-31T12:34:56")).isEqualTo(LocalDateTime.of(2026, 1, 31, 12, 34, 56));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2026-01-31",
                "2026-02-30T00:00:00Z",
                "2026-01-31T24:00:00Z",
                "2026-01-31T12:34:60Z",
                "2026-01-31 12:34:56Z",
                "2026-01-31T12:34:56.Z",
                "2026-01-31T12:34:56.1234567890Z",
                "2026-01-31T12:34:56+0130",
                "2026-01-31T12:34:56+18:30",
                "2026-01-31T12:34:56Zulu",
                "2026-01-3xT12:34:56Z",
                "-026-01-31T12:34:56Z"
            })
    void whatIsWrittenOtherwiseOrIsNoTimeIsLeftToOthers(String text) {
        assertThat(UsualTime.parse(text)).isNull();
    }
}
