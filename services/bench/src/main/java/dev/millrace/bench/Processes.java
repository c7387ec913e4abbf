package dev.millrace.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.Predicate;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/** What the platform's processes have used. Needs Linux's /proc; elsewhere everything is zero. */
final class Processes {

    private static final double TICKS_PER_SECOND = 100;

    private Processes() {}

    /** Processor time of all child processes whose command matches, so far. Those that have ended do not count. */
    static Duration cpu(Predicate<String> command) {
        return time(children(command).mapToDouble(process -> ticks(process, 11, 12)));
    }

    /** The same with those processes that have ended, if their parent matches: a server's of each connection. */
    static Duration cpuWithEnded(Predicate<String> command) {
        return time(children(command).mapToDouble(process -> ticks(process, 11, 12, 13, 14)));
    }

    private static Duration time(DoubleStream ticks) {
        return Duration.ofMillis(Math.round(ticks.sum() * 1_000 / TICKS_PER_SECOND));
    }

    /** Sums fields behind the name, which may hold anything: from the 12th on user and system time, own and of ended children (proc(5)). */
    private static double ticks(ProcessHandle process, int... wanted) {
        String stat = read(Path.of("/proc", Long.toString(process.pid()), "stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ", -1);
        return Arrays.stream(wanted)
                .mapToDouble(field -> field < fields.length ? Double.parseDouble(fields[field]) : 0)
                .sum();
    }

    /** The most memory that a child process with such a command has had resident, in MiB. */
    static long peakMebibytes(Predicate<String> command) {
        return children(command)
                        .mapToLong(process -> kibibytes(process, "status", "VmHWM:"))
                        .max()
                        .orElse(0)
                / 1024;
    }

    /** Memory of all child processes with such a command, in MiB. What several share is divided among them. */
    static long mebibytes(Predicate<String> command) {
        return children(command)
                        .mapToLong(process -> kibibytes(process, "smaps_rollup", "Pss:"))
                        .sum()
                / 1024;
    }

    private static long kibibytes(ProcessHandle process, String file, String field) {
        return read(Path.of("/proc", Long.toString(process.pid()), file))
                .lines()
                .filter(line -> line.startsWith(field))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                .findFirst()
                .orElse(0);
    }

    static boolean isWorker(String command) {
        return isService(command, "sync-worker");
    }

    static boolean isPostgres(String command) {
        return command.startsWith("postgres:") || command.contains("/bin/postgres ");
    }

    static boolean isService(String command, String service) {
        return command.contains("services/" + service + "/");
    }

    static boolean isKafka(String command) {
        return command.contains("KafkaBroker");
    }

    static boolean isKeycloak(String command) {
        return command.contains("keycloak") && !isPostgres(command);
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
