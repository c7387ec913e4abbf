package dev.millrace.local;

import java.time.Duration;
import java.util.List;

/** What our own services are run by. Their settings come in the environment. */
public interface ServicePrograms {

    /**
     * The program of a service and its arguments. It serves until it gets SIGTERM.
     *
     * @param service such as {@code tenant-management}
     * @throws ServerFailedException when there is none
     */
    List<String> commandLine(String service);

    /** How long a service may take to end before it is killed. */
    Duration stopPatience();
}
