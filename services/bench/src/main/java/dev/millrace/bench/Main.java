package dev.millrace.bench;

import dev.millrace.local.Addresses;
import dev.millrace.local.LocalPlatform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Starts a platform of its own, measures, prints the tables and writes them to a file in {@code target}. */
@Command(
        name = "bench",
        description = "Measures Millrace beside its peers, as ratios in one run.",
        sortOptions = false,
        footer = {
            "",
            "bench --pieces measures the pieces of the hot path instead, each alone;",
            "bench --api a source that a manifest describes.",
            "Environment: MILLRACE_PORT_OFFSET is added to every port."
        })
public final class Main implements Callable<Integer> {

    /** Beside a platform that runs already; another by the variable that moves that one too. */
    private static final int PORT_OFFSET = 7_000;

    private static final int ROWS = 1_200_000;
    private static final int QUICK_ROWS = 200_000;
    private static final int ROUNDS = 5;
    private static final int QUICK_ROUNDS = 3;
    private static final int SOURCES = 1_000;
    private static final int QUICK_SOURCES = 100;

    @Option(names = "--quick", description = "In minutes, with fewer rows, passes and sources.")
    private boolean quick;

    @Option(names = "--large", description = "The two large loads only.")
    private boolean large;

    @Option(names = "--rows", paramLabel = "n", description = "Of the large loads; none leaves all loads out.")
    private @Nullable Integer rows;

    @Option(names = "--rounds", paramLabel = "n", description = "Passes of each load, beside one that does not count.")
    private @Nullable Integer rounds;

    @Option(names = "--sources", paramLabel = "n", description = "Scheduled every minute; none leaves schedules out.")
    private @Nullable Integer sources;

    @Option(names = "--tenants", paramLabel = "n", description = "That have these sources.")
    private int tenants = 1;

    @Option(
            names = "--faults",
            arity = "0..1",
            split = ",",
            paramLabel = "kind",
            fallbackValue = FaultKind.ALL,
            description = "Takes parts of the platform away instead: ${COMPLETION-CANDIDATES}, or all.")
    private @Nullable Set<FaultKind> faults;

    @Option(names = "--crowd", paramLabel = "n", description = "Has so many tenants arrive and look instead.")
    private @Nullable Integer crowd;

    @Option(names = "--help", usageHelp = true, description = "Shows this and ends.")
    @SuppressWarnings("UnusedVariable") // The library reads it.
    private boolean helpWanted;

    private Main() {}

    /** Measures what the options say. The exit code is 0 when all was measured, 1 when not, and 2 when they were not understood. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Main())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        if (!Server.hasPsql()) {
            System.out.println(
                    "The benchmarks measure by psql. Install PostgreSQL's client (Debian: postgresql-client).");
            return CommandLine.ExitCode.SOFTWARE;
        }
        Path folder = Files.createDirectories(Path.of("target", "bench").toAbsolutePath());
        Path root = Path.of("").toAbsolutePath();
        Addresses addresses;
        try {
            addresses = new Addresses(Addresses.portOffset(PORT_OFFSET));
        } catch (IllegalArgumentException e) {
            System.out.println(e.getMessage());
            return CommandLine.ExitCode.USAGE;
        }
        // Sources of an earlier time would take the names.
        delete(folder.resolve("data"));
        LocalPlatform.Options own = new LocalPlatform.Options(root, folder.resolve("data"), addresses, List.of());
        try (LocalPlatform platform = LocalPlatform.start(own, line -> System.out.println(line))) {
            measure(platform, folder);
        }
        return CommandLine.ExitCode.OK;
    }

    private void measure(LocalPlatform platform, Path folder) throws Exception {
        Set<FaultKind> kinds = faults;
        Integer people = crowd;
        if (kinds != null) {
            Files.writeString(folder.resolveSibling("faults.md"), new Faults(platform, folder, kinds).run());
        } else if (people != null) {
            Files.writeString(folder.resolveSibling("crowd.md"), new Crowd(platform, people).run());
        } else {
            Suite suite = new Suite(
                    platform,
                    folder,
                    given(rows, QUICK_ROWS, ROWS),
                    given(rounds, QUICK_ROUNDS, ROUNDS),
                    given(sources, QUICK_SOURCES, SOURCES),
                    tenants);
            Files.writeString(folder.resolveSibling("bench.md"), large ? suite.largeLoads() : suite.run());
        }
    }

    private int given(@Nullable Integer number, int ofQuick, int usual) {
        return number != null ? number : quick ? ofQuick : usual;
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
