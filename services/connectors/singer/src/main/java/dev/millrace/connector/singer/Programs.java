package dev.millrace.connector.singer;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * The programs of others that tenants may run, and where they run: as processes of the worker, or somewhere else. Which there are does
 * not change as long as the worker runs. May be used by many threads.
 */
public interface Programs {

    /** What they are called, in order; at least one. Of letters, digits, dots, dashes and underscores. */
    List<String> names();

    /**
     * Starts one. It may take a while until it really runs; this does not wait for it.
     *
     * @param call names one of {@link #names}
     * @throws IOException when it can't be started
     * @throws dev.millrace.kernel.MillraceException when it can't be started, and why is known
     */
    RunningProgram start(ProgramCall call) throws IOException;

    /**
     * The executable files that are in a folder now, run as processes of the worker.
     *
     * @throws IllegalArgumentException when the folder has none
     */
    static Programs in(Path folder) {
        return ProgramFolder.of(folder);
    }
}
