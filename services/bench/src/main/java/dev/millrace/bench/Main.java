package dev.millrace.bench;

import dev.millrace.local.Addresses;
import dev.millrace.local.LocalPlatform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Starts a platform of its own, measures, prints the tables and writes them to {@code target/bench.md}. */
public final class Main {

    /** Beside a platform that runs already; another by the variable that moves that one too. */
    private static final String PORT_OFFSET = "7000";

    private static final int ROWS = 1_200_000;
    private static final int QUICK_ROWS = 200_000;
    private static final int ROUNDS = 5;
    private static final int QUICK_ROUNDS = 3;
    private static final int SOURCES = 1_000;
    private static final int QUICK_SOURCES = 100;

    private Main() {}

    /**
     * Options: {@code --quick}, {@code --rows n}, {@code --rounds n}, {@code --sources n}, {@code --tenants n} that have the
     * sources; no rows or sources leave their part out. {@code --large} measures the two large loads only.
     * {@code --faults} takes parts of the platform away instead, and writes {@code target/faults.md}; {@code --faults=disk,network}
     * only has what {@link FaultKind} calls so.
     * {@code --crowd n} has so many tenants arrive and look, and writes {@code target/crowd.md}.
     */
    public static void main(String[] arguments) throws Exception {
        List<String> options = List.of(arguments);
        boolean quick = options.contains("--quick");
        int rows = number(options, "--rows").orElse(quick ? QUICK_ROWS : ROWS);
        int rounds = number(options, "--rounds").orElse(quick ? QUICK_ROUNDS : ROUNDS);
        int sources = number(options, "--sources").orElse(quick ? QUICK_SOURCES : SOURCES);
        int tenants = number(options, "--tenants").orElse(1);
        Set<FaultKind> faults = FaultKind.chosen(options);
        if (!Server.hasPsql()) {
            System.out.println(
                    "The benchmarks measure by psql. Install PostgreSQL's client (Debian: postgresql-client).");
            System.exit(1);
        }
        Path folder = Files.createDirectories(Path.of("target", "bench").toAbsolutePath());
        Path root = Path.of("").toAbsolutePath();
        // Sources of an earlier time would take the names.
        delete(folder.resolve("data"));
        int portOffset = Integer.parseInt(System.getenv().getOrDefault("MILLRACE_PORT_OFFSET", PORT_OFFSET));
        LocalPlatform.Options own =
                new LocalPlatform.Options(root, folder.resolve("data"), new Addresses(portOffset), List.of());
        try (LocalPlatform platform = LocalPlatform.start(own, line -> System.out.println(line))) {
            if (FaultKind.isAskedFor(options)) {
                Files.writeString(folder.resolveSibling("faults.md"), new Faults(platform, folder, faults).run());
                return;
            }
            Optional<Integer> crowd = number(options, "--crowd");
            if (crowd.isPresent()) {
                Files.writeString(folder.resolveSibling("crowd.md"), new Crowd(platform, crowd.get()).run());
                return;
            }
            Suite suite = new Suite(platform, folder, rows, rounds, sources, tenants);
            String report = options.contains("--large") ? suite.largeLoads() : suite.run();
            Files.writeString(folder.resolveSibling("bench.md"), report);
        }
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

    private static Optional<Integer> number(List<String> options, String name) {
        int at = options.indexOf(name);
        return at < 0 || at + 1 >= options.size()
                ? Optional.empty()
                : Optional.of(Integer.valueOf(options.get(at + 1)));
    }
}
