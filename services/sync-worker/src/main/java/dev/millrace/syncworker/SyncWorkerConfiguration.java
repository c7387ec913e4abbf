package dev.millrace.syncworker;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** How a worker works. */
@ConfigMapping(prefix = "millrace.sync-worker")
public interface SyncWorkerConfiguration {

    /** Runs that are at work at the same time. Each holds up to 2 MB of buffers and one connection to a warehouse. */
    @WithDefault("4")
    int concurrency();

    /**
     * Runs that a worker has at the most, those included that wait for an API which limits its callers. A run that waits leaves its
     * place to another and holds some 50 kB.
     */
    @WithDefault("5000")
    int mostRuns();

    /** Connections to warehouses that are kept for a minute and a half beside those in use, for the next run of the same tenant. */
    @WithDefault("16")
    int keptConnections();

    /** How often progress is told and the lease renewed. Far below a third of the lease. */
    @WithDefault("PT1S")
    Duration progressInterval();

    /** How long a stopping worker waits for its runs to reach a checkpoint. */
    @WithDefault("PT20S")
    Duration stopWithin();

    /** How long a job that nobody acknowledged stays with a worker before another one gets it. */
    @WithDefault("PT30S")
    Duration jobLock();

    /** The Kafka share group of the workers. */
    @WithDefault("millrace-sync-workers")
    String shareGroup();

    /** Addresses that sources may have besides public ones, in CIDR notation. */
    Optional<List<String>> egressAllow();

    /** The most that the uploads of a run may take on the worker's disk: what connector lets a source have. */
    @WithDefault("2G")
    MemorySize largestUploads();

    /** The most that uploads may take which are kept for the next run, for ten minutes at most. */
    @WithDefault("512M")
    MemorySize keptUploads();

    /**
     * A folder of Singer taps, executable files that tenants may run in the worker. A tap opens connections by itself, past
     * the guard of the worker: let the network hold it.
     */
    Optional<Path> singerTaps();

    /** A folder of programs that speak the Airbyte protocol, executable files that tenants may run in the worker. What is said of taps holds for them. */
    Optional<Path> airbytePrograms();
}
