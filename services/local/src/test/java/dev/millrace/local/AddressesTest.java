package dev.millrace.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class AddressesTest {

    @Test
    void portsAreMovedByWhatSomebodySaysOrElseByWhatTheCommandHas() {
        assertThat(Addresses.portOffset(" 1000 ", 7_000)).isEqualTo(1_000);
        assertThat(Addresses.portOffset("", 7_000)).isEqualTo(7_000);
    }

    @Test
    void whatIsNoNumberIsRefusedWithItsName() {
        assertThatThrownBy(() -> Addresses.portOffset("abc", 0))
                .hasMessage("MILLRACE_PORT_OFFSET is \"abc\", which is not a number.");
    }
}
