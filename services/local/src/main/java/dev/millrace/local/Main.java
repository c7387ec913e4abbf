package dev.millrace.local;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The launcher behind {@code make up} and {@code make demo}. */
public final class Main {

    private static final int FAILED = 1;
    private static final int MISUSED = 2;

    private static final String USAGE = """
            Usage: up | demo [--once] | prepare, each with [--only part,part]
              up        start the platform on the data it kept, until Ctrl-C
              demo      the same, and do what a new customer would do
                --once  stop afterwards: exit code 0 when every figure came out
              prepare   do now what the first start would do once for this machine
              --only    start these parts and what they need
            Environment: MILLRACE_PORT_OFFSET is added to every port; MILLRACE_DATA is the data folder
            (default: .millrace in the project); MILLRACE_CACHE keeps unpacked servers.""";

    private static volatile boolean stopping;

    private Main() {}

    /** Runs a command; see the usage. */
    public static void main(String[] arguments) throws InterruptedException {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stopping = true, "note-stopping"));
        try {
            run(List.of(arguments));
        } catch (IllegalArgumentException e) {
            say(String.valueOf(e.getMessage()));
            System.exit(MISUSED);
        } catch (ServerFailedException e) {
            if (!stopping) {
                say("");
                say(e.getMessage());
            }
            System.exit(FAILED);
        }
    }

    private static void run(List<String> arguments) throws InterruptedException {
        CommandLine command = CommandLine.parse(arguments, USAGE);
        Path root = projectRoot();
        switch (command.verb()) {
            case PREPARE -> LocalKeycloak.prepare(root);
            case UP -> up(command, root);
            case DEMO -> demo(command, root);
        }
    }

    private static void up(CommandLine command, Path root) throws InterruptedException {
        LocalPlatform platform = start(command, root);
        announce(platform);
        supervise(platform);
    }

    private static void demo(CommandLine command, Path root) throws InterruptedException {
        LocalPlatform platform = start(command, root);
        Demo.show(platform, Main::say);
        if (command.once()) {
            platform.close();
            return;
        }
        announce(platform);
        supervise(platform);
    }

    private static LocalPlatform start(CommandLine command, Path root) {
        Path data = Optional.ofNullable(System.getenv("MILLRACE_DATA"))
                .map(Path::of)
                .orElse(root.resolve(".millrace"));
        say("Millrace starts. Data and logs are kept in " + data);
        return LocalPlatform.start(
                new LocalPlatform.Options(root, data, new Addresses(portOffset()), command.only()), Main::say);
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

    private static int portOffset() {
        String offset =
                Optional.ofNullable(System.getenv("MILLRACE_PORT_OFFSET")).orElse("");
        try {
            return offset.isBlank() ? 0 : Integer.parseInt(offset.strip());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("MILLRACE_PORT_OFFSET is \"" + offset + "\", which is not a number.", e);
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
