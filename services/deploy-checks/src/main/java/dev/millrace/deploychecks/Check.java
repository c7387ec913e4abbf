package dev.millrace.deploychecks;

import dev.millrace.local.Addresses;
import dev.millrace.local.ServerFailedException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

/** What all checks of running pods have in common: what they say, how they end, and where they begin. */
final class Check {

    private static final int PORT_OFFSET = 5_000;

    /** Open until the program ends, and with it what they lock. */
    private static final List<FileChannel> CLAIMED = new ArrayList<>();

    private Check() {}

    /** What a check does. */
    interface Work {

        /** Does it, and fails with a {@link CheckFailedException} when something does not hold. */
        void run() throws Exception;
    }

    /** Runs a check; the program ends with 1 when something does not hold. */
    static void run(Work work) throws Exception {
        try {
            work.run();
        } catch (CheckFailedException | ServerFailedException e) {
            say("");
            say(String.valueOf(e.getMessage()));
            System.exit(1);
        }
    }

    /**
     * Runs a check that needs podman, where it is there.
     *
     * @param otherwise what is said where it is not
     */
    static void runWithPodman(String otherwise, Work work) throws Exception {
        if (Podman.isInstalled()) {
            run(work);
        } else {
            say(otherwise);
        }
    }

    /**
     * Where everything listens; moved, for who works with a platform of their own.
     *
     * @param scheme by which people reach Millrace: {@code http}, or {@code https} where something in front of it ends TLS
     */
    static Addresses addresses(String scheme) {
        try {
            return new Addresses(Addresses.portOffset(PORT_OFFSET), scheme);
        } catch (IllegalArgumentException e) {
            throw new CheckFailedException(String.valueOf(e.getMessage()));
        }
    }

    /** A folder without what an earlier check left; none beside it is given to another program until this one ends. */
    static Path emptied(Path folder) throws IOException {
        Path checks = Files.createDirectories(folder.toAbsolutePath().getParent());
        claim(checks.resolve("check.lock"));
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
        return Files.createDirectories(folder);
    }

    private static void claim(Path lock) throws IOException {
        FileChannel claimed = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (claimed.tryLock() != null) {
                CLAIMED.add(claimed);
                return;
            }
        } catch (OverlappingFileLockException e) {
            // By this program.
        }
        claimed.close();
        throw new CheckFailedException("Another check runs in " + lock.getParent()
                + ". Wait until it has ended, or run this one in a checkout of its own.");
    }

    /** Does a step, and says how long it took. */
    static <T> T timed(String what, Callable<T> step) throws Exception {
        long begin = System.nanoTime();
        T result = step.call();
        say("  %-62s %5.1f s".formatted(what, (System.nanoTime() - begin) / 1e9));
        return result;
    }

    /** Fails unless it holds. */
    static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new CheckFailedException(otherwise);
        }
    }

    static void say(String line) {
        System.out.println(line);
    }
}
