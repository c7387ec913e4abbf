package dev.millrace.connector.sources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.millrace.connector.spi.LogicalType;
import dev.millrace.kernel.MillraceException;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReadAgainPointTest {

    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "timestamptz,    2026-01-31,                2026-01-31T00:00:00Z",
        "timestamptz,    2026-01-31T08:00:00+02:00, 2026-01-31T06:00:00Z",
        "timestamptz,    2026-01-31T08:00:00,       2026-01-31T08:00:00Z",
        "timestamp,      2026-01-31,                2026-01-31T00:00",
        "timestamp,      2026-01-31T08:00:30Z,      2026-01-31T08:00:30",
        "date,           2026-01-31,                2026-01-31",
        "integer,        1000,                      1000",
        "'decimal(9, 2)',1e3,                       1000",
        "double,         -1.50,                     -1.50",
        "text,           2026-W05,                  2026-W05",
    })
    void aValueIsWrittenAsWorkersTakeIt(String type, String from, String expected) {
        assertThat(parse(type, from)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "timestamptz, yesterday,  'at holds times: give a date such as 2026-01-31, or 2026-01-31T08:00:00Z.'",
        "timestamptz, 2027-01-01, The time to read again from lies in the future. Give one that has passed.",
        "date,        2026-13-01, at holds dates: give one such as 2026-01-31.",
        "date,        2026-11-22, The time to read again from lies in the future. Give one that has passed.",
        "integer,     1.5,        at holds whole numbers: give one such as 1000.",
        "double,      many,       at holds numbers: give one such as 1000.5.",
        "uuid,        x,          What at holds has no order that one could begin at. Reset the table instead.",
        "text,        '',         Say from where to read again: a value of at.",
    })
    void whatIsNoValueOfTheCursorIsRefused(String type, String from, String why) {
        assertThatThrownBy(() -> parse(type, from))
                .isInstanceOf(MillraceException.class)
                .hasMessage(why);
    }

    @Test
    void aNumberMayBeWrittenAsOne() {
        assertThat(ReadAgainPoint.parse("id", LogicalType.INTEGER, JsonNodeFactory.instance.numberNode(1000), NOW))
                .isEqualTo("1000");
    }

    private static String parse(String type, String from) {
        return ReadAgainPoint.parse("at", LogicalType.parse(type), JsonNodeFactory.instance.textNode(from), NOW);
    }
}
