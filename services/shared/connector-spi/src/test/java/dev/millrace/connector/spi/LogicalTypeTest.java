package dev.millrace.connector.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class LogicalTypeTest {

    @Test
    void readsWhatItWrites() {
        assertThat(LogicalType.parse("decimal(12, 2)")).isEqualTo(LogicalType.decimal(12, 2));
        assertThat(LogicalType.decimal(12, 2).toString()).isEqualTo("decimal(12, 2)");
        for (LogicalType.Kind kind : LogicalType.Kind.values()) {
            LogicalType type = new LogicalType(kind, 0, 0);
            assertThat(LogicalType.parse(type.toString())).isEqualTo(type);
        }
    }

    @Test
    void refusesWhatIsNoType() {
        assertThatThrownBy(() -> LogicalType.parse("varchar(")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> LogicalType.decimal(2, 3)).isInstanceOf(IllegalArgumentException.class);
    }
}
