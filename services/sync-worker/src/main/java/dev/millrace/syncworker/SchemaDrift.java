package dev.millrace.syncworker;

import dev.millrace.connector.spi.Catalog;
import dev.millrace.connector.spi.Field;
import dev.millrace.connector.spi.Stream;
import dev.millrace.work.ConfiguredStream;
import dev.millrace.work.SchemaChange;
import dev.millrace.work.SchemaChange.Kind;
import dev.millrace.work.SchemaChanges;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What a source has now beside what it had when it was discovered, and what of it a sync reads. */
final class SchemaDrift {

    private final Map<String, Stream> known;
    private final Map<String, Stream> found;
    private final Map<String, SchemaChanges> policies;

    SchemaDrift(Catalog known, Catalog found, List<ConfiguredStream> configured) {
        this.known = byName(known);
        this.found = byName(found);
        this.policies = configured.stream()
                .collect(Collectors.toMap(
                        ConfiguredStream::name, stream -> stream.settings().schemaChanges()));
    }

    private static Map<String, Stream> byName(Catalog catalog) {
        return catalog.streams().stream()
                .collect(Collectors.toMap(
                        Stream::name, Function.identity(), (first, second) -> first, LinkedHashMap::new));
    }

    /** What is to be read of a stream; empty when the source no longer has it. */
    Optional<Stream> stream(String name) {
        Stream now = found.get(name);
        Stream before = known.get(name);
        if (now == null || before == null || follows(name)) {
            return Optional.ofNullable(now);
        }
        Map<String, Field> present = fields(now);
        return Optional.of(new Stream(
                name,
                before.fields().stream()
                        .filter(field -> present.containsKey(field.name()))
                        .toList(),
                before.primaryKey(),
                before.cursorField(),
                before.recommended(),
                now.estimatedRows()));
    }

    /** The changes of the streams that are read, those of them that are gone, and the streams that are new. */
    List<SchemaChange> changes() {
        List<SchemaChange> changes = new ArrayList<>();
        for (Stream now : found.values()) {
            Stream before = known.get(now.name());
            if (before == null) {
                changes.add(new SchemaChange(now.name(), null, Kind.ADDED, null, null, false));
            } else if (policies.containsKey(now.name())) {
                compare(before, now, changes);
            }
        }
        policies.keySet().stream()
                .filter(stream -> known.containsKey(stream) && !found.containsKey(stream))
                .sorted()
                .forEach(gone -> changes.add(new SchemaChange(gone, null, Kind.REMOVED, null, null, false)));
        return changes;
    }

    private void compare(Stream before, Stream now, List<SchemaChange> changes) {
        boolean followed = follows(now.name());
        Map<String, Field> earlier = fields(before);
        for (Field field : now.fields()) {
            Field was = earlier.remove(field.name());
            if (was == null) {
                changes.add(new SchemaChange(now.name(), field.name(), Kind.ADDED, null, field.type(), followed));
            } else if (!was.type().equals(field.type())) {
                changes.add(new SchemaChange(
                        now.name(), field.name(), Kind.TYPE_CHANGED, was.type(), field.type(), followed));
            }
        }
        for (Field gone : earlier.values()) {
            changes.add(new SchemaChange(now.name(), gone.name(), Kind.REMOVED, gone.type(), null, followed));
        }
    }

    private boolean follows(String stream) {
        return policies.getOrDefault(stream, SchemaChanges.FOLLOW) == SchemaChanges.FOLLOW;
    }

    private static Map<String, Field> fields(Stream stream) {
        return stream.fields().stream()
                .collect(Collectors.toMap(
                        Field::name, Function.identity(), (first, second) -> first, LinkedHashMap::new));
    }
}
