package dev.millrace.connector.postgres;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * How far a read is, as the tuples that went by tell. An infinite time is no cursor to go on from: nothing that comes later would
 * be at or after it.
 */
final class Progress {

    private final SourceColumn cursor;
    private final int cursorPosition;
    private final List<SourceColumn> key;
    private final int[] keyPositions;
    private final @Nullable String began;
    /** The rows before were another attempt's, which began earlier than this one: its newest cursor counts. */
    private final boolean goesOnByKey;

    private boolean moved;
    private long newest = Long.MIN_VALUE;

    /**
     * @param columns of the tuples
     * @param key the columns that the rows are read in the order of; empty for the cursor's order
     */
    Progress(PostgresState state, List<SourceColumn> columns, SourceColumn cursor, List<SourceColumn> key) {
        this.cursor = cursor;
        this.cursorPosition = columns.indexOf(cursor);
        this.key = key;
        this.keyPositions = key.stream().mapToInt(columns::indexOf).toArray();
        this.began = state.cursor();
        this.goesOnByKey = !state.lastKey().isEmpty();
    }

    private Progress(Progress same) {
        this.cursor = same.cursor;
        this.cursorPosition = same.cursorPosition;
        this.key = same.key;
        this.keyPositions = same.keyPositions;
        this.began = same.began;
        this.goesOnByKey = same.goesOnByKey;
    }

    /** That of another thread of the same read, which saw nothing yet. */
    Progress another() {
        return new Progress(this);
    }

    void pass(byte[] tuple, int offset) {
        int field = TupleWalk.find(tuple, offset, cursorPosition);
        if (goesOnByKey || TupleWalk.isNull(tuple, field)) {
            return;
        }
        long value = TupleWalk.mark(cursor.type(), tuple, field);
        if (!TupleWalk.isInfinite(cursor.type(), value)) {
            newest = moved ? Math.max(newest, value) : value;
            moved = true;
        }
    }

    /** The state behind a tuple that went by. */
    PostgresState state(byte[] tuple, int offset) {
        SequencedMap<String, String> lastKey = new LinkedHashMap<>();
        for (int i = 0; i < keyPositions.length; i++) {
            SourceColumn column = key.get(i);
            int field = TupleWalk.find(tuple, offset, keyPositions[i]);
            lastKey.put(column.name(), TupleWalk.markText(column.type(), TupleWalk.mark(column.type(), tuple, field)));
        }
        return new PostgresState(newestCursor(), false, lastKey, null);
    }

    /** The state behind all rows whose key, the only column of it, is at most this. */
    PostgresState stateAt(long lastKey) {
        SequencedMap<String, String> only = new LinkedHashMap<>();
        only.put(key.getFirst().name(), Long.toString(lastKey));
        return new PostgresState(newestCursor(), false, only, null);
    }

    /** Takes along what another thread of the same read saw. */
    void join(Progress other) {
        if (other.moved) {
            newest = moved ? Math.max(newest, other.newest) : other.newest;
            moved = true;
        }
    }

    /** The state behind the last tuple. */
    PostgresState end() {
        return PostgresState.atCursor(newestCursor());
    }

    private @Nullable String newestCursor() {
        return moved ? TupleWalk.markText(cursor.type(), newest) : began;
    }
}
