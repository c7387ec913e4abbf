package dev.millrace.connector.singer;

import dev.millrace.connector.spi.ReadStoppedException;
import dev.millrace.connector.spi.SourceLog;
import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A tap, or another program that reads a system, while it runs. What it writes to stderr goes into the log of the run, without the texts
 * of its settings.
 */
final class ProgramProcess implements AutoCloseable {

    private static final int MAX_LOG_CHARACTERS = 500;
    /** What programs by argparse, click and getopt exit with when they are given an option that they don't know. */
    private static final int USAGE_EXIT = 2;

    private static final Duration EXIT_PATIENCE = Duration.ofSeconds(30);
    private static final Duration LOG_PATIENCE = Duration.ofSeconds(10);

    private final String name;
    private final List<String> secrets;
    private final SourceLog log;
    private final RunningProgram program;
    private final Thread stderr;
    private volatile String lastWords = "";

    /** @param name as messages call it: {@code tap "tap-csv"} */
    private ProgramProcess(String name, List<String> secrets, SourceLog log, RunningProgram program) {
        this.name = name;
        this.secrets = secrets;
        this.log = log;
        this.program = program;
        this.stderr = Thread.ofPlatform().daemon().name("stderr of " + name).start(this::readStderr);
    }

    /** The program says that it was called wrongly. */
    static final class UnknownOptionException extends MillraceException {

        private static final long serialVersionUID = 1L;

        private UnknownOptionException(ErrorCode code, String message) {
            super(code, message);
        }
    }

    static ProgramProcess start(ProgramConfiguration configuration, ProgramCall call, SourceLog log) {
        try {
            return new ProgramProcess(
                    configuration.title(),
                    configuration.secrets(),
                    log,
                    configuration.choice().programs().start(call));
        } catch (IOException e) {
            throw new MillraceException(
                    ErrorCode.PLATFORM_UNAVAILABLE,
                    "The " + configuration.title()
                            + " can't be started on this worker. Ask the operator to install it again.",
                    e);
        }
    }

    InputStream output() {
        return program.output();
    }

    /** Where it writes files that the worker can read. */
    Optional<Path> folder() {
        return program.folder();
    }

    private void readStderr() {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(program.errors(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.isBlank()) {
                    tell(line.strip());
                }
            }
        } catch (IOException e) {
            // The process was killed in the middle of a line.
        } catch (MillraceException e) {
            // It did not start. Whoever reads its output is told.
        }
    }

    private void tell(String line) {
        String upper = line.toUpperCase(Locale.ROOT);
        tell(line, upper.contains("WARN") || upper.contains("ERROR") || upper.contains("CRITICAL"));
    }

    /** A text as it may be shown: short, and without those of the settings. */
    String withoutSecrets(String text) {
        String safe = text;
        for (String secret : secrets) {
            safe = safe.replace(secret, "***");
        }
        return safe.length() > MAX_LOG_CHARACTERS ? safe.substring(0, MAX_LOG_CHARACTERS) + "…" : safe;
    }

    /** Puts a line into the log of the run. */
    void tell(String line, boolean isWarning) {
        String safe = withoutSecrets(line);
        lastWords = safe;
        if (isWarning) {
            log.warn(safe);
        } else {
            log.info(safe);
        }
    }

    /**
     * Waits for the end of a tap that has closed its output.
     *
     * @throws MillraceException with the code when it did not end well
     */
    void awaitSuccess(ErrorCode failure) {
        OptionalInt exit;
        try {
            exit = program.await(EXIT_PATIENCE);
            if (exit.isEmpty() && !program.isKilled()) {
                close();
                throw new MillraceException(
                        ErrorCode.SOURCE_TIMED_OUT,
                        "The " + name + " wrote all it had, and did not end within " + EXIT_PATIENCE.toSeconds()
                                + " s.");
            }
            stderr.join(LOG_PATIENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ReadStoppedException();
        }
        if (program.isKilled()) {
            throw new ReadStoppedException();
        }
        int code = exit.orElseThrow();
        if (code != 0) {
            String message = "The " + name + " ended with exit code " + code + "."
                    + (lastWords.isEmpty() ? "" : " Its last words: " + lastWords)
                    + " See the run's log, and correct its settings if it says so.";
            throw code == USAGE_EXIT
                    ? new UnknownOptionException(failure, message)
                    : new MillraceException(failure, message);
        }
    }

    /** Ends the tap and all that it started. May be called at any time, by any thread. */
    @Override
    public void close() {
        program.close();
    }
}
