package dev.millrace.syncworker.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WarehouseErrorsTest {

    @Test
    void aFullDiskIsTriedAgainAndSaysWhoCanHelp() {
        MillraceException full = translated("53100");

        assertThat(full.code()).isEqualTo(ErrorCode.DESTINATION_FULL);
        assertThat(full.code().retryable()).isTrue();
        assertThat(full.getMessage())
                .isEqualTo(
                        "Could not load orders: the warehouse has no room left. Nothing is lost; it is tried again, and goes"
                                + " on from the last checkpoint when there is room. If it stays, ask the operator.");
    }

    @Test
    void tooManyConnectionsAreNoFullDisk() {
        MillraceException busy = translated("53300");

        assertThat(busy.code()).isEqualTo(ErrorCode.DESTINATION_UNREACHABLE);
        assertThat(busy.getMessage())
                .isEqualTo("Could not load orders: the warehouse has no free connection. It is tried again.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"08006", "57P01", "57P02", "57P03"})
    void aConnectionThatIsLostIsTriedAgain(String state) {
        assertThat(translated(state).code()).isEqualTo(ErrorCode.DESTINATION_UNREACHABLE);
    }

    private static MillraceException translated(String state) {
        return WarehouseErrors.translate("load orders", new SQLException("with a value of a row", state));
    }
}
