package dev.millrace.connector.sources;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.connector.spi.Catalog;
import dev.millrace.connector.spi.Field;
import dev.millrace.connector.spi.Stream;
import dev.millrace.work.RunKind;
import dev.millrace.work.SchemaChange;
import dev.millrace.work.SchemaChange.Kind;
import dev.millrace.work.SchemaChanges;
import dev.millrace.work.StreamSettings;
import dev.millrace.work.SyncMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CatalogUpdateTest {

    private static final Field ID = new Field("id", "integer", false);
    private static final Field NOTE = new Field("note", "text", true);
    private static final Field JSON_NOTE = new Field("note", "json", true);

    @Test
    void theFirstLookChoosesWhatIsRecommendedAndTellsOfNoChange() {
        Source source = new Source();
        source.streams = List.of();
        Stream keyed = new Stream("orders", List.of(ID), List.of("id"), "id", true, null);
        Stream resumable = new Stream("events", List.of(ID), List.of("id"), null, true, null, true);
        Stream plain = new Stream("Log Lines", List.of(NOTE), List.of(), null, false, null);
        Stream added = new Stream("visits", List.of(NOTE), List.of(), null, true, null, true);

        assertThat(CatalogUpdate.apply(source, RunKind.DISCOVER, catalog(keyed, resumable, plain, added), List.of()))
                .isEmpty();

        assertThat(source.streams)
                .containsExactly(
                        new PipelineStream(
                                "orders", true, SyncMode.INCREMENTAL_UPSERT, List.of("id"), "id", "orders", null),
                        new PipelineStream(
                                "events", true, SyncMode.INCREMENTAL_UPSERT, List.of("id"), null, "events", null),
                        new PipelineStream(
                                "Log Lines",
                                false,
                                SyncMode.FULL_REFRESH_OVERWRITE,
                                List.of(),
                                null,
                                "log_lines",
                                null),
                        new PipelineStream(
                                "visits", true, SyncMode.INCREMENTAL_APPEND, List.of(), null, "visits", null));
    }

    @Test
    void aStreamThatFollowsTakesOverWhatIsNewOtherAndGone() {
        Source source = source(SchemaChanges.FOLLOW, stream("orders", ID, NOTE), stream("people", ID));
        Catalog found = catalog(stream("orders", ID, JSON_NOTE), stream("people", NOTE));

        assertThat(CatalogUpdate.apply(source, RunKind.SYNC, found, List.of()))
                .containsExactly(
                        new SchemaChange("orders", "note", Kind.TYPE_CHANGED, "text", "json", true),
                        new SchemaChange("people", "note", Kind.ADDED, null, "text", true),
                        new SchemaChange("people", "id", Kind.REMOVED, "integer", null, true));
        assertThat(source.catalog).isEqualTo(found);
        assertThat(source.held).isNull();
    }

    @Test
    void aFrozenStreamKeepsItsFieldsAndWhatWasFoundWaits() {
        Source source = source(SchemaChanges.FREEZE, stream("orders", ID), stream("people", ID));
        Catalog found = catalog(stream("orders", ID, NOTE), stream("people", ID));

        assertThat(CatalogUpdate.apply(source, RunKind.SYNC, found, List.of()))
                .containsExactly(new SchemaChange("orders", "note", Kind.ADDED, null, "text", false));
        assertThat(source.catalog).isEqualTo(catalog(stream("orders", ID), stream("people", ID)));
        assertThat(source.held).isEqualTo(catalog(stream("orders", ID, NOTE)));

        CatalogUpdate.accept(source, Set.of("orders"));

        assertThat(source.catalog).isEqualTo(found);
        assertThat(source.held).isNull();
    }

    @Test
    void whatARunHasFollowedIsTakenOverThoughTheStreamWasFrozenInBetween() {
        Source source = source(SchemaChanges.FREEZE, stream("orders", ID));
        SchemaChange followed = new SchemaChange("orders", "note", Kind.ADDED, null, "text", true);

        assertThat(CatalogUpdate.apply(source, RunKind.SYNC, catalog(stream("orders", ID, NOTE)), List.of(followed)))
                .containsExactly(followed);
        assertThat(source.catalog).isEqualTo(catalog(stream("orders", ID, NOTE)));
    }

    @Test
    void aNewStreamIsReadUnlessAnotherDoesNotFollow() {
        Source follows = source(SchemaChanges.FOLLOW, stream("orders", ID));
        Source asks = source(SchemaChanges.ASK, stream("orders", ID));
        Catalog found = catalog(stream("orders", ID), stream("refunds", ID));

        assertThat(CatalogUpdate.apply(follows, RunKind.SYNC, found, List.of()))
                .containsExactly(new SchemaChange("refunds", null, Kind.ADDED, null, null, true));
        assertThat(CatalogUpdate.apply(asks, RunKind.SYNC, found, List.of()))
                .containsExactly(new SchemaChange("refunds", null, Kind.ADDED, null, null, false));
        assertThat(follows.streams).extracting(PipelineStream::selected).containsExactly(true, true);
        assertThat(asks.streams).extracting(PipelineStream::selected).containsExactly(true, false);
    }

    @Test
    void aStreamThatIsGoneStaysWithASyncAndGoesWithADiscovery() {
        Source source = source(SchemaChanges.FREEZE, stream("orders", ID), stream("people", ID));
        Catalog found = catalog(stream("people", ID));

        assertThat(CatalogUpdate.apply(source, RunKind.SYNC, found, List.of()))
                .containsExactly(new SchemaChange("orders", null, Kind.REMOVED, null, null, false));
        assertThat(source.streams).extracting(PipelineStream::name).containsExactly("people", "orders");
        assertThat(source.catalog).isEqualTo(catalog(stream("people", ID), stream("orders", ID)));

        assertThat(CatalogUpdate.apply(source, RunKind.DISCOVER, found, List.of()))
                .containsExactly(new SchemaChange("orders", null, Kind.REMOVED, null, null, true));
        assertThat(source.streams).extracting(PipelineStream::name).containsExactly("people");
        assertThat(source.catalog).isEqualTo(found);
    }

    @Test
    void aTableThatIsGoneAndNotReadGoesSilently() {
        Source source = source(SchemaChanges.FOLLOW, stream("orders", ID), stream("people", ID));
        source.streams = source.streams.stream()
                .map(stream -> stream.withSelected(stream.name().equals("people")))
                .toList();

        assertThat(CatalogUpdate.apply(source, RunKind.SYNC, catalog(stream("people", ID)), List.of()))
                .isEmpty();
    }

    @Test
    void columnsOfATableThatIsNotReadAreTakenOverSilently() {
        Source source = source(SchemaChanges.FOLLOW, stream("orders", ID), stream("people", ID));
        source.streams = source.streams.stream()
                .map(stream -> stream.withSelected(stream.name().equals("orders")))
                .toList();
        Catalog found = catalog(stream("orders", ID), stream("people", ID, NOTE));

        assertThat(CatalogUpdate.apply(source, RunKind.SYNC, found, List.of())).isEmpty();
        assertThat(source.catalog).isEqualTo(found);
    }

    private static Source source(SchemaChanges policy, Stream... known) {
        Source source = new Source();
        source.catalog = catalog(known);
        List<PipelineStream> streams = new ArrayList<>();
        for (Stream stream : known) {
            streams.add(new PipelineStream(
                    stream.name(),
                    true,
                    SyncMode.FULL_REFRESH_OVERWRITE,
                    List.of(),
                    null,
                    stream.name(),
                    new StreamSettings(null, policy, null, 0, null, null)));
        }
        source.streams = streams;
        return source;
    }

    private static Catalog catalog(Stream... streams) {
        return new Catalog(List.of(streams));
    }

    private static Stream stream(String name, Field... fields) {
        return new Stream(name, Arrays.asList(fields), List.of(), null, true, null);
    }
}
