package dev.millrace.connector.rest.slice;

import dev.millrace.connector.rest.expression.IsoDuration;
import dev.millrace.connector.rest.manifest.Tree;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The intervals of time of which all records have been read, and those that follow from them. */
final class Intervals {

    private static final String SLICES = "slices";
    private static final String STATE_TYPE = "state_type";
    private static final String MOST_RECENT = "most_recent_cursor_value";

    /**
     * One of them.
     *
     * @param mostRecent the greatest cursor of a record in it; null when it had none
     */
    private record Interval(
            OffsetDateTime from,
            OffsetDateTime until,
            @Nullable OffsetDateTime mostRecent) {}

    private final DatetimeRange range;
    private final List<Interval> done = new ArrayList<>();
    private boolean listed;
    private OffsetDateTime begin;

    Intervals(DatetimeRange range, Map<String, Object> state) {
        this.range = range;
        this.begin = range.start();
        startFrom(state);
    }

    private void startFrom(Map<String, Object> state) {
        if (state.get(SLICES) instanceof List<?> slices) {
            listed = true;
            for (Object slice : slices) {
                Map<String, Object> fields = Tree.mapOrEmpty(slice);
                OffsetDateTime from = range.read(fields.get("start"));
                OffsetDateTime until = range.read(fields.get("end"));
                if (from != null && until != null) {
                    done.add(new Interval(from, until, range.read(fields.get(MOST_RECENT))));
                }
            }
            merge();
        } else {
            OffsetDateTime known = range.timeOf(state).orElse(range.start());
            begin = known.isBefore(range.start()) ? range.start() : known;
        }
        if (done.isEmpty()) {
            OffsetDateTime first = range.start().isAfter(begin) ? begin : range.start();
            done.add(new Interval(first, begin, begin));
        }
    }

    /** From when on records are wanted. */
    OffsetDateTime begin() {
        return begin;
    }

    void add(OffsetDateTime from, OffsetDateTime until, @Nullable OffsetDateTime mostRecent) {
        done.add(new Interval(from, until, mostRecent));
        merge();
    }

    private void merge() {
        done.sort(Comparator.comparing(Interval::from).thenComparing(Interval::until));
        List<Interval> merged = new ArrayList<>();
        for (Interval next : done) {
            Interval last = merged.isEmpty() ? null : merged.getLast();
            if (last != null && !next.from().isAfter(behind(last.until()))) {
                merged.set(
                        merged.size() - 1,
                        new Interval(
                                last.from(),
                                later(last.until(), next.until()),
                                last.mostRecent() == null
                                        ? next.mostRecent()
                                        : next.mostRecent() == null
                                                ? last.mostRecent()
                                                : later(last.mostRecent(), next.mostRecent())));
            } else {
                merged.add(next);
            }
        }
        done.clear();
        done.addAll(merged);
    }

    private OffsetDateTime behind(OffsetDateTime end) {
        return range.granularity().map(granularity -> granularity.after(end)).orElse(end);
    }

    private static OffsetDateTime later(OffsetDateTime one, OffsetDateTime other) {
        return one.isBefore(other) ? other : one;
    }

    /** The state of the format: one value while there is one interval from the beginning, and the list of them otherwise. */
    Map<String, Object> state() {
        if (listed) {
            List<Object> slices = new ArrayList<>();
            for (Interval interval : done) {
                Map<String, Object> slice = new LinkedHashMap<>();
                slice.put("start", range.write(interval.from()));
                slice.put("end", range.write(interval.until()));
                if (interval.mostRecent() != null) {
                    slice.put(MOST_RECENT, range.write(interval.mostRecent()));
                }
                slices.add(slice);
            }
            Map<String, Object> state = new LinkedHashMap<>();
            state.put(SLICES, slices);
            state.put(STATE_TYPE, "date-range");
            return state;
        }
        Interval first = done.getFirst();
        return Map.of(range.cursorField(), range.write(first.mostRecent() == null ? first.from() : first.mostRecent()));
    }

    /** What is left to read, as intervals of the manifest's steps. */
    void left(Consumer<Map<String, Object>> each) {
        List<Interval> known = List.copyOf(done);
        if (range.start().isBefore(known.getFirst().from())) {
            split(range.start(), known.getFirst().from(), false, each);
        }
        for (int i = 0; i + 1 < known.size(); i++) {
            split(behind(known.get(i).until()), known.get(i + 1).from(), false, each);
        }
        OffsetDateTime last = known.getLast().until();
        split(range.lookedBack(last), range.end(), true, each);
    }

    private void split(
            OffsetDateTime lower, OffsetDateTime upper, boolean toTheEnd, Consumer<Map<String, Object>> each) {
        if (!lower.isBefore(upper) || upper.isBefore(range.start())) {
            return;
        }
        OffsetDateTime from = later(lower, range.start());
        Optional<IsoDuration> step = range.step();
        if (step.isEmpty() || !step.get().after(from).isBefore(upper)) {
            OffsetDateTime clampedFrom = range.clamping().up(from);
            OffsetDateTime clampedUntil = range.clamping().down(upper);
            if (clampedFrom.isBefore(clampedUntil) || range.clamping().unit() == Clamping.Unit.NONE) {
                each.accept(interval(clampedFrom, toTheEnd ? clampedUntil : before(clampedUntil)));
            }
            return;
        }
        while (from.isBefore(upper)) {
            OffsetDateTime next = step.get().after(from);
            boolean last = !next.isBefore(upper);
            OffsetDateTime clampedFrom = range.clamping().up(from);
            OffsetDateTime clampedUntil =
                    last ? range.clamping().down(upper) : range.clamping().up(next);
            if (!clampedFrom.isBefore(clampedUntil)) {
                return;
            }
            each.accept(interval(clampedFrom, last && toTheEnd ? clampedUntil : before(clampedUntil)));
            from = clampedUntil;
            if (last) {
                return;
            }
        }
    }

    /** The last moment before a time, as fine as the cursor is. */
    private OffsetDateTime before(OffsetDateTime time) {
        return range.granularity().map(granularity -> granularity.before(time)).orElse(time);
    }

    private Map<String, Object> interval(OffsetDateTime from, OffsetDateTime until) {
        Map<String, Object> interval = new LinkedHashMap<>();
        interval.put(range.startField(), range.write(from));
        interval.put(range.endField(), range.write(until));
        return interval;
    }
}
