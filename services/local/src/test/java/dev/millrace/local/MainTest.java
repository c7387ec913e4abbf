package dev.millrace.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class CommandLineTest {

    @Test
    void demoCanStopAfterwards() {
        assertThat(CommandLine.parse(List.of("demo", "--once"), "usage"))
                .isEqualTo(new CommandLine(CommandLine.Verb.DEMO, true, List.of()));
    }

    @Test
    void upNamesTheOptionThatItDoesNotKnow() {
        assertThatThrownBy(() -> CommandLine.parse(List.of("up", "--once"), "usage"))
                .hasMessageContaining("\"--once\"")
                .hasMessageContaining("usage");
    }

    @Test
    void nothingAsksForTheUsage() {
        assertThatThrownBy(() -> CommandLine.parse(List.of(), "usage")).hasMessage("usage");
    }

    @Test
    void aServiceBringsTheServersItNeedsInTheOrderTheyStart() {
        assertThat(Part.only(List.of("reporting")))
                .containsExactly(Part.POSTGRESQL, Part.KAFKA, Part.MAIL, Part.KEYCLOAK, Part.REPORTING);
    }

    @Test
    void anOffsetThatMovesAPortOutOfRangeIsRefused() {
        assertThatThrownBy(() -> new Addresses(60_000)).hasMessageContaining("MILLRACE_PORT_OFFSET is 60000");
    }

    @Test
    void aPasswordDoesNotPrint() {
        assertThat(new Login("ada", "secret").toString()).doesNotContain("secret");
    }
}
