package dev.millrace.deploychecks;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.jna.Function;
import com.sun.jna.Platform;
import com.sun.jna.Pointer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A program that has rendered the chart, and is asked to end. */
class SignalsIT {

    private static final long PATIENCE_SECONDS = 60;

    /** Its number everywhere: signal(7). */
    private static final int INTERRUPT = 2;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"INT, 130", "TERM, 143"})
    void aProgramThatHasRenderedTheChartEndsWhenItIsAsked(String signal, int exitCode)
            throws IOException, InterruptedException {
        Process program = startWithoutIgnoredSignals(new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin/java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-Dmillrace.basedir=" + Chart.ROOT,
                        "-cp",
                        System.getProperty("java.class.path"),
                        RenderingProgram.class.getName(),
                        folder.toString()))
                .redirectErrorStream(true));
        try (BufferedReader output =
                new BufferedReader(new InputStreamReader(program.getInputStream(), StandardCharsets.UTF_8))) {
            assertThat(output.readLine()).isEqualTo("rendered");

            new ProcessBuilder("kill", "-" + signal, Long.toString(program.pid()))
                    .start()
                    .waitFor();

            assertThat(program.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
            assertThat(program.exitValue()).isEqualTo(exitCode);
        } finally {
            program.destroyForcibly();
        }
    }

    /** What a shell starts in the background ignores INT, and so do all programs that come of it: perhaps this one, too. */
    private static Process startWithoutIgnoredSignals(ProcessBuilder program) throws IOException {
        Function signal = Function.getFunction(Platform.C_LIBRARY_NAME, "signal");
        Pointer before = signal.invokePointer(new Object[] {INTERRUPT, Pointer.NULL});
        try {
            return program.start();
        } finally {
            signal.invokePointer(new Object[] {INTERRUPT, before});
        }
    }
}
