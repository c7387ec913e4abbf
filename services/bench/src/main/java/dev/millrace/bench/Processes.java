package dev.millrace.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What the platform's processes have used. Needs Linux's /proc; elsewhere everything is zero. */
final class Processes {

    private static final double TICKS_PER_SECOND = 100;

    private Processes() {}

    /** Processor time of all child processes whose command matches, so far. Those that have ended do not count. */
    static Duration cpu(Predicate<String> command) {
        double ticks = children(command)
                .mapToDouble(process -> {
                    String stat = read(Path.of("/proc", Long.toString(process.pid()), "stat"));
                    // Behind the name, which may hold anything: the 12th and 13th are user and system time (proc(5)).
                    String[] fields =
                            stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ", -1);
                    return fields.length < 13 ? 0 : Double.parseDouble(fields[11]) + Double.parseDouble(fields[12]);
                })
                .sum();
        return Duration.ofMillis(Math.round(ticks * 1_000 / TICKS_PER_SECOND));
    }

    /** The most memory that a child process with such a command has had resident, in MiB. */
    static long peakMebibytes(Predicate<String> command) {
        return children(command)
                .mapToLong(process -> read(Path.of("/proc", Long.toString(process.pid()), "status"))
                        .lines()
                        .filter(line -> line.startsWith("VmHWM:"))
                        .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024)
                        .findFirst()
                        .orElse(0))
                .max()
                .orElse(0);
    }

    static boolean isWorker(String command) {
        return command.contains("services/sync-worker/");
    }

    private static Stream<ProcessHandle> children(Predicate<String> command) {
        return ProcessHandle.current()
                .descendants()
                .filter(process -> command.test(read(Path.of("/proc", Long.toString(process.pid()), "cmdline"))
                        .replace('\0', ' ')));
    }

    private static String read(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            // It ended between the two.
            return "";
        } catch (UncheckedIOException e) {
            return "";
        }
    }
}
