package dev.millrace.connector.rest.stream;

import dev.millrace.connector.rest.manifest.Component;
import dev.millrace.connector.rest.manifest.Tree;
import dev.millrace.connector.rest.slice.StreamCursor;
import dev.millrace.connector.rest.slice.StreamSlice;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** {@code DeclarativeStream}. */
final class ManifestStream implements RestStream {

    private final Component component;
    private final Reading reading;
    private final StreamCursor cursor;
    private final Supplier<Map<String, Object>> schema;
    private final Optional<FileUploader> uploader;
    private final Selection selection;
    private RecordFile.Taker files = RecordFile.Taker.NOBODY;

    ManifestStream(
            Component component,
            Reading reading,
            StreamCursor cursor,
            Supplier<Map<String, Object>> schema,
            Optional<FileUploader> uploader,
            Selection selection) {
        this.uploader = uploader;
        this.selection = selection;
        this.component = component;
        this.reading = reading;
        this.cursor = cursor;
        this.schema = schema;
    }

    @Override
    public String name() {
        return component.optionalText("name").orElse("");
    }

    @Override
    public Map<String, Object> schema() {
        return schema.get();
    }

    @Override
    public List<List<String>> primaryKey() {
        Object key = component.raw("primary_key");
        if (key == null || key.equals("")) {
            return List.of();
        }
        return Tree.listOf(key).stream()
                .map(field -> Tree.listOf(field).stream().map(String::valueOf).toList())
                .toList();
    }

    @Override
    public Optional<String> cursorField() {
        return component
                .child("incremental_sync")
                .map(described -> described.requiredTemplate("cursor_field").text(Map.of()));
    }

    @Override
    public void read(BiConsumer<Map<String, Object>, StreamSlice> records, Runnable sliceEnd) {
        BiConsumer<Map<String, Object>, StreamSlice> each = (record, slice) -> {
            uploader.ifPresent(given -> given.download(record, files));
            cursor.observe(record, slice);
            records.accept(record, slice);
        };
        Consumer<StreamSlice> end = slice -> {
            cursor.close(slice);
            sliceEnd.run();
        };
        try (Lanes lanes = new Lanes(reading, each, end)) {
            cursor.slices(lanes::add);
            lanes.finish();
        }
        cursor.finish();
    }

    @Override
    public void select(Set<String> fields) {
        selection.of(fields);
    }

    @Override
    public boolean hasFiles() {
        return uploader.isPresent();
    }

    @Override
    public void takeFiles(RecordFile.Taker taker) {
        files = taker;
    }

    @Override
    public void lookBack(Duration duration) {
        cursor.lookBack(duration);
    }

    @Override
    public void startFrom(Map<String, Object> state) {
        cursor.startFrom(state);
    }

    @Override
    public Map<String, Object> state() {
        return cursor.state();
    }
}
