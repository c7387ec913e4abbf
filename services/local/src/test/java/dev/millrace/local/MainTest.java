package dev.millrace.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class MainTest {

    private final StringWriter errors = new StringWriter();
    private final CommandLine command = Main.commandLine().setErr(new PrintWriter(errors));

    @Test
    void demoCanStopAfterwards() {
        assertThat(command.parseArgs("demo", "--once").subcommand().<Boolean>matchedOptionValue("--once", false))
                .isTrue();
    }

    @Test
    void upNamesTheOptionThatItDoesNotKnow() {
        assertThat(command.execute("up", "--once")).isEqualTo(2);
        assertThat(errors.toString()).contains("'--once'").contains("--only");
    }

    @Test
    void nothingAsksForTheUsage() {
        assertThat(command.execute()).isEqualTo(2);
        assertThat(errors.toString()).contains("up", "demo", "prepare");
    }

    @Test
    void aPartThatThereIsNotIsNamedWithThoseThereAre() {
        assertThatThrownBy(() -> Part.only(List.of("kafak"))).hasMessageContainingAll("\"kafak\"", "kafka, mail");
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
