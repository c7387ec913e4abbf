package dev.millrace.bench;

import dev.millrace.local.LocalPlatform;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A network that is cut between two parts and whole for all others: packets between them vanish, on connections that are open as on new
 * ones, and nobody is told. The kernel knows the one part's packets by its control group and the other's by their ports.
 */
record Cut(String part, String other, Duration time) implements Fault {

    private static final String TABLE = "millrace_bench";

    /** Below which nft looks for control groups. */
    private static final Path CONTROL_GROUPS = Path.of("/sys/fs/cgroup");

    @Override
    public String title() {
        return part + " and " + other + ": no packet passes between them for " + time.toSeconds() + " s";
    }

    @Override
    public FaultKind kind() {
        return FaultKind.NETWORK;
    }

    @Override
    public Optional<String> obstacle() {
        return Machine.obstacle("nft")
                .or(() -> hierarchy().isPresent()
                        ? Optional.empty()
                        : Optional.of("There are no control groups of version 2 below " + CONTROL_GROUPS + "."));
    }

    /** Starts the part in a control group of its own, which all its connections bear. */
    @Override
    public void prepare(LocalPlatform platform) {
        createGroup();
        platform.kill(part);
        Path ours = ourGroup();
        // What we start is in the group that we are in at that time.
        enter(group(), ProcessHandle.current().pid());
        try {
            platform.startAgain(part);
        } finally {
            enter(ours, ProcessHandle.current().pid());
        }
    }

    @Override
    public void happen(LocalPlatform platform) {
        Machine.runWithInput(rules(platform.ports(other)), "nft", "-f", "-");
        Pause.of(time);
        Machine.run("nft", "delete", "table", "inet", TABLE);
    }

    private String rules(List<Integer> ports) {
        String set = ports.stream().map(String::valueOf).collect(Collectors.joining(", ", "{ ", " }"));
        Path path = CONTROL_GROUPS.relativize(group());
        return """
                table inet %1$s {
                  chain sent {
                    type filter hook output priority 0;
                    socket cgroupv2 level 1 "%2$s" tcp dport %3$s drop
                  }
                  chain received {
                    type filter hook input priority 0;
                    socket cgroupv2 level 1 "%2$s" tcp sport %3$s drop
                  }
                }
                """.formatted(TABLE, path, set);
    }

    @Override
    public void cleanUp(LocalPlatform platform) {
        // There is no table any more, unless the fault went wrong in the middle.
        Machine.succeeds("nft", "delete", "table", "inet", TABLE);
        if (!Files.exists(group())) {
            return;
        }
        try {
            for (String process : Files.readAllLines(group().resolve("cgroup.procs"))) {
                enter(ourGroup(), Long.parseLong(process));
            }
            Files.delete(group());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void createGroup() {
        try {
            Files.createDirectories(group());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void enter(Path group, long process) {
        try {
            Files.writeString(group.resolve("cgroup.procs"), Long.toString(process));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path group() {
        return hierarchy()
                .orElseThrow(() -> new IllegalStateException("There are no control groups of version 2."))
                .resolve("millrace-bench-" + part);
    }

    /** The group of this process: the path behind {@code 0::} (cgroups(7)). */
    private static Path ourGroup() {
        try (var lines = Files.lines(Path.of("/proc/self/cgroup"))) {
            String path = lines.filter(line -> line.startsWith("0::/"))
                    .map(line -> line.substring("0::/".length()))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("This process is in no control group of version 2."));
            return hierarchy()
                    .orElseThrow(() -> new IllegalStateException("There are no control groups of version 2."))
                    .resolve(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where the control groups of version 2 are mounted. */
    private static Optional<Path> hierarchy() {
        try (var lines = Files.lines(Path.of("/proc/mounts"))) {
            return lines.map(line -> line.split(" ", -1))
                    .filter(mount -> mount.length > 2 && mount[2].equals("cgroup2"))
                    .map(mount -> Path.of(mount[1]))
                    .filter(path -> path.startsWith(CONTROL_GROUPS))
                    .findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
