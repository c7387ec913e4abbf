package dev.millrace.connector.sources;

import dev.millrace.connector.spi.Catalog;
import dev.millrace.connector.spi.Field;
import dev.millrace.connector.spi.Stream;
import dev.millrace.work.RunKind;
import dev.millrace.work.SchemaChange;
import dev.millrace.work.SchemaChange.Kind;
import dev.millrace.work.SchemaChanges;
import dev.millrace.work.SyncMode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Takes over what a source has when it is looked at again, as far as its streams want that. A stream that follows its source
 * gets the new fields; one that does not keeps those that it knows, and what was found waits. A new stream is chosen
 * if that is recommended and every other stream follows; beside one that does not it waits to be accepted. What is gone
 * stays in the pipeline of a sync, which fails at it, until somebody accepts that it is gone, and it is no longer read; a discovery, which somebody
 * asked for, forgets it.
 */
public final class CatalogUpdate {

    private final Source source;
    private final Map<String, Stream> known;
    private final Map<String, Boolean> followed;
    private final List<Stream> streams = new ArrayList<>();
    private final List<Stream> held = new ArrayList<>();
    private final List<PipelineStream> pipeline = new ArrayList<>();
    private final List<SchemaChange> changes = new ArrayList<>();

    private CatalogUpdate(Source source, List<SchemaChange> reported) {
        this.source = source;
        this.known = source.catalog == null ? Map.of() : byName(source.catalog.streams(), Stream::name);
        this.followed = reported.stream()
                .filter(change -> change.field() != null)
                .collect(Collectors.toMap(SchemaChange::stream, SchemaChange::followed, (first, second) -> first));
    }

    /**
     * Takes over what was found.
     *
     * @param reported what a sync has done about the differences that it met, which may be older than what is set now
     * @return how it differs from what was known; nothing when the source was looked at for the first time
     */
    public static List<SchemaChange> apply(Source source, RunKind kind, Catalog found, List<SchemaChange> reported) {
        CatalogUpdate update = new CatalogUpdate(source, reported);
        boolean first = source.catalog == null;
        update.take(found);
        update.noteWhatIsGone(found, kind == RunKind.SYNC);
        source.catalog = new Catalog(update.streams);
        source.held = update.held.isEmpty() ? null : new Catalog(update.held);
        source.streams = update.pipeline;
        return first ? List.of() : update.changes;
    }

    /**
     * Takes over what waits.
     *
     * @param wanted which streams
     */
    public static void accept(Source source, Set<String> wanted) {
        Map<String, Stream> waiting = source.held == null ? Map.of() : byName(source.held.streams(), Stream::name);
        Catalog catalog = source.catalog;
        if (catalog != null) {
            source.catalog = new Catalog(catalog.streams().stream()
                    .map(stream ->
                            wanted.contains(stream.name()) ? waiting.getOrDefault(stream.name(), stream) : stream)
                    .toList());
        }
        List<Stream> left = waiting.values().stream()
                .filter(stream -> !wanted.contains(stream.name()))
                .toList();
        source.held = left.isEmpty() ? null : new Catalog(left);
    }

    private void take(Catalog found) {
        Map<String, PipelineStream> present = byName(source.streams, PipelineStream::name);
        boolean allFollow =
                source.streams.stream().allMatch(stream -> stream.settings().schemaChanges() == SchemaChanges.FOLLOW);
        Set<String> tables =
                source.streams.stream().map(PipelineStream::table).collect(Collectors.toCollection(HashSet::new));
        for (Stream now : found.streams()) {
            PipelineStream stream = present.get(now.name());
            if (stream == null) {
                String table = Names.unique(now.name(), "table", tables);
                tables.add(table);
                pipeline.add(choose(now, table).withSelected(now.recommended() && allFollow));
                streams.add(now);
                changes.add(
                        new SchemaChange(now.name(), null, Kind.ADDED, null, null, allFollow || !now.recommended()));
            } else {
                pipeline.add(stream);
                take(stream, now);
            }
        }
    }

    private void take(PipelineStream stream, Stream now) {
        Stream before = known.get(now.name());
        if (before == null) {
            streams.add(now);
            changes.add(new SchemaChange(now.name(), null, Kind.ADDED, null, null, true));
            return;
        }
        boolean follows = followed.getOrDefault(now.name(), stream.settings().schemaChanges() == SchemaChanges.FOLLOW);
        List<SchemaChange> differences = compare(before, now, follows);
        if (follows || differences.isEmpty()) {
            streams.add(follows ? now : counted(before, now));
        } else {
            streams.add(counted(before, now));
            held.add(now);
        }
        // Nobody needs to hear of columns of a table that is not read.
        if (stream.selected() || !follows) {
            changes.addAll(differences);
        }
    }

    private void noteWhatIsGone(Catalog found, boolean kept) {
        Map<String, Stream> present = byName(found.streams(), Stream::name);
        for (PipelineStream stream : source.streams) {
            if (present.containsKey(stream.name())) {
                continue;
            }
            if (stream.selected()) {
                changes.add(new SchemaChange(stream.name(), null, Kind.REMOVED, null, null, !kept));
            }
            if (kept) {
                pipeline.add(stream);
                Stream before = known.get(stream.name());
                if (before != null) {
                    streams.add(before);
                }
            }
        }
    }

    private static List<SchemaChange> compare(Stream before, Stream now, boolean follows) {
        List<SchemaChange> differences = new ArrayList<>();
        Map<String, Field> earlier = byName(before.fields(), Field::name);
        for (Field field : now.fields()) {
            Field was = earlier.remove(field.name());
            if (was == null) {
                differences.add(new SchemaChange(now.name(), field.name(), Kind.ADDED, null, field.type(), follows));
            } else if (!was.type().equals(field.type())) {
                differences.add(new SchemaChange(
                        now.name(), field.name(), Kind.TYPE_CHANGED, was.type(), field.type(), follows));
            }
        }
        earlier.values()
                .forEach(gone -> differences.add(
                        new SchemaChange(now.name(), gone.name(), Kind.REMOVED, gone.type(), null, follows)));
        return differences;
    }

    private static PipelineStream choose(Stream stream, String table) {
        boolean keyed = !stream.primaryKey().isEmpty();
        boolean goesOn = stream.cursorField() != null || stream.resumable();
        return new PipelineStream(
                stream.name(),
                stream.recommended(),
                keyed && goesOn ? SyncMode.INCREMENTAL_UPSERT : modeWithoutKeyOrCursor(stream),
                stream.primaryKey(),
                stream.cursorField(),
                table,
                null);
    }

    /** A cursor gives rows at its boundary again, and without a key they would be there twice. A state of the source's own does not. */
    private static SyncMode modeWithoutKeyOrCursor(Stream stream) {
        boolean givesEachRowOnce = stream.resumable() && stream.cursorField() == null;
        return givesEachRowOnce ? SyncMode.INCREMENTAL_APPEND : SyncMode.FULL_REFRESH_OVERWRITE;
    }

    /** What was known, with the number of rows of now. */
    private static Stream counted(Stream before, Stream now) {
        return new Stream(
                before.name(),
                before.fields(),
                before.primaryKey(),
                before.cursorField(),
                before.recommended(),
                now.estimatedRows(),
                now.resumable());
    }

    private static <T> Map<String, T> byName(List<T> all, Function<T, String> name) {
        Map<String, T> byName = new LinkedHashMap<>();
        all.forEach(one -> byName.putIfAbsent(name.apply(one), one));
        return byName;
    }
}
