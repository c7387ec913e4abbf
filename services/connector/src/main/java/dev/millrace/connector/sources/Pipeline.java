package dev.millrace.connector.sources;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.connector.spi.Catalog;
import dev.millrace.connector.spi.LogicalType;
import dev.millrace.connector.spi.Stream;
import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import dev.millrace.platform.problem.Problem.Violation;
import dev.millrace.platform.problem.ViolationsException;
import dev.millrace.work.StreamSettings;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** What people change of how a source is read. The source is locked by whoever uses this. */
public final class Pipeline {

    private final Source source;

    /** The pipeline of a source. */
    public Pipeline(Source source) {
        this.source = source;
    }

    /**
     * Changes which streams are read and how.
     *
     * @param loaded the streams of which there are rows in the warehouse
     * @param confirmed whether those may be loaded anew
     * @throws ViolationsException with {@link ErrorCode#RELOAD_NEEDED}, naming the streams; nothing is changed then
     */
    public void change(List<StreamChange> wanted, Set<String> loaded, boolean confirmed) {
        Map<String, StreamChange> changes = new HashMap<>();
        wanted.forEach(change -> changes.put(change.name(), change));
        if (source.catalog == null) {
            throw new MillraceException(ErrorCode.CONFLICT, source.name + " has not been looked at yet.");
        }
        List<PipelineStream> streams = new ArrayList<>();
        List<Violation> reloads = new ArrayList<>();
        for (PipelineStream present : source.streams) {
            StreamChange change = changes.remove(present.name());
            PipelineStream changed = change == null ? present : changed(present, change);
            if (loaded.contains(present.name())) {
                StreamRules.reloadReason(present, changed)
                        .ifPresent(reason -> reloads.add(new Violation(present.name(), reason)));
            }
            streams.add(changed);
        }
        if (!changes.isEmpty()) {
            throw noSuchStream(changes.keySet().iterator().next());
        }
        if (streams.stream().noneMatch(PipelineStream::selected)) {
            throw new MillraceException(ErrorCode.INVALID_REQUEST, "Choose at least one table.");
        }
        if (!reloads.isEmpty() && !confirmed) {
            String names = reloads.stream().map(Violation::field).collect(Collectors.joining(", "));
            throw new ViolationsException(
                    ErrorCode.RELOAD_NEEDED,
                    "With this change the next run loads " + names
                            + " from the beginning. Send it again with confirmReload if that is wanted.",
                    reloads);
        }
        source.streams = streams;
    }

    /** Has the next run load a stream from its beginning. What is there is read until the new rows take its place. */
    public PipelineStream reset(String stream) {
        return replace(stream, present -> {
            StreamSettings settings = present.settings();
            return present.withSettings(new StreamSettings(
                    settings.lookback(),
                    settings.schemaChanges(),
                    settings.columns(),
                    settings.epoch() + 1,
                    settings.readAgain(),
                    settings.nested()));
        });
    }

    /** Has the next run read an incremental stream again from a value of its cursor on. */
    public PipelineStream readAgain(String stream, JsonNode from, Instant now) {
        return replace(stream, present -> {
            if (!present.syncMode().isIncremental()) {
                throw new MillraceException(
                        ErrorCode.INVALID_REQUEST, stream + " is read from its beginning with every run anyway.");
            }
            if (!present.syncMode().needsKey()) {
                throw new MillraceException(
                        ErrorCode.INVALID_REQUEST,
                        stream + " adds every row that it reads, so rows that are read again would be there twice."
                                + " Reset it instead, or choose a mode with a primary key.");
            }
            String cursor = present.cursorField();
            LogicalType type = Optional.ofNullable(cursor)
                    .flatMap(field -> typeOf(stream, field))
                    .orElseThrow(() -> new MillraceException(
                            ErrorCode.INVALID_REQUEST,
                            stream + " has no cursor that one could begin at. Reset it instead."));
            StreamSettings settings = present.settings();
            StreamSettings.ReadAgain before = settings.readAgain();
            return present.withSettings(new StreamSettings(
                    settings.lookback(),
                    settings.schemaChanges(),
                    settings.columns(),
                    settings.epoch(),
                    new StreamSettings.ReadAgain(
                            ReadAgainPoint.parse(String.valueOf(cursor), type, from, now),
                            before == null ? 1 : before.number() + 1),
                    settings.nested()));
        });
    }

    private PipelineStream replace(String name, UnaryOperator<PipelineStream> change) {
        List<PipelineStream> streams = new ArrayList<>(source.streams);
        for (int i = 0; i < streams.size(); i++) {
            PipelineStream present = streams.get(i);
            if (present.name().equals(name)) {
                if (!present.selected()) {
                    throw new MillraceException(
                            ErrorCode.CONFLICT, name + " is not among the tables that are read. Choose it first.");
                }
                PipelineStream changed = change.apply(present);
                streams.set(i, changed);
                source.streams = streams;
                return changed;
            }
        }
        throw new MillraceException(ErrorCode.NOT_FOUND, source.name + " has no table " + name + ".");
    }

    private PipelineStream changed(PipelineStream present, StreamChange change) {
        Optional<Stream> found = found(present.name());
        if (found.isPresent()) {
            return new StreamRules(present, found.get()).changed(change);
        }
        PipelineStream changed = change.of(present);
        if (!StreamRules.asksForNoMore(present, changed)) {
            throw new MillraceException(
                    ErrorCode.INVALID_REQUEST, "The source has no table " + present.name() + " any more.");
        }
        return changed;
    }

    private Optional<LogicalType> typeOf(String stream, String field) {
        return found(stream).stream()
                .flatMap(found -> found.fields().stream())
                .filter(candidate -> candidate.name().equals(field))
                .map(candidate -> candidate.logicalType())
                .findFirst();
    }

    private Optional<Stream> found(String stream) {
        Catalog catalog = source.catalog;
        return catalog == null
                ? Optional.empty()
                : catalog.streams().stream()
                        .filter(candidate -> candidate.name().equals(stream))
                        .findFirst();
    }

    private MillraceException noSuchStream(String name) {
        return new MillraceException(ErrorCode.INVALID_REQUEST, source.name + " has no table " + name + ".");
    }
}
