package dev.millrace.syncworker.programs;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Where programs of others run, if not as processes of the worker. */
@ConfigMapping(prefix = "millrace.sync-worker.programs")
public interface ProgramsConfiguration {

    /**
     * A folder of Jobs for Kubernetes, a JSON file for each program, as the chart makes them from {@code programs.installed}. Singer taps and
     * connector programs then run as such Jobs and not as processes of the worker.
     */
    Optional<Path> jobs();

    /** The address of this worker's pod, where the Jobs' pods reach it. Required with {@code jobs}. */
    Optional<String> address();

    /** The port there. */
    @WithDefault("18093")
    int relayPort();

    /** How long a program may take until it runs: its image is fetched meanwhile, or a node is added. */
    @WithDefault("PT5M")
    Duration startWithin();
}
