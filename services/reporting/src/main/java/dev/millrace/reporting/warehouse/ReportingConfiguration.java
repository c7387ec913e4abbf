package dev.millrace.reporting.warehouse;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How reports read the warehouses. */
@ConfigMapping(prefix = "millrace.reporting")
public interface ReportingConfiguration {

    /** How long a query may take. */
    @WithDefault("PT20S")
    Duration longestQuery();

    /** Connections to warehouses that there are at the most, of all tenants; unused ones make room for those that are wanted. */
    @WithDefault("32")
    int connections();

    /** How many queries of a tenant go at the same time; the others wait. */
    @WithDefault("4")
    int connectionsPerTenant();

    /** After which idle time connections are closed. */
    @WithDefault("PT1M")
    Duration idle();

    /** How many answers are remembered. */
    @WithDefault("5000")
    int cachedAnswers();
}
