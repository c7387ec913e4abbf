package dev.millrace.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A child that dies with this JVM, however the JVM dies. On Linux the kernel sees to it ({@code setpriv --pdeathsig});
 * elsewhere a small shell waits at the other end of a pipe that closes with us.
 */
final class ChildProcess {

    /** What the kernel sends to a child, by the server's own idea of a stop. */
    enum Signal {
        /** The usual one. */
        TERM,
        /** PostgreSQL: disconnect everybody and stop. */
        INT,
        /** PostgreSQL: stop now, recover at the next start. */
        QUIT,
        /** For servers that are safe to lose at any moment. */
        KILL,
        /** Not a stop: it holds the process still. */
        STOP,
        /** Lets it go on. */
        CONT
    }

    /**
     * What to start.
     *
     * @param name for messages
     * @param environment added to ours
     * @param log takes both output streams, and starts empty
     * @param stop asks for an orderly stop
     * @param onOurDeath what the child gets when this JVM is gone
     * @param refusesRoot whether the program won't run as root, so that root starts it in a user namespace
     */
    record Command(
            String name,
            List<String> arguments,
            Map<String, String> environment,
            Path log,
            Signal stop,
            Signal onOurDeath,
            boolean refusesRoot) {

        Command {
            arguments = List.copyOf(arguments);
            environment = Map.copyOf(environment);
        }
    }

    private static final boolean ROOT = "root".equals(System.getProperty("user.name"));

    private static final @Nullable String SETPRIV = find("setpriv");
    private static final @Nullable String SETSID = find("setsid");
    private static final @Nullable String UNSHARE = find("unshare");

    /**
     * The parent-death signal follows the thread that started the child, not the process: every child is started by this
     * one thread, which lives as long as the JVM.
     */
    private static final ExecutorService SPAWNER = Executors.newSingleThreadExecutor(runnable -> {
        Thread thread = new Thread(runnable, "millrace-spawner");
        thread.setDaemon(true);
        return thread;
    });

    private final Command command;
    private final Process process;

    private ChildProcess(Command command, Process process) {
        this.command = command;
        this.process = process;
    }

    static ChildProcess start(Command command) {
        try {
            return SPAWNER.submit(() -> spawn(command)).get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServerFailedException("Interrupted while starting " + command.name() + ".", e);
        } catch (ExecutionException e) {
            throw new ServerFailedException(
                    "Could not start " + command.name() + ": " + String.valueOf(e.getCause()), e);
        }
    }

    /** Runs a command to its end; anything but success is a failure with the last lines of its output. */
    static void run(Command command, Duration timeout) {
        ChildProcess child = start(command);
        if (!child.waitForExit(timeout)) {
            child.stop(Duration.ZERO);
            throw child.failure("did not finish within " + timeout.toSeconds() + " s");
        }
        if (child.process.exitValue() != 0) {
            throw child.failure("failed (exit code " + child.process.exitValue() + ")");
        }
    }

    private static ChildProcess spawn(Command command) throws IOException {
        keepPrevious(command.log());
        ProcessBuilder builder = new ProcessBuilder(wrapped(command))
                .redirectErrorStream(true)
                .redirectOutput(command.log().toFile());
        // Settings of the shell's own PostgreSQL or Keycloak are not meant for ours.
        builder.environment().keySet().removeIf(name -> name.startsWith("PG") || name.startsWith("KC_"));
        builder.environment().putAll(command.environment());
        Process process = builder.start();
        process.getOutputStream().close();
        if (SETPRIV == null) {
            watch(process, command.onOurDeath());
        }
        return new ChildProcess(command, process);
    }

    /** The log of the start before this one often says why this one is needed. */
    private static void keepPrevious(Path log) throws IOException {
        Files.createDirectories(log.toAbsolutePath().getParent());
        if (Files.exists(log)) {
            Files.move(log, log.resolveSibling(log.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static List<String> wrapped(Command command) {
        List<String> wrapped = new ArrayList<>();
        if (SETSID != null) {
            // Ctrl-C in the terminal goes to us alone, so that we stop the children in order.
            wrapped.add(SETSID);
        }
        if (command.refusesRoot() && ROOT) {
            if (UNSHARE == null) {
                throw new ServerFailedException(command.name()
                        + " refuses to run as root, and there is no `unshare` (package util-linux) to run it as somebody"
                        + " else. Install it, or start as an ordinary user.");
            }
            wrapped.addAll(List.of(UNSHARE, "-U"));
        }
        if (SETPRIV != null) {
            wrapped.addAll(List.of(SETPRIV, "--pdeathsig", command.onOurDeath().name()));
        }
        wrapped.addAll(command.arguments());
        return wrapped;
    }

    /** The way for systems without parent-death signals. */
    private static void watch(Process process, Signal signal) throws IOException {
        Process watchdog = new ProcessBuilder(
                        "/bin/sh",
                        "-c",
                        "trap '' INT HUP; cat >/dev/null; kill -\"$2\" \"$1\"; sleep 5; kill -KILL \"$1\"",
                        "watchdog",
                        Long.toString(process.pid()),
                        signal.name())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        var unused = process.onExit().thenRun(watchdog::destroyForcibly);
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    String name() {
        return command.name();
    }

    Path log() {
        return command.log();
    }

    /** Asks the child to stop, waits, and kills it when it takes too long. */
    void stop(Duration patience) {
        if (!process.isAlive()) {
            return;
        }
        signal(command.stop());
        if (!waitForExit(patience)) {
            process.destroyForcibly();
            waitForExit(Duration.ofSeconds(5));
        }
    }

    /** Ends it and whatever it has started at once, and waits until all of it is gone. */
    void kill() {
        List<ProcessHandle> all = withDescendants();
        all.forEach(ProcessHandle::destroyForcibly);
        all.forEach(one -> one.onExit().join());
    }

    /** Holds it and whatever it has started still: connections stay open, and nobody answers. */
    void freeze() {
        withDescendants().forEach(one -> signal(Signal.STOP, one.pid()));
    }

    /** Lets it go on after {@link #freeze()}. */
    void thaw() {
        withDescendants().forEach(one -> signal(Signal.CONT, one.pid()));
    }

    /** The process first, so that it starts nothing more. */
    private List<ProcessHandle> withDescendants() {
        return Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .toList();
    }

    private void signal(Signal signal) {
        if (signal == Signal.TERM) {
            process.destroy();
        } else {
            signal(signal, process.pid());
        }
    }

    private void signal(Signal signal, long pid) {
        try {
            // Java itself can only send TERM and KILL.
            new ProcessBuilder("kill", "-" + signal.name(), Long.toString(pid))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            process.destroy();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    boolean waitForExit(Duration timeout) {
        try {
            process.onExit().get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            return !process.isAlive();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return !process.isAlive();
        }
    }

    /** Waits until the child says it is ready, in whatever way it does; its death or silence is a failure. */
    void awaitReady(Readiness readiness, Duration timeout) {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (!readiness.isReady()) {
            if (!process.isAlive()) {
                throw failure("stopped while it was starting (exit code " + process.exitValue() + ")");
            }
            if (System.nanoTime() > deadline) {
                throw failure("was not ready within " + timeout.toSeconds() + " s");
            }
            try {
                Thread.sleep(20);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw failure("was interrupted while it was starting");
            }
        }
    }

    /** Tells whether a server takes work. */
    @FunctionalInterface
    interface Readiness {
        boolean isReady();
    }

    /** What went wrong, with the end of the log. */
    ServerFailedException failure(String what) {
        return new ServerFailedException("%s %s. The last lines of %s:%n%s"
                .formatted(command.name(), what, command.log(), LogFile.tail(command.log(), 20)));
    }

    private static @Nullable String find(String program) {
        for (String folder :
                System.getenv().getOrDefault("PATH", "/usr/bin:/bin").split(":", -1)) {
            Path candidate = Path.of(folder, program);
            if (!folder.isEmpty() && Files.isExecutable(candidate)) {
                return candidate.toString();
            }
        }
        return null;
    }
}
