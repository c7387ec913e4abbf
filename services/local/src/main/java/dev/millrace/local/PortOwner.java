package dev.millrace.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds out who listens on a port, for a message that a person can act on. */
final class PortOwner {

    private static final Path LINUX_PROCESSES = Path.of("/proc");
    /** The state LISTEN in /proc/net/tcp (proc_pid_net(5), tcp_states.h). */
    private static final String LISTEN = "0A";

    private static final int COMMAND_LENGTH = 120;

    private PortOwner() {}

    /** Such as "process 4711 (postgres -D /var/lib/postgresql)", as exact as we are allowed to see. */
    static String describe(int port) {
        return (Files.exists(LINUX_PROCESSES.resolve("net/tcp")) ? onLinux(port) : byLsof(port))
                .map(PortOwner::describeProcess)
                .orElse("a process that only its owner or root can see");
    }

    private static Optional<Long> onLinux(int port) {
        String hexadecimalPort = ":%04X".formatted(port);
        return Stream.of("net/tcp", "net/tcp6")
                .flatMap(table -> lines(LINUX_PROCESSES.resolve(table)).stream().skip(1))
                .map(line -> line.strip().split("\\s+"))
                .filter(columns -> columns[1].endsWith(hexadecimalPort) && columns[3].equals(LISTEN))
                .map(columns -> columns[9])
                .flatMap(inode -> processWithSocket(inode).stream())
                .findFirst();
    }

    private static Optional<Long> processWithSocket(String inode) {
        try (Stream<Path> processes = Files.list(LINUX_PROCESSES)) {
            return processes
                    .filter(process -> process.getFileName().toString().chars().allMatch(Character::isDigit))
                    .filter(process -> holds(process, "socket:[" + inode + "]"))
                    .map(process -> Long.parseLong(process.getFileName().toString()))
                    .findFirst();
        } catch (IOException ignored) {
            return Optional.empty();
        }
    }

    private static boolean holds(Path process, String socket) {
        try (Stream<Path> descriptors = Files.list(process.resolve("fd"))) {
            return descriptors.anyMatch(descriptor -> {
                try {
                    return Files.readSymbolicLink(descriptor).toString().equals(socket);
                } catch (IOException ignored) {
                    return false;
                }
            });
        } catch (IOException ignored) {
            // Another user's process, or one that is gone.
            return false;
        }
    }

    private static Optional<Long> byLsof(int port) {
        try {
            Process lsof = new ProcessBuilder("lsof", "-nP", "-iTCP:" + port, "-sTCP:LISTEN", "-t")
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String output = new String(lsof.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return output.lines().findFirst().map(line -> Long.parseLong(line.strip()));
        } catch (IOException ignored) {
            return Optional.empty();
        }
    }

    private static String describeProcess(long processId) {
        Optional<String> command = Optional.of(lines(LINUX_PROCESSES.resolve(processId + "/cmdline")))
                .filter(lines -> !lines.isEmpty())
                .map(lines -> lines.getFirst().replace('\0', ' ').strip())
                .or(() -> ProcessHandle.of(processId)
                        .flatMap(process -> process.info().commandLine()));
        return "process " + processId
                + command.map(text -> " (" + text.substring(0, Math.min(text.length(), COMMAND_LENGTH)) + ")")
                        .orElse("");
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1).lines().toList();
        } catch (IOException ignored) {
            return List.of();
        }
    }
}
