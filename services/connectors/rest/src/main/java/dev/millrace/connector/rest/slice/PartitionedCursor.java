package dev.millrace.connector.rest.slice;

import dev.millrace.connector.rest.manifest.Tree;
import dev.millrace.connector.rest.request.RequestParts;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A stream of many partitions, each with a cursor of its own. Partitions that are new begin where the newest record of
 * all was at the end of the read before, less the time that read took. When there are too many to remember, that one
 * value stands for all.
 */
final class PartitionedCursor implements StreamCursor {

    private static final int MAX_PARTITIONS = 10_000;
    private static final String GLOBAL = "use_global_cursor";
    private static final String STATES = "states";
    private static final String STATE = "state";
    private static final String LOOKBACK = "lookback_window";
    private static final String PARENT_STATE = "parent_state";

    private final DatetimeRange range;
    private final PartitionRouter router;
    private final Clock clock;
    private final Map<Map<String, Object>, DatetimeCursor> cursors = new LinkedHashMap<>();
    private boolean global;
    private @Nullable Map<String, Object> globalState;
    private @Nullable OffsetDateTime newest;
    private boolean sawRecords;
    private long lookbackSeconds;
    private Optional<Map<String, Object>> parentState = Optional.empty();
    private Instant began;

    PartitionedCursor(DatetimeRange range, PartitionRouter router, boolean global, Clock clock) {
        this.range = range;
        this.router = router;
        this.global = global;
        this.clock = clock;
        this.began = clock.instant();
    }

    @Override
    public void startFrom(Map<String, Object> state) {
        router.startFrom(state);
        if (state.isEmpty()) {
            return;
        }
        if (!state.containsKey(STATES) && !state.containsKey(STATE)) {
            setGlobal(state);
        } else {
            global |= Boolean.TRUE.equals(state.get(GLOBAL));
            lookbackSeconds = state.get(LOOKBACK) instanceof Number seconds ? seconds.longValue() : 0;
            for (Object one : Tree.listOf(state.get(STATES))) {
                Map<String, Object> fields = Tree.mapOrEmpty(one);
                cursors.put(Tree.mapOrEmpty(fields.get("partition")), cursor(Tree.mapOrEmpty(fields.get("cursor")), 0));
            }
            if (state.get(STATE) instanceof Map<?, ?> saved) {
                setGlobal(Tree.asMap(saved));
            }
        }
        if (state.get(PARENT_STATE) instanceof Map<?, ?> saved && !saved.isEmpty()) {
            parentState = Optional.of(Tree.asMap(saved));
        }
    }

    private void setGlobal(Map<String, Object> state) {
        globalState = new LinkedHashMap<>(state);
        newest = range.timeOf(state).orElse(null);
    }

    private DatetimeCursor cursor(Map<String, Object> state, long secondsEarlier) {
        DatetimeCursor cursor = new DatetimeCursor(range);
        Map<String, Object> from = new LinkedHashMap<>(state);
        if (secondsEarlier > 0) {
            range.timeOf(state)
                    .ifPresent(time -> from.put(range.cursorField(), range.write(time.minusSeconds(secondsEarlier))));
        }
        cursor.startFrom(from);
        return cursor;
    }

    @Override
    public void lookBack(Duration duration) {
        range.lookBack(duration);
    }

    @Override
    public void slices(Consumer<StreamSlice> each) {
        began = clock.instant();
        router.slices(partition -> {
            if (!global && cursors.size() >= MAX_PARTITIONS) {
                global = true;
                cursors.clear();
            }
            DatetimeCursor cursor = cursors.get(partition.partition());
            boolean known = cursor != null;
            if (cursor == null) {
                Map<String, Object> state = globalState;
                cursor = cursor(state == null ? Map.of() : state, state == null ? 0 : lookbackSeconds);
                cursors.put(partition.partitionCopy(), cursor);
            }
            cursor.slices(interval -> each.accept(partition.during(interval.interval())));
            if (global && !known) {
                cursors.remove(partition.partition());
            }
        });
    }

    @Override
    public void put(RequestParts parts, StreamSlice slice) {
        router.put(parts, slice);
        range.put(parts, slice);
    }

    @Override
    public boolean isWanted(Map<String, Object> record, StreamSlice slice) {
        DatetimeCursor cursor = cursors.get(slice.partition());
        return cursor == null || cursor.isWanted(record, slice);
    }

    @Override
    public void observe(Map<String, Object> record, StreamSlice slice) {
        range.timeOf(record).ifPresent(time -> {
            sawRecords = true;
            OffsetDateTime before = newest;
            newest = before == null || before.isBefore(time) ? time : before;
        });
        DatetimeCursor cursor = cursors.get(slice.partition());
        if (cursor != null) {
            cursor.observe(record, slice);
        }
    }

    @Override
    public StreamSlice narrowed(StreamSlice slice) {
        DatetimeCursor cursor = cursors.get(slice.partition());
        return cursor == null ? slice : cursor.narrowed(slice);
    }

    @Override
    public void close(StreamSlice slice) {
        DatetimeCursor cursor = cursors.get(slice.partition());
        if (cursor != null) {
            cursor.close(slice);
        }
    }

    @Override
    public void finish() {
        OffsetDateTime time = newest;
        if (sawRecords && time != null) {
            globalState = Map.of(range.cursorField(), range.write(time));
        }
        Duration took = Duration.between(began, clock.instant());
        lookbackSeconds = took.isZero() ? 0 : took.toSeconds() + 1;
        parentState = router.parentState();
    }

    @Override
    public Map<String, Object> state() {
        Map<String, Object> state = new LinkedHashMap<>();
        state.put(GLOBAL, global);
        if (!global) {
            List<Object> states = new ArrayList<>();
            cursors.forEach((partition, cursor) -> {
                Map<String, Object> one = new LinkedHashMap<>();
                one.put("partition", partition);
                one.put("cursor", cursor.state());
                states.add(one);
            });
            state.put(STATES, states);
        }
        if (globalState != null) {
            state.put(STATE, globalState);
        }
        state.put(LOOKBACK, lookbackSeconds);
        parentState.ifPresent(saved -> state.put(PARENT_STATE, saved));
        return state;
    }
}
