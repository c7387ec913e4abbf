package dev.millrace.commands;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;

/** How the command {@code topics} makes topics. Those that are there stay as they are. */
@ConfigMapping(prefix = "millrace.topics")
interface TopicsConfiguration {

    /** The partitions of jobs and of facts about runs. */
    @WithDefault("12")
    int partitions();

    /** On how many brokers each topic is kept; without it, as the brokers are set. */
    Optional<Integer> replication();
}
