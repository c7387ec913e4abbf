package dev.millrace.connector.rest.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.OffsetDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DateFormatsTest {

    @ParameterizedTest
    @CsvSource({
        "2024-01-31T10:20:30.5+02:00, %Y-%m-%dT%H:%M:%S.%f%z, 2024-01-31T10:20:30.500+02:00",
        "2024-1-3, %Y-%m-%d, 2024-01-03T00:00Z",
        "2024-01-31T10:20:30Z, %Y-%m-%dT%H:%M:%S%z, 2024-01-31T10:20:30Z",
        "31/Jan/99 1:05 PM, %d/%b/%y %I:%M %p, 1999-01-31T13:05Z",
        "'Wed, 31 Jan 2024 10:20:30 -0130', '%a, %d %b %Y %H:%M:%S %z', 2024-01-31T10:20:30-01:30",
        "2024-060, %Y-%j, 2024-02-29T00:00Z",
        "2024 W05 3, %G W%V %u, 2024-01-31T00:00Z",
        "2024 05 3, %Y %W %w, 2024-01-31T00:00Z",
        "1706696430, %s, 2024-01-31T10:20:30Z",
        "1706696430.25, %s_as_float, 2024-01-31T10:20:30.250Z",
        "1706696430250, %ms, 2024-01-31T10:20:30.250Z",
        "-1, %ms, 1969-12-31T23:59:59.999Z",
        "1706696430250001, %epoch_microseconds, 2024-01-31T10:20:30.250001Z",
        "2024-01-31T10:20:30.250Z, %Y-%m-%dT%H:%M:%S.%_msZ, 2024-01-31T10:20:30.250Z",
    })
    void aDateIsReadByItsFormat(String text, String format, OffsetDateTime moment) {
        assertThat(DateFormats.parse(text, format)).isEqualTo(moment);
    }

    @ParameterizedTest
    @CsvSource({
        "2024-01-31, %Y-%m-%dT%H:%M:%S",
        "2024-02-30, %Y-%m-%d",
        "2024-13-01, %Y-%m-%d",
        "2024-01-31 , %Y-%m",
        "soon, %s",
        "2024, %Y %",
        "2024, %Q",
        "99999999999999999999, %ms",
    })
    void whatIsNotOfTheFormatIsRefusedWithoutItsValue(String text, String format) {
        assertThatThrownBy(() -> DateFormats.parse(text, format))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("A date isn't of the format \"" + format + "\": ")
                .message()
                .doesNotContain(text + " ");
    }

    @ParameterizedTest
    @CsvSource({
        "%Y-%m-%dT%H:%M:%S.%f%z, 2024-01-31T10:20:30.250000+0200",
        "%s, 1706689230",
        "%ms, 1706689230250",
        "%s_as_float, 1706689230.25",
        "%epoch_microseconds, 1706689230250000",
        "%H:%M:%S.%_ms, 10:20:30.250",
        "%-d.%-m.%y %I%p %a %A %b %B, 31.1.24 10AM Wed Wednesday Jan January",
        "%j %U %W %w %u %V %G %%, 031 04 05 3 3 05 2024 %",
        "%D %F %T %R %e|%k, 01/31/24 2024-01-31 10:20:30 10:20 31|10",
        "%Z %q, UTC+02:00 %q",
    })
    void aDateIsWrittenByAFormat(String format, String text) {
        assertThat(DateFormats.format(OffsetDateTime.parse("2024-01-31T10:20:30.25+02:00"), format))
                .isEqualTo(text);
    }

    @Test
    void aNumberMayStandForItsText() {
        assertThat(DateFormats.parse(20240131L, "%Y%m%d")).isEqualTo(OffsetDateTime.parse("2024-01-31T00:00Z"));
        assertThat(DateFormats.parse(1706696430.75, "%s")).isEqualTo(OffsetDateTime.parse("2024-01-31T10:20:30Z"));
    }

    @Test
    void aDurationOfMonthsDependsOnWhereItBegins() {
        OffsetDateTime end = OffsetDateTime.parse("2024-03-31T00:00Z");
        assertThat(IsoDuration.parse("P1M").before(end)).isEqualTo(OffsetDateTime.parse("2024-02-29T00:00Z"));
        assertThat(IsoDuration.parse("P1Y2W").after(end)).isEqualTo(OffsetDateTime.parse("2025-04-14T00:00Z"));
        assertThat(IsoDuration.parse("-PT0.5S").after(end)).isEqualTo(OffsetDateTime.parse("2024-03-30T23:59:59.5Z"));
        assertThat(IsoDuration.parse("P1DT1H1M1,5S").rest()).hasSeconds(90_061).hasMillis(90_061_500);
    }

    @ParameterizedTest
    @CsvSource({"P", "1D", "P1H", "P-1D", "P0.5M"})
    void whatIsNoDurationIsRefused(String text) {
        assertThatThrownBy(() -> IsoDuration.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
