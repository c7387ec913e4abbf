package dev.millrace.deploychecks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How the kernel holds a process: what the chart asks for, seen from outside of the container.
 *
 * @param user whom it runs as
 * @param capabilities the set of capabilities that it could ever have, in hexadecimal
 * @param gainsPrivileges whether a program that it starts may have more than it has itself
 * @param filtersSystemCalls whether seccomp is on
 * @param writesRoot whether it can write to the image
 * @param memoryLimit in bytes; empty where the machine has no such limit
 */
record Confinement(
        int user,
        String capabilities,
        boolean gainsPrivileges,
        boolean filtersSystemCalls,
        boolean writesRoot,
        Optional<Long> memoryLimit) {

    /** What version 1 of control groups writes where nothing is limited: the highest multiple of a page. */
    private static final long NO_LIMIT = Long.MAX_VALUE / 4096 * 4096;

    /** The same without what a machine may have no means for. */
    Confinement butForMemory() {
        return new Confinement(user, capabilities, gainsPrivileges, filtersSystemCalls, writesRoot, Optional.empty());
    }

    static Confinement of(long process) {
        Path proc = Path.of("/proc", Long.toString(process));
        Map<String, String> status = status(proc);
        return new Confinement(
                Integer.parseInt(status.getOrDefault("Uid", "0").split("\\s", 2)[0]),
                status.getOrDefault("CapBnd", ""),
                !"1".equals(status.get("NoNewPrivs")),
                "2".equals(status.get("Seccomp")),
                lines(proc.resolve("mountinfo"))
                        .map(line -> line.split(" ", -1))
                        .filter(mount -> mount[4].equals("/"))
                        .anyMatch(
                                mount -> Arrays.asList(mount[5].split(",", -1)).contains("rw")),
                memoryLimit(proc));
    }

    /** How much of the machine's memory it has. */
    static long residentKilobytes(long process) {
        String size = status(Path.of("/proc", Long.toString(process))).getOrDefault("VmRSS", "");
        return Long.parseLong(size.replace(" kB", ""));
    }

    private static Map<String, String> status(Path proc) {
        Map<String, String> status = new HashMap<>();
        lines(proc.resolve("status")).forEach(line -> {
            String[] parts = line.split(":\\s*", 2);
            status.put(parts[0], parts[parts.length - 1]);
        });
        return status;
    }

    /** The files of both versions of control groups, as cgroups(7) names them. */
    private static Optional<Long> memoryLimit(Path proc) {
        return lines(proc.resolve("cgroup"))
                .map(line -> line.split(":", 3))
                .filter(group -> group[1].isEmpty() || group[1].equals("memory"))
                .map(group -> Path.of(
                        "/sys/fs/cgroup" + (group[1].isEmpty() ? "" : "/memory") + group[2],
                        group[1].isEmpty() ? "memory.max" : "memory.limit_in_bytes"))
                .filter(Files::exists)
                .flatMap(Confinement::lines)
                .filter(limit -> !limit.equals("max"))
                .map(Long::valueOf)
                .filter(limit -> limit < NO_LIMIT)
                .findFirst();
    }

    private static Stream<String> lines(Path file) {
        try {
            return List.copyOf(Files.readAllLines(file)).stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
