package dev.millrace.local;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;

/** The launcher behind {@code make up} and {@code make demo}. */
@Command(
        name = "launch",
        description = "Runs Millrace on this machine.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Environment: MILLRACE_PORT_OFFSET is added to every port; MILLRACE_DATA is the data",
            "folder (default: .millrace in the project); MILLRACE_CACHE keeps unpacked servers."
        })
public final class Main {

    private static final int FAILED = 1;
    private static final int MISUSED = 2;

    private static volatile boolean stopping;

    @Option(
            names = "--help",
            usageHelp = true,
            scope = CommandLine.ScopeType.INHERIT,
            description = "Shows this and ends.")
    @SuppressWarnings("UnusedVariable") // The library reads it.
    private boolean helpWanted;

    Main() {}

    /** The parts of the platform that are started. */
    static final class Chosen {

        @Option(
                names = "--only",
                split = ",",
                paramLabel = "part",
                description = "Start these parts and what they need.")
        private List<String> parts = List.of();
    }

    /** Runs a command. Its exit code is 0 when all went well, 1 when not, and 2 when it was not understood. */
    public static void main(String[] arguments) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stopping = true, "note-stopping"));
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Main()).setExecutionExceptionHandler(Main::failed);
    }

    private static int failed(Exception failure, CommandLine command, ParseResult asked) throws Exception {
        return switch (failure) {
            case IllegalArgumentException misused -> {
                say(String.valueOf(misused.getMessage()));
                yield MISUSED;
            }
            case ServerFailedException server -> {
                if (!stopping) {
                    say("");
                    say(String.valueOf(server.getMessage()));
                }
                yield FAILED;
            }
            default -> throw failure;
        };
    }

    @Command(description = "Start the platform on the data it kept, until Ctrl-C.")
    void up(@Mixin Chosen chosen) throws InterruptedException {
        LocalPlatform platform = start(chosen);
        announce(platform);
        supervise(platform);
    }

    @Command(description = "The same, and do what a new customer would do.")
    void demo(
            @Option(names = "--once", description = "Stop afterwards: exit code 0 when every figure came out.")
                    boolean once,
            @Mixin Chosen chosen)
            throws InterruptedException {
        LocalPlatform platform = start(chosen);
        Demo.show(platform.demoPlace(), Main::say);
        if (once) {
            platform.close();
            return;
        }
        announce(platform);
        supervise(platform);
    }

    @Command(description = "Do now what the first start would do once for this machine.")
    void prepare() {
        LocalKeycloak.prepare(projectRoot());
    }

    private static LocalPlatform start(Chosen chosen) {
        Path root = projectRoot();
        Path data = Optional.ofNullable(System.getenv("MILLRACE_DATA"))
                .map(Path::of)
                .orElse(root.resolve(".millrace"));
        say("Millrace starts. Data and logs are kept in " + data);
        return LocalPlatform.start(
                new LocalPlatform.Options(root, data, new Addresses(Addresses.portOffset(0)), chosen.parts), Main::say);
    }

    private static void announce(LocalPlatform platform) {
        say("");
        say("  Millrace  " + platform.addresses().publicUrl());
        say("  Mailbox   " + platform.addresses().mailboxUrl());
        say("");
        say("Ctrl-C stops everything.");
        Runtime.getRuntime()
                .addShutdownHook(new Thread(() -> say(System.lineSeparator() + "Stopping."), "say-stopping"));
    }

    /** Stays until somebody stops us, or until a server gives up. */
    private static void supervise(LocalPlatform platform) throws InterruptedException {
        while (true) {
            Optional<ServerFailedException> failure = platform.failure();
            if (failure.isPresent() && !stopping) {
                throw failure.get();
            }
            Thread.sleep(500);
        }
    }

    /** The folder that make runs in. */
    private static Path projectRoot() {
        Path here = Path.of("").toAbsolutePath();
        if (!Files.isDirectory(here.resolve("services/local"))) {
            throw new IllegalArgumentException("Start this in the project's folder, by make up or make demo.");
        }
        return here;
    }

    private static void say(String line) {
        System.out.println(line);
    }
}
