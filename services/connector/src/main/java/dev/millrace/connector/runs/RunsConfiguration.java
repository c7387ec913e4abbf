package dev.millrace.connector.runs;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How runs are tried, and when they are given up. */
@ConfigMapping(prefix = "millrace.connector.runs")
public interface RunsConfiguration {

    /** How long a worker's claim holds after its last report. */
    @WithDefault("PT30S")
    Duration lease();

    /** How many attempts a run has. */
    @WithDefault("5")
    int attempts();

    /** The pause before the second attempt; it doubles with each further one. */
    @WithDefault("PT10S")
    Duration firstPause();

    /** How long an attempt may go without a number changing before it is given up. */
    @WithDefault("PT15M")
    Duration silence();

    /** How many runs of a tenant go at the same time. */
    @WithDefault("4")
    int concurrentPerTenant();

    /** After which time a job that nobody claimed is sent again. */
    @WithDefault("PT30S")
    Duration dispatchAgainAfter();
}
