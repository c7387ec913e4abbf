package dev.millrace.work;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a stream is kept, beyond its mode. What is not given is as in {@link #DEFAULT}.
 *
 * @param lookback how far before its last cursor value an incremental read begins, for rows that come late; a cursor
 *     that is no time has none
 * @param columns rules of single columns, at most one each
 * @param epoch how often the stream was reset; another number loads it anew
 * @param readAgain from where an incremental stream is read once more; null when nobody asked
 * @param nested what becomes of lists inside its JSON fields
 */
public record StreamSettings(
        Duration lookback,
        SchemaChanges schemaChanges,
        List<ColumnRule> columns,
        int epoch,
        @Nullable ReadAgain readAgain,
        NestedData nested) {

    /** No lookback, follows its source, every column as it is. */
    public static final StreamSettings DEFAULT = new StreamSettings(null, null, null, 0, null, null);

    /**
     * A wish to read again what is already loaded.
     *
     * @param from the cursor's value to begin at, as ISO 8601 or as a number
     * @param number tells one wish from the next
     */
    public record ReadAgain(String from, int number) {}

    // What was stored before there was a setting has none.
    public StreamSettings(
            @Nullable Duration lookback,
            @Nullable SchemaChanges schemaChanges,
            @Nullable List<ColumnRule> columns,
            int epoch,
            @Nullable ReadAgain readAgain,
            @Nullable NestedData nested) {
        this.lookback = lookback == null ? Duration.ZERO : lookback;
        this.schemaChanges = schemaChanges == null ? SchemaChanges.FOLLOW : schemaChanges;
        this.columns = columns == null ? List.of() : List.copyOf(columns);
        this.epoch = epoch;
        this.readAgain = readAgain;
        this.nested = nested == null ? NestedData.JSON : nested;
    }

    /** The rule of a field. */
    public Optional<ColumnRule> rule(String field) {
        return columns.stream().filter(rule -> rule.field().equals(field)).findFirst();
    }
}
