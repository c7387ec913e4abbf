package dev.millrace.connector.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class TupleWalkTest {

    private static String timestamp(String type, long micros) {
        return TupleWalk.cursorText(type, ByteBuffer.allocate(8).putLong(0, micros));
    }

    private static String date(int days) {
        return TupleWalk.cursorText("date", ByteBuffer.allocate(4).putInt(0, days));
    }

    @Test
    void writesACursorAsPostgresReadsIt() {
        assertThat(timestamp("timestamp", 1)).isEqualTo("2000-01-01T00:00:00.000001");
        assertThat(timestamp("timestamptz", -1)).isEqualTo("1999-12-31T23:59:59.999999Z");
        assertThat(timestamp("timestamptz", Long.MAX_VALUE)).isEqualTo("infinity");
        assertThat(timestamp("timestamp", Long.MIN_VALUE)).isEqualTo("-infinity");
        assertThat(timestamp("timestamp", 9_223_371_331_199_999_999L)).isEqualTo("294276-12-31T23:59:59.999999");
        assertThat(timestamp("timestamp", -211_813_488_000_000_000L)).isEqualTo("4714-11-24T00:00 BC");
        assertThat(date(-2_451_545)).isEqualTo("4714-11-24 BC");
        assertThat(date(-730_120)).isEqualTo("0001-12-31 BC");
        assertThat(date(2_145_031_948)).isEqualTo("5874897-12-31");
        assertThat(date(Integer.MAX_VALUE)).isEqualTo("infinity");
        assertThat(TupleWalk.cursorText("int8", ByteBuffer.allocate(8).putLong(0, -5)))
                .isEqualTo("-5");
    }
}
