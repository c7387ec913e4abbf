package dev.millrace.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The machine's own programs, which faults of disks and networks are made with. */
final class Machine {

    /** Where the administrator's programs are when the search path does not say. */
    private static final List<String> ADMINISTRATORS = List.of("/usr/sbin", "/sbin");

    private Machine() {}

    /** What is missing to run programs as root, as a sentence; empty if nothing is. */
    static Optional<String> obstacle(String... programs) {
        if (!"root".equals(System.getProperty("user.name"))) {
            return Optional.of("It needs root.");
        }
        return Stream.of(programs)
                .filter(program -> find(program).isEmpty())
                .findFirst()
                .map(program -> "There is no program " + program + ".");
    }

    private static Optional<Path> find(String program) {
        return Stream.concat(Stream.of(System.getenv("PATH").split(":", -1)), ADMINISTRATORS.stream())
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /**
     * Runs a program to its end.
     *
     * @throws IllegalStateException with what it says, if it fails
     */
    static void run(String program, String... arguments) {
        Ended ended = end("", program, arguments);
        if (ended.status() != 0) {
            throw new IllegalStateException(program + " failed (" + ended.status() + "): " + ended.output());
        }
    }

    /** The same with a text as its input. */
    static void runWithInput(String input, String program, String... arguments) {
        Ended ended = end(input, program, arguments);
        if (ended.status() != 0) {
            throw new IllegalStateException(program + " failed (" + ended.status() + "): " + ended.output());
        }
    }

    /** Whether a program, run to its end, succeeds. */
    static boolean succeeds(String program, String... arguments) {
        return end("", program, arguments).status() == 0;
    }

    private record Ended(int status, String output) {}

    private static Ended end(String input, String program, String... arguments) {
        List<String> command = Stream.concat(
                        Stream.of(find(program)
                                .orElseThrow(() -> new IllegalStateException("There is no program " + program + "."))
                                .toString()),
                        Stream.of(arguments))
                .toList();
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().write(input.getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Ended(process.waitFor(), output.strip());
        } catch (IOException e) {
            throw new IllegalStateException(program + " could not be run: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("stopped while " + program + " ran", e);
        }
    }
}
