package dev.millrace.connector.spi;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One stream to read.
 *
 * @param stream the stream's name in the catalog
 * @param columns the fields to read, in this order, with the types of the destination's columns, which may be wider
 *     than the source's own; rows are written with exactly these values
 * @param primaryKey the fields that identify a row; empty when the rows are only added
 * @param cursorField read what is at or after the state by this field; null to read everything
 * @param lookback how far before the state, or before {@code since}, an incremental read begins, when its cursor is a
 *     time: rows that came late are given then, and others once more
 * @param since the cursor's value to begin at where there is no state; null to begin at the beginning
 * @param state of the last committed checkpoint, as this connector wrote it; null to begin at the beginning
 * @param incremental whether the next run goes on from this one's state; otherwise it reads everything again
 */
public record ReadRequest(
        String stream,
        List<Field> columns,
        List<String> primaryKey,
        @Nullable String cursorField,
        Duration lookback,
        @Nullable String since,
        @Nullable String state,
        boolean incremental) {

    public ReadRequest {
        columns = List.copyOf(columns);
        primaryKey = List.copyOf(primaryKey);
    }

    /** A read that is incremental where it has a cursor. */
    public ReadRequest(
            String stream,
            List<Field> columns,
            List<String> primaryKey,
            @Nullable String cursorField,
            Duration lookback,
            @Nullable String since,
            @Nullable String state) {
        this(stream, columns, primaryKey, cursorField, lookback, since, state, cursorField != null);
    }

    /** A read that begins at its state. */
    public static ReadRequest of(
            String stream,
            List<Field> columns,
            List<String> primaryKey,
            @Nullable String cursorField,
            @Nullable String state) {
        return new ReadRequest(stream, columns, primaryKey, cursorField, Duration.ZERO, null, state);
    }
}
