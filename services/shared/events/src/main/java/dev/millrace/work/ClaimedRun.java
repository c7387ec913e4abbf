package dev.millrace.work;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.connector.spi.Catalog;
import dev.millrace.kernel.RunId;
import dev.millrace.kernel.SourceId;
import dev.millrace.kernel.TenantId;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the worker gets with its claim: all that one attempt needs, secrets included. It is never written down or
 * logged, so {@link #toString()} leaves the configuration out.
 *
 * @param attempt which attempt this is, from 1
 * @param fencingToken grows with every claim; a call with an older one is refused
 * @param lease how long the claim holds after the last progress
 * @param configuration the source's configuration with its secrets
 * @param catalog what was discovered last; null before the first discovery
 * @param streams what a sync reads; empty for a discovery
 * @param destinationSchema the schema in the tenant's warehouse
 * @param hashKey the tenant's key for columns that are hashed, in base 64; null when there are none
 * @param manifest of the connector, where it is one of the tenant's own; null when the worker has the connector
 */
public record ClaimedRun(
        RunId runId,
        TenantId tenantId,
        SourceId sourceId,
        RunKind kind,
        int attempt,
        long fencingToken,
        Duration lease,
        String connector,
        JsonNode configuration,
        @Nullable Catalog catalog,
        List<ConfiguredStream> streams,
        String destinationSchema,
        @Nullable String hashKey,
        @Nullable String manifest) {

    public ClaimedRun {
        streams = List.copyOf(streams);
    }

    /** A run of a connector that the worker has. */
    public ClaimedRun(
            RunId runId,
            TenantId tenantId,
            SourceId sourceId,
            RunKind kind,
            int attempt,
            long fencingToken,
            Duration lease,
            String connector,
            JsonNode configuration,
            @Nullable Catalog catalog,
            List<ConfiguredStream> streams,
            String destinationSchema,
            @Nullable String hashKey) {
        this(
                runId,
                tenantId,
                sourceId,
                kind,
                attempt,
                fencingToken,
                lease,
                connector,
                configuration,
                catalog,
                streams,
                destinationSchema,
                hashKey,
                null);
    }

    @Override
    public String toString() {
        return "ClaimedRun[" + runId + ", " + kind + ", attempt " + attempt + ", " + connector + "]";
    }
}
