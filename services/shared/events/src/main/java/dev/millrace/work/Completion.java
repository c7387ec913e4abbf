package dev.millrace.work;

import dev.millrace.connector.spi.Catalog;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /internal/v1/runs/{run}/completion}: the last word of an attempt.
 *
 * @param catalog what a discovery found, or a sync that looked again before it read
 * @param schemaChanges how that differs from what was known
 * @param failure why it failed, with {@link Outcome#FAILED}
 */
public record Completion(
        long fencingToken,
        Outcome outcome,
        List<StreamProgress> streams,
        List<LogEntry> log,
        @Nullable Catalog catalog,
        List<SchemaChange> schemaChanges,
        @Nullable Failure failure) {

    /** How an attempt ended. */
    public enum Outcome {
        SUCCEEDED,
        FAILED,
        CANCELLED,
        /** The worker stops: another one goes on from the last checkpoint, and this attempt does not count. */
        HANDED_BACK
    }

    // A worker of an earlier version looks for no changes.
    public Completion(
            long fencingToken,
            Outcome outcome,
            List<StreamProgress> streams,
            List<LogEntry> log,
            @Nullable Catalog catalog,
            @Nullable List<SchemaChange> schemaChanges,
            @Nullable Failure failure) {
        this.fencingToken = fencingToken;
        this.outcome = outcome;
        this.streams = List.copyOf(streams);
        this.log = List.copyOf(log);
        this.catalog = catalog;
        this.schemaChanges = schemaChanges == null ? List.of() : List.copyOf(schemaChanges);
        this.failure = failure;
    }
}
