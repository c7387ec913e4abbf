package dev.millrace.transform.runs;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WarehouseErrorsTest {

    @ParameterizedTest
    @ValueSource(strings = {"08001", "08006", "57P01", "57P02", "57P03", "53100", "53300", "40P01"})
    void aServerThatIsAwayBusyOrFullIsWaitedFor(String state) {
        assertThat(WarehouseErrors.pass(new SQLException("gone", state))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"42703", "42P01", "22012", "57014"})
    void wrongSqlIsNot(String state) {
        assertThat(WarehouseErrors.pass(new SQLException("wrong", state))).isFalse();
    }
}
