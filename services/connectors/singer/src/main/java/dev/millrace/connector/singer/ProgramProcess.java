package dev.millrace.connector.singer;

import dev.millrace.connector.spi.ReadStoppedException;
import dev.millrace.connector.spi.SourceLog;
import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A tap, or another program that reads a system, while it runs: with none of the worker's environment, in a folder of its own, and as a process group of its own, so
 * that whatever it starts ends with it. What it writes to stderr goes into the log of the run, without the texts of its settings.
 */
final class ProgramProcess implements AutoCloseable {

    private static final int MAX_LOG_CHARACTERS = 500;
    private static final int EXIT_SECONDS = 30;
    private static final int KILL_SECONDS = 10;
    private static final Path SETSID = Path.of("/usr/bin/setsid");

    private final String name;
    private final List<String> secrets;
    private final SourceLog log;
    private final Process process;
    private final Thread stderr;
    private volatile String lastWords = "";
    private volatile boolean killed;

    /** @param name as messages call it: {@code tap "tap-csv"} */
    private ProgramProcess(String name, List<String> secrets, SourceLog log, Process process) {
        this.name = name;
        this.secrets = secrets;
        this.log = log;
        this.process = process;
        this.stderr = Thread.ofPlatform().daemon().name("stderr of " + name).start(this::readStderr);
    }

    static ProgramProcess start(
            ProgramConfiguration configuration, List<String> arguments, Path folder, SourceLog log) {
        List<String> command = new ArrayList<>();
        if (Files.isExecutable(SETSID)) {
            command.add(SETSID.toString());
        }
        command.add(configuration.program().toString());
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        Map<String, String> environment = builder.environment();
        String path = environment.getOrDefault("PATH", "/usr/bin:/bin");
        environment.clear();
        environment.put("PATH", path);
        environment.put("HOME", folder.toString());
        environment.put("TMPDIR", folder.toString());
        environment.put("LANG", "C.UTF-8");
        environment.put("PYTHONUNBUFFERED", "1");
        String name = configuration.kind() + " \"" + configuration.program().getFileName() + "\"";
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            return new ProgramProcess(name, configuration.secrets(), log, process);
        } catch (IOException e) {
            throw new MillraceException(
                    ErrorCode.PLATFORM_UNAVAILABLE,
                    "The " + name + " can't be started on this worker. Ask the operator to install it again.",
                    e);
        }
    }

    InputStream output() {
        return process.getInputStream();
    }

    private void readStderr() {
        try (BufferedReader lines = process.errorReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.isBlank()) {
                    tell(line.strip());
                }
            }
        } catch (IOException e) {
            // The process was killed in the middle of a line.
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
        try {
            if (!process.waitFor(EXIT_SECONDS, TimeUnit.SECONDS)) {
                close();
                throw new MillraceException(
                        ErrorCode.SOURCE_TIMED_OUT,
                        "The " + name + " wrote all it had, and did not end within " + EXIT_SECONDS + " s.");
            }
            stderr.join(TimeUnit.SECONDS.toMillis(KILL_SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ReadStoppedException();
        }
        int exit = process.exitValue();
        if (killed) {
            throw new ReadStoppedException();
        }
        if (exit != 0) {
            throw new MillraceException(
                    failure,
                    "The " + name + " ended with exit code " + exit + "."
                            + (lastWords.isEmpty() ? "" : " Its last words: " + lastWords)
                            + " See the run's log, and correct its settings if it says so.");
        }
    }

    /** Ends the tap and all that it started. May be called at any time, by any thread. */
    @Override
    public void close() {
        killed = killed || process.isAlive();
        List<ProcessHandle> descendants = process.descendants().toList();
        killGroup();
        process.destroyForcibly();
        descendants.forEach(ProcessHandle::destroyForcibly);
    }

    private void killGroup() {
        try {
            Process kill = new ProcessBuilder("kill", "-KILL", "--", "-" + process.pid())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            boolean ignored = kill.waitFor(KILL_SECONDS, TimeUnit.SECONDS);
        } catch (IOException e) {
            // No such program: the descendants are killed one by one.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
