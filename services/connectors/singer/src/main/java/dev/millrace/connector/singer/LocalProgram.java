package dev.millrace.connector.singer;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/**
 * A program as a process of the worker: with none of the worker's environment, in a folder of its own, and as a process group of its own,
 * so that whatever it starts ends with it.
 */
final class LocalProgram implements RunningProgram {

    private static final int KILL_SECONDS = 10;
    private static final Path SETSID = Path.of("/usr/bin/setsid");

    private final Process process;
    private final Path ownFolder;
    private volatile boolean killed;

    private LocalProgram(Process process, Path ownFolder) {
        this.process = process;
        this.ownFolder = ownFolder;
    }

    static LocalProgram start(List<String> commandLine, Path folder) throws IOException {
        List<String> command = new ArrayList<>();
        if (Files.isExecutable(SETSID)) {
            command.add(SETSID.toString());
        }
        command.addAll(commandLine);
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        Map<String, String> environment = builder.environment();
        String path = environment.getOrDefault("PATH", "/usr/bin:/bin");
        environment.clear();
        environment.put("PATH", path);
        environment.put("HOME", folder.toString());
        environment.put("TMPDIR", folder.toString());
        environment.put("LANG", "C.UTF-8");
        environment.put("PYTHONUNBUFFERED", "1");
        Process process = builder.start();
        process.getOutputStream().close();
        return new LocalProgram(process, folder);
    }

    @Override
    public InputStream output() {
        return process.getInputStream();
    }

    @Override
    public InputStream errors() {
        return process.getErrorStream();
    }

    @Override
    public Optional<Path> folder() {
        return Optional.of(ownFolder);
    }

    @Override
    public OptionalInt await(Duration patience) throws InterruptedException {
        return process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)
                ? OptionalInt.of(process.exitValue())
                : OptionalInt.empty();
    }

    @Override
    public boolean isKilled() {
        return killed;
    }

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
