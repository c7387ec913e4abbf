package dev.millrace.connector.rest.slice;

import dev.millrace.connector.rest.request.RequestParts;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A stream of one partition whose records have a time. */
final class DatetimeCursor implements StreamCursor {

    private final DatetimeRange range;
    private final Map<Map<String, Object>, OffsetDateTime> mostRecent = new HashMap<>();
    private @Nullable Intervals intervals;

    DatetimeCursor(DatetimeRange range) {
        this.range = range;
    }

    private Intervals intervals() {
        Intervals present = intervals;
        if (present == null) {
            present = new Intervals(range, Map.of());
            intervals = present;
        }
        return present;
    }

    @Override
    public void startFrom(Map<String, Object> state) {
        intervals = new Intervals(range, state);
    }

    @Override
    public void lookBack(Duration duration) {
        range.lookBack(duration);
    }

    @Override
    public void slices(Consumer<StreamSlice> each) {
        intervals().left(interval -> each.accept(new StreamSlice(Map.of(), interval, Map.of())));
    }

    @Override
    public void put(RequestParts parts, StreamSlice slice) {
        range.put(parts, slice);
    }

    @Override
    public boolean isWanted(Map<String, Object> record, StreamSlice slice) {
        Optional<OffsetDateTime> time = range.timeOf(record);
        if (time.isEmpty()) {
            return true;
        }
        OffsetDateTime begin = range.earlier(intervals().begin());
        return !time.get().isBefore(begin) && !time.get().isAfter(range.end());
    }

    @Override
    public void observe(Map<String, Object> record, StreamSlice slice) {
        range.timeOf(record)
                .ifPresent(time ->
                        mostRecent.merge(slice.interval(), time, (one, other) -> one.isBefore(other) ? other : one));
    }

    @Override
    public StreamSlice narrowed(StreamSlice slice) {
        OffsetDateTime seen = mostRecent.get(slice.interval());
        if (seen == null) {
            return slice;
        }
        Map<String, Object> interval = new LinkedHashMap<>(slice.interval());
        interval.put(range.startField(), range.write(seen));
        return slice.during(interval);
    }

    @Override
    public void close(StreamSlice slice) {
        OffsetDateTime from = range.read(slice.interval().get(range.startField()));
        OffsetDateTime until = range.read(slice.interval().get(range.endField()));
        if (from != null && until != null) {
            intervals().add(from, until, mostRecent.remove(slice.interval()));
        }
    }

    @Override
    public void finish() {
        // Each interval said it when it was closed.
    }

    @Override
    public Map<String, Object> state() {
        return intervals().state();
    }
}
