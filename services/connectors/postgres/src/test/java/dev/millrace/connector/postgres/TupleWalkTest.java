package dev.millrace.connector.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TupleWalkTest {

    @Test
    void writesACursorAsPostgresReadsIt() {
        assertThat(TupleWalk.markText("timestamp", 1)).isEqualTo("2000-01-01T00:00:00.000001");
        assertThat(TupleWalk.markText("timestamptz", -1)).isEqualTo("1999-12-31T23:59:59.999999Z");
        assertThat(TupleWalk.markText("timestamptz", Long.MAX_VALUE)).isEqualTo("infinity");
        assertThat(TupleWalk.markText("timestamp", Long.MIN_VALUE)).isEqualTo("-infinity");
        assertThat(TupleWalk.markText("timestamp", 9_223_371_331_199_999_999L))
                .isEqualTo("294276-12-31T23:59:59.999999");
        assertThat(TupleWalk.markText("timestamp", -211_813_488_000_000_000L)).isEqualTo("4714-11-24T00:00 BC");
        assertThat(TupleWalk.markText("date", -2_451_545)).isEqualTo("4714-11-24 BC");
        assertThat(TupleWalk.markText("date", -730_120)).isEqualTo("0001-12-31 BC");
        assertThat(TupleWalk.markText("date", 2_145_031_948)).isEqualTo("5874897-12-31");
        assertThat(TupleWalk.markText("date", Integer.MAX_VALUE)).isEqualTo("infinity");
        assertThat(TupleWalk.markText("int8", -5)).isEqualTo("-5");
    }
}
