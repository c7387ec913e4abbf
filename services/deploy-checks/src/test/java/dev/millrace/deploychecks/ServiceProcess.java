package dev.millrace.deploychecks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A service as it is packaged, in a process of its own.
 *
 * @param log what it says
 */
record ServiceProcess(Process process, Path log) implements AutoCloseable {

    /**
     * Starts it with a file for what it says in a folder.
     *
     * @param arguments a command and its own; none to serve
     */
    static ServiceProcess start(String service, Map<String, String> environment, Path folder, String... arguments)
            throws IOException {
        Path program = Chart.ROOT.resolve("services/" + service + "/target/quarkus-app/quarkus-run.jar");
        assertThat(program).as("package %s first: make test does", service).exists();
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-jar",
                program.toString()));
        command.addAll(List.of(arguments));
        Path log = Files.createTempFile(folder, service, ".log");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        return new ServiceProcess(builder.start(), log);
    }

    /** Starts the console, which serves without a login server and others' services. */
    static ServiceProcess startConsole(int port, Map<String, String> more, Path folder, String... arguments)
            throws IOException {
        Map<String, String> environment = new HashMap<>(Map.of(
                "MILLRACE_HTTP_HOST", "127.0.0.1",
                "QUARKUS_HTTP_PORT", Integer.toString(port),
                "MILLRACE_OIDC_URL", "http://127.0.0.1:1/realm",
                "MILLRACE_OIDC_CLIENT_SECRET", "secret-of-the-test",
                "MILLRACE_SESSION_KEY", "a-key-of-the-test-with-enough-characters"));
        environment.putAll(more);
        return start("console", environment, folder, arguments);
    }

    /** What it has said so far. */
    String output() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
