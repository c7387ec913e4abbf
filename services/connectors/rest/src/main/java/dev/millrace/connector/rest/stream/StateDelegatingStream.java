package dev.millrace.connector.rest.stream;

import dev.millrace.connector.rest.expression.IsoDuration;
import dev.millrace.connector.rest.manifest.Component;
import dev.millrace.connector.rest.slice.Cursors;
import dev.millrace.connector.rest.slice.StreamSlice;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** Reads everything by one stream as long as there is no state, and what is new by another from then on. */
final class StateDelegatingStream implements RestStream {

    private final Component component;
    private final RestStream whole;
    private final RestStream incremental;
    private final Clock clock;
    private RestStream chosen;

    StateDelegatingStream(Component component, Function<Component, RestStream> streams, Clock clock) {
        this.component = component;
        this.whole = streams.apply(component.requiredChild("full_refresh_stream"));
        this.incremental = streams.apply(component.requiredChild("incremental_stream"));
        this.clock = clock;
        this.chosen = whole;
    }

    @Override
    public String name() {
        return component.text("name");
    }

    @Override
    public Map<String, Object> schema() {
        return incremental.schema();
    }

    @Override
    public List<List<String>> primaryKey() {
        return incremental.primaryKey();
    }

    @Override
    public Optional<String> cursorField() {
        return incremental.cursorField();
    }

    @Override
    public void select(Set<String> fields) {
        whole.select(fields);
        incremental.select(fields);
    }

    @Override
    public boolean hasFiles() {
        return incremental.hasFiles();
    }

    @Override
    public void takeFiles(RecordFile.Taker taker) {
        whole.takeFiles(taker);
        incremental.takeFiles(taker);
    }

    @Override
    public void lookBack(Duration duration) {
        incremental.lookBack(duration);
    }

    @Override
    public void startFrom(Map<String, Object> state) {
        if (state.isEmpty() || isTooOld(state)) {
            chosen = whole;
        } else {
            chosen = incremental;
            incremental.startFrom(state);
        }
    }

    /** Some APIs tell of changes for a while only: a state from before that misses some. */
    private boolean isTooOld(Map<String, Object> state) {
        Optional<IsoDuration> kept = component.duration("api_retention_period");
        if (kept.isEmpty()) {
            return false;
        }
        OffsetDateTime oldest = kept.get().before(OffsetDateTime.now(clock).withOffsetSameInstant(ZoneOffset.UTC));
        Component stream = component.requiredChild("incremental_stream");
        boolean partitioned = stream.requiredChild("retriever").has("partition_router");
        return stream.child("incremental_sync")
                .map(described -> Cursors.isBefore(described, partitioned, state, oldest))
                .orElse(false);
    }

    @Override
    public Map<String, Object> state() {
        return chosen.state();
    }

    @Override
    public void read(BiConsumer<Map<String, Object>, StreamSlice> records, Runnable sliceEnd) {
        chosen.read(records, sliceEnd);
    }
}
