package dev.millrace.local;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The launcher as a person starts it: in a process of its own, on free ports and a data folder of its own. */
final class LauncherProcess implements AutoCloseable {

    private static final List<String> QUIET = List.of("-Dorg.slf4j.simpleLogger.defaultLogLevel=warn");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Process process;
    private final Path output;

    private LauncherProcess(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /** The ports move by an offset at which all of them are free now, below those that the system gives to clients. */
    static int freeOffset() {
        for (int offset = 10_000; offset < 13_600; offset += 100) {
            Addresses addresses = new Addresses(offset);
            if (Part.all().stream().flatMap(part -> part.ports(addresses)).allMatch(Ports::isFree)) {
                return offset;
            }
        }
        throw new IllegalStateException("no free ports");
    }

    static LauncherProcess start(Path data, int offset, String... arguments) throws IOException {
        List<String> command = JavaProgram.commandLine(Main.class, QUIET, List.of(arguments));
        return start(command, Path.of(System.getProperty("millrace.basedir")), data, offset, Map.of());
    }

    /** Starts a copy of the module, its class path rewritten, by way of a command such as one that changes the user. */
    static LauncherProcess startCopy(
            List<String> wrapper,
            Path project,
            Path data,
            int offset,
            Map<String, String> environment,
            String... arguments)
            throws IOException {
        Path classes = project.resolve("classes");
        List<String> command = new ArrayList<>(wrapper);
        command.add(JavaProgram.executable());
        command.addAll(QUIET);
        command.addAll(List.of(
                "-cp",
                classes + File.pathSeparator + Files.readString(classes.resolve("dev/millrace/local/child-class-path")),
                Main.class.getName()));
        command.addAll(List.of(arguments));
        return start(command, project, data, offset, environment);
    }

    private static LauncherProcess start(
            List<String> command, Path project, Path data, int offset, Map<String, String> environment)
            throws IOException {
        Path output = Files.createTempFile("launcher", ".out");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(project.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("MILLRACE_DATA", data.toString());
        builder.environment().put("MILLRACE_PORT_OFFSET", Integer.toString(offset));
        builder.environment().putAll(environment);
        return new LauncherProcess(builder.start(), output);
    }

    void awaitUp() throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!output().contains("Ctrl-C stops everything")) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                throw new AssertionError("the launcher did not come up:\n" + output());
            }
            Thread.sleep(50);
        }
    }

    int awaitExit() throws InterruptedException, IOException {
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("the launcher did not end:\n" + output());
        }
        return process.exitValue();
    }

    List<ProcessHandle> children() {
        return process.descendants().toList();
    }

    void kill() {
        process.destroyForcibly();
    }

    void terminate() {
        process.destroy();
    }

    String output() throws IOException {
        return Files.readString(output);
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Files.deleteIfExists(output);
    }
}
