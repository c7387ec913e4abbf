package dev.millrace.connector.drift;

import dev.millrace.connector.sources.CatalogUpdate;
import dev.millrace.connector.sources.Source;
import dev.millrace.connector.sources.Sources;
import dev.millrace.connector.spi.Catalog;
import dev.millrace.events.EventTypes;
import dev.millrace.events.SchemaChanged;
import dev.millrace.events.SchemaChanged.State;
import dev.millrace.events.Topics;
import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import dev.millrace.kernel.RunId;
import dev.millrace.kernel.SourceId;
import dev.millrace.kernel.TenantId;
import dev.millrace.kernel.TimeOrderedUuid;
import dev.millrace.platform.outbox.Outbox;
import dev.millrace.platform.paging.Page;
import dev.millrace.work.RunKind;
import dev.millrace.work.SchemaChange;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How the sources of the tenant that the current transaction sees have changed. */
@ApplicationScoped
public class SchemaChangeLog {

    private static final int MOST = 500;

    private final Outbox outbox;
    private final EntityManager entities;

    SchemaChangeLog(Outbox outbox, EntityManager entities) {
        this.outbox = outbox;
        this.entities = entities;
    }

    /**
     * Takes over what a run has found, and notes how it differs from what was known.
     *
     * @param source locked
     * @param reported what the run itself has done about it
     */
    public void lookedAt(Source source, RunId run, RunKind kind, Catalog found, List<SchemaChange> reported) {
        List<SchemaChange> changes = CatalogUpdate.apply(source, kind, found, reported);
        List<ObservedChange> waiting = stillWaiting(source, changes);
        Instant now = Instant.now();
        List<ObservedChange> noted = new ArrayList<>();
        for (SchemaChange change : changes) {
            boolean known = waiting.stream().anyMatch(held -> held.tells(change));
            if (!known && noted.size() < MOST - waiting.size()) {
                noted.add(note(source, run, now, change));
            }
        }
        if (!noted.isEmpty()) {
            forgetTheOldest(source);
            tell(source, run, noted);
        }
    }

    /** Takes over what waits of one stream, or of all. */
    List<ObservedChange> accept(Source source, @Nullable String stream) {
        if (stream != null
                && source.streams.stream().noneMatch(known -> known.name().equals(stream))) {
            throw new MillraceException(ErrorCode.INVALID_REQUEST, source.name + " has no table " + stream + ".");
        }
        List<ObservedChange> accepted = waiting(source).stream()
                .filter(change -> stream == null || change.stream.equals(stream))
                .toList();
        if (accepted.isEmpty()) {
            return accepted;
        }
        CatalogUpdate.accept(
                source, accepted.stream().map(change -> change.stream).collect(Collectors.toSet()));
        Sources.select(source, whole(accepted, SchemaChange.Kind.ADDED), true);
        Sources.select(source, whole(accepted, SchemaChange.Kind.REMOVED), false);
        accepted.forEach(change -> change.state = State.ACCEPTED);
        tell(source, null, accepted);
        return accepted;
    }

    private static Set<String> whole(List<ObservedChange> changes, SchemaChange.Kind kind) {
        return changes.stream()
                .filter(change -> change.field == null && change.kind == kind)
                .map(change -> change.stream)
                .collect(Collectors.toSet());
    }

    /** What became of a source, the newest first. */
    Page<ObservedChange> list(SourceId source, int size, @Nullable String cursor) {
        UUID before = cursor == null ? new UUID(-1L, -1L) : parse(cursor);
        List<ObservedChange> found = ObservedChange.<ObservedChange>find(
                        "sourceId = ?1 and id < ?2 order by id desc", source.value(), before)
                .page(0, size + 1)
                .list();
        return Page.of(found, size, change -> change.id.toString());
    }

    /** How many changes of each source wait to be accepted; a source with none is not among them. */
    public Map<SourceId, Integer> held() {
        return entities.createQuery(
                        "select sourceId, count(*) from ObservedChange where state = :held group by sourceId",
                        Object[].class)
                .setParameter("held", State.HELD)
                .getResultStream()
                .collect(Collectors.toUnmodifiableMap(
                        row -> new SourceId((UUID) row[0]), row -> ((Number) row[1]).intValue()));
    }

    /** Those that waited before and wait still; the others are no longer true, or were chosen by hand. */
    private static List<ObservedChange> stillWaiting(Source source, List<SchemaChange> changes) {
        Set<String> selected = source.streams.stream()
                .filter(stream -> stream.selected())
                .map(stream -> stream.name())
                .collect(Collectors.toSet());
        Set<String> known = source.streams.stream().map(stream -> stream.name()).collect(Collectors.toSet());
        List<ObservedChange> waiting = new ArrayList<>();
        for (ObservedChange change : waiting(source)) {
            boolean isNewStream = change.field == null && change.kind == SchemaChange.Kind.ADDED;
            boolean waits = isNewStream
                    ? known.contains(change.stream) && !selected.contains(change.stream)
                    : changes.stream().anyMatch(now -> !now.followed() && change.tells(now));
            if (waits) {
                waiting.add(change);
            } else if (isNewStream && selected.contains(change.stream)) {
                change.state = State.ACCEPTED;
            } else {
                change.delete();
            }
        }
        return waiting;
    }

    private static List<ObservedChange> waiting(Source source) {
        return ObservedChange.list("sourceId = ?1 and state = ?2 order by id", source.id, State.HELD);
    }

    private static ObservedChange note(Source source, RunId run, Instant now, SchemaChange change) {
        ObservedChange noted = new ObservedChange();
        noted.id = TimeOrderedUuid.next();
        noted.sourceId = source.id;
        noted.runId = run.value();
        noted.at = now;
        noted.stream = change.stream();
        noted.field = change.field();
        noted.kind = change.kind();
        noted.from = change.from();
        noted.to = change.to();
        noted.state = change.followed() ? State.FOLLOWED : State.HELD;
        noted.persist();
        return noted;
    }

    /** What waits is kept before what is only history. */
    private void forgetTheOldest(Source source) {
        entities.flush();
        entities.createNativeQuery(
                        "delete from schema_changes where tenant_id = :tenant and source_id = :source and id in"
                                + " (select id from schema_changes where tenant_id = :tenant and source_id = :source"
                                + " order by state = 'HELD' desc, id desc offset " + MOST + ")")
                .setParameter("tenant", source.tenantId)
                .setParameter("source", source.id)
                .executeUpdate();
    }

    private void tell(Source source, @Nullable RunId run, List<ObservedChange> changes) {
        outbox.publish(
                Topics.RUN_EVENTS,
                EventTypes.SCHEMA_CHANGED,
                TenantId.fromString(source.tenantId),
                run,
                new SchemaChanged(
                        source.sourceId(),
                        source.name,
                        changes.stream().map(ObservedChange::forEvent).toList()));
    }

    private static UUID parse(String cursor) {
        try {
            return UUID.fromString(cursor);
        } catch (IllegalArgumentException e) {
            throw new MillraceException(ErrorCode.INVALID_REQUEST, "The cursor is not one that a page gave.", e);
        }
    }
}
