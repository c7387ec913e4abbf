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
        return start(List.of(), data, offset, Map.of(), arguments);
    }

    static LauncherProcess start(
            List<String> wrapper, Path data, int offset, Map<String, String> environment, String... arguments)
            throws IOException {
        List<String> command = new ArrayList<>(wrapper);
        command.addAll(JavaProgram.commandLine(
                Main.class, List.of("-Dorg.slf4j.simpleLogger.defaultLogLevel=warn"), List.of(arguments)));
        Path output = Files.createTempFile("launcher", ".out");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(new File(System.getProperty("millrace.basedir")))
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
