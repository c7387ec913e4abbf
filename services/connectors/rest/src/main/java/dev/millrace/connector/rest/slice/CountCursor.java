package dev.millrace.connector.rest.slice;

import dev.millrace.connector.rest.manifest.Component;
import dev.millrace.connector.rest.request.RequestOption;
import dev.millrace.connector.rest.request.RequestParts;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A stream whose records have a number that grows. */
final class CountCursor implements StreamCursor {

    private final String field;
    private final long start;
    private final Optional<RequestOption> startOption;
    private long begin;
    private long newest;

    CountCursor(Component component) {
        this.field = component.requiredTemplate("cursor_field").text(Map.of());
        this.start = component.integer("start_value").orElse(0L);
        this.startOption = component.map("start_value_option", RequestOption::of);
        this.begin = start;
        this.newest = start;
    }

    @Override
    public void startFrom(Map<String, Object> state) {
        begin = Math.max(start, number(state.get(field)).orElse(start));
        newest = begin;
    }

    private static Optional<Long> number(@Nullable Object value) {
        return switch (value) {
            case Number number -> Optional.of(number.longValue());
            case String digits when digits.matches("-?\\d{1,18}") -> Optional.of(Long.parseLong(digits));
            case null, default -> Optional.empty();
        };
    }

    @Override
    public void slices(Consumer<StreamSlice> each) {
        each.accept(new StreamSlice(Map.of(), Map.of("start", begin), Map.of()));
    }

    @Override
    public void put(RequestParts parts, StreamSlice slice) {
        startOption.ifPresent(option -> option.put(parts, begin));
    }

    @Override
    public boolean isWanted(Map<String, Object> record, StreamSlice slice) {
        return number(record.get(field)).map(value -> value >= begin).orElse(true);
    }

    @Override
    public void observe(Map<String, Object> record, StreamSlice slice) {
        number(record.get(field)).ifPresent(value -> newest = Math.max(newest, value));
    }

    @Override
    public void close(StreamSlice slice) {
        // Nothing is left.
    }

    @Override
    public void finish() {
        // As above.
    }

    @Override
    public Map<String, Object> state() {
        return Map.of(field, newest);
    }
}
