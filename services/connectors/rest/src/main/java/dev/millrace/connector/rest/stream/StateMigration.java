package dev.millrace.connector.rest.stream;

import dev.millrace.connector.rest.manifest.Component;
import dev.millrace.connector.rest.manifest.Tree;
import dev.millrace.connector.rest.request.RequestParts;
import dev.millrace.connector.rest.slice.StreamCursor;
import dev.millrace.connector.rest.slice.StreamSlice;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Reads states of earlier versions of a manifest: {@code {"<partition>": {"<cursor>": value}}} becomes the list of partitions. */
final class StateMigration {

    private StateMigration() {}

    static StreamCursor around(Component stream, StreamCursor cursor) {
        List<Component> migrations = stream.children("state_migrations").stream()
                .filter(migration -> migration.type().equals("LegacyToPerPartitionStateMigration"))
                .toList();
        Optional<String> field = partitionField(stream);
        Optional<String> cursorField = stream.child("incremental_sync")
                .map(described -> described.requiredTemplate("cursor_field").text(Map.of()));
        return migrations.isEmpty() || field.isEmpty() || cursorField.isEmpty()
                ? cursor
                : new Migrating(cursor, field.get(), cursorField.get());
    }

    /** The one field of the partitions; empty when there are several, which no earlier state could have had. */
    private static Optional<String> partitionField(Component stream) {
        List<Component> routers = stream.requiredChild("retriever").children("partition_router");
        if (routers.size() != 1) {
            return Optional.empty();
        }
        Component router = routers.getFirst();
        return switch (router.type()) {
            case "ListPartitionRouter" ->
                Optional.of(router.requiredTemplate("cursor_field").text(Map.of()));
            case "SubstreamPartitionRouter" ->
                router.children("parent_stream_configs").stream()
                        .findFirst()
                        .map(parent ->
                                parent.requiredTemplate("partition_field").text(Map.of()));
            case "UnionPartitionRouter" -> Optional.of(router.text("partition_field"));
            default -> Optional.empty();
        };
    }

    static Map<String, Object> migrate(Map<String, Object> state, String partitionField, String cursorField) {
        if (!isEarlier(state, cursorField)) {
            return state;
        }
        List<Object> states = new ArrayList<>();
        state.forEach((partition, cursor) -> {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("partition", new LinkedHashMap<>(Map.of(partitionField, partition)));
            one.put("cursor", cursor);
            states.add(one);
        });
        Map<String, Object> migrated = new LinkedHashMap<>();
        migrated.put("states", states);
        return migrated;
    }

    private static boolean isEarlier(Map<String, Object> state, String cursorField) {
        return !state.isEmpty()
                && !state.containsKey("states")
                && state.values().stream()
                        .allMatch(value -> value instanceof Map<?, ?> cursor
                                && cursor.size() == 1
                                && Tree.asMap(cursor).containsKey(cursorField));
    }

    /** Hands everything on, and states after migrating them. */
    private record Migrating(StreamCursor cursor, String partitionField, String cursorField) implements StreamCursor {
        @Override
        public void startFrom(Map<String, Object> state) {
            cursor.startFrom(migrate(state, partitionField, cursorField));
        }

        @Override
        public void lookBack(Duration duration) {
            cursor.lookBack(duration);
        }

        @Override
        public void slices(Consumer<StreamSlice> each) {
            cursor.slices(each);
        }

        @Override
        public void put(RequestParts parts, StreamSlice slice) {
            cursor.put(parts, slice);
        }

        @Override
        public StreamSlice narrowed(StreamSlice slice) {
            return cursor.narrowed(slice);
        }

        @Override
        public boolean isWanted(Map<String, Object> record, StreamSlice slice) {
            return cursor.isWanted(record, slice);
        }

        @Override
        public void observe(Map<String, Object> record, StreamSlice slice) {
            cursor.observe(record, slice);
        }

        @Override
        public void close(StreamSlice slice) {
            cursor.close(slice);
        }

        @Override
        public void finish() {
            cursor.finish();
        }

        @Override
        public Map<String, Object> state() {
            return cursor.state();
        }
    }
}
