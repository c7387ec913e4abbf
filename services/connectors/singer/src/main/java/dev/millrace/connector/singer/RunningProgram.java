package dev.millrace.connector.singer;

import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A program that was started. One thread reads its output, another one its errors, and {@link #close} may be called by any, at any time:
 * whoever reads or waits then goes on at once.
 */
public interface RunningProgram extends AutoCloseable {

    /**
     * What it writes to its standard output. Reading waits until the program runs.
     *
     * @throws dev.millrace.kernel.MillraceException from here or from reading, when it can't run or was ended from outside, and why is known
     */
    InputStream output();

    /** What it writes to its standard error. */
    InputStream errors();

    /** The worker's own folder with the files that the program writes, where it has one: a program that runs elsewhere has none. */
    Optional<Path> folder();

    /**
     * Waits for its end.
     *
     * @return its exit code, or nothing when it has not ended in time
     * @throws dev.millrace.kernel.MillraceException when it was ended from outside, and why is known
     */
    OptionalInt await(Duration patience) throws InterruptedException;

    /** Whether it has been closed before it ended. */
    boolean isKilled();

    /** Ends it and all that it started, if it has not ended, and takes away what was made for it. */
    @Override
    void close();
}
