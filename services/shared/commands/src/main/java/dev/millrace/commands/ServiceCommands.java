package dev.millrace.commands;

import io.quarkus.runtime.Quarkus;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.logmanager.Level;
import org.jboss.logmanager.LogContext;

/**
 * The commands of a service's one program. Without an argument it serves. The others do one thing and end: what a cluster
 * has to do once for a release, before the replicas start. They return 0, or 1 after saying what is wrong.
 */
public final class ServiceCommands {

    /** What {@code migrate} changes: the schema is brought up to date, then Quarkus ends instead of starting to serve. */
    private static final Map<String, String> MIGRATING = Map.of(
            "quarkus.init-and-exit", "true",
            "quarkus.flyway.migrate-at-start", "true",
            // A schema needs no login server, whose absence would be waited out.
            "quarkus.oidc.tenant-enabled", "false");

    private static final int WRONG_USE = 2;

    private ServiceCommands() {}

    private enum Command {
        /** Takes requests and events until it is told to stop. */
        SERVE,
        /** Brings the service's schema up to date. */
        MIGRATE,
        /** Makes the topics that are missing. */
        TOPICS,
        /** Checks what the service needs. */
        PREFLIGHT,
        /** Checks that the addresses after it answer. */
        REACH;

        private static Optional<Command> of(String... arguments) {
            if (arguments.length == 0) {
                return Optional.of(SERVE);
            }
            return Stream.of(values())
                    .filter(command -> command.word().equals(arguments[0]))
                    .filter(command -> command == REACH ? arguments.length > 1 : arguments.length == 1)
                    .findFirst();
        }

        private String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Runs the command that the arguments name. To be called from a service's main method. */
    public static void run(Needs needs, String... arguments) {
        run(needs, List.of(), arguments);
    }

    /** The same for a service that has commands of its own. */
    public static void run(Needs needs, List<OwnCommand> own, String... arguments) {
        Optional<OwnCommand> ownCommand = own.stream()
                .filter(command -> arguments.length == 1 && command.word().equals(arguments[0]))
                .findFirst();
        if (ownCommand.isPresent()) {
            System.exit(quietly(() -> ownCommand.get().run(Settings.load(), System.out)));
            return;
        }
        Optional<Command> command = Command.of(arguments);
        if (command.isEmpty()) {
            System.out.printf(
                    "There is no command \"%s\". There are: %s.%n",
                    String.join(" ", arguments),
                    Stream.concat(
                                    Stream.of(Command.values()).map(Command::word),
                                    own.stream().map(OwnCommand::word))
                            .collect(Collectors.joining(", ")));
            System.exit(WRONG_USE);
            return;
        }
        switch (command.get()) {
            case SERVE -> Quarkus.run();
            case MIGRATE -> {
                MIGRATING.forEach(System::setProperty);
                Quarkus.run();
            }
            case TOPICS ->
                System.exit(quietly(() -> TopicSetup.of(Settings.load()).run(System.out)));
            case PREFLIGHT -> System.exit(quietly(() -> report(checks(needs, Settings.load()), System.out)));
            case REACH -> System.exit(quietly(() -> report(checks(Settings.load(), arguments), System.out)));
        }
    }

    /** What every service needs, and what only this one does. */
    static List<Check> checks(Needs needs, Settings settings) {
        return Stream.concat(CertificateCheck.of(settings), needs.checks(settings).stream())
                .toList();
    }

    private static List<Check> checks(Settings settings, String... arguments) {
        return Stream.of(arguments)
                .skip(1)
                .<Check>map(address -> AddressCheck.of(address, settings))
                .toList();
    }

    /** Looks at everything, so that one run tells all that is wrong. */
    static boolean report(List<Check> checks, PrintStream out) {
        boolean allWell = true;
        for (Check check : checks) {
            Optional<String> complaint = check.complaint();
            allWell &= complaint.isEmpty();
            out.println(complaint
                    .map(text -> "WRONG  " + check.subject() + ": " + text)
                    .orElse("ok     " + check.subject()));
        }
        return allWell;
    }

    /** The clients' own log lines would stand between the sentences, and tell the same at length; so would what a JVM says of Netty's use of its memory. */
    private static int quietly(Task task) {
        LogContext.getLogContext().getLogger("").setLevel(Level.OFF);
        System.setProperty("io.netty.noUnsafe", "true");
        try {
            return task.run() ? 0 : 1;
        } catch (MissingSettingException e) {
            System.out.println("WRONG  " + e.getMessage() + " docs/configuration.md lists all settings.");
            return 1;
        }
    }

    @FunctionalInterface
    private interface Task {
        boolean run();
    }
}
