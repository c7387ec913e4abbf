package dev.millrace.connector.rest.stream;

import dev.millrace.connector.rest.http.Seats;
import dev.millrace.connector.rest.http.Web;
import dev.millrace.connector.rest.manifest.Component;
import dev.millrace.connector.rest.manifest.Tree;
import dev.millrace.connector.rest.request.Requester;
import dev.millrace.connector.rest.slice.Cursors;
import dev.millrace.connector.rest.slice.ParentStream;
import dev.millrace.connector.rest.slice.PartitionRouter;
import dev.millrace.connector.rest.slice.Routers;
import dev.millrace.connector.rest.slice.StreamCursor;
import dev.millrace.connector.rest.slice.StreamSlice;
import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/** Puts streams together from their components. */
final class StreamFactory {

    private final Web web;
    private final Set<String> parents;
    private final int asyncJobs;

    /**
     * For an API.
     *
     * @param parents the names of streams that are parents of others, whose answers are used again
     * @param asyncJobs how many jobs the API works at for us at the same time
     */
    StreamFactory(Web web, Set<String> parents, int asyncJobs) {
        this.web = web;
        this.parents = parents;
        this.asyncJobs = asyncJobs;
    }

    RestStream stream(Component component) {
        if (component.type().equals("StateDelegatingStream")) {
            return new StateDelegatingStream(component, this::stream, web.clock());
        }
        Component retriever = component.requiredChild("retriever");
        SchemaLoader loader = new SchemaLoader(component, this);
        return stream(component, retriever, loader);
    }

    private RestStream stream(Component component, Component retriever, SchemaLoader loader) {
        Optional<Component> incremental = component.child("incremental_sync");
        PartitionRouter router = Routers.of(retriever, this::parent);
        StreamCursor cursor = Cursors.of(incremental, router);
        boolean clientSide = flag(incremental, "is_client_side_incremental");
        boolean dataFeed = flag(incremental, "is_data_feed");
        RecordSelector selector = new RecordSelector(
                retriever.requiredChild("record_selector"),
                Transformations.of(component.children("transformations")),
                clientSide || dataFeed ? Optional.of(cursor) : Optional.empty(),
                Normalizations.of(retriever.requiredChild("record_selector"), loader::schema));
        Selection selection = new Selection();
        Optional<FileUploader> uploader = component.map(
                "file_uploader",
                given -> new FileUploader(given, component.optionalText("name").orElse(""), web));
        boolean reused = parents.contains(component.optionalText("name").orElse(""));
        Retriever made = retriever(retriever, selector, cursor, dataFeed, reused, selection);
        StreamCursor migrated = StateMigration.around(component, cursor);
        // What sorts out known records sees those of one slice after another.
        boolean inOrder = clientSide || dataFeed || retriever.has("pagination_reset");
        int most = inOrder ? 1 : retriever.type().equals("AsyncRetriever") ? asyncJobs : Integer.MAX_VALUE;
        return new ManifestStream(
                component, new Reading(made, web.seats(), most), migrated, loader::schema, uploader, selection);
    }

    private static boolean flag(Optional<Component> cursor, String field) {
        return cursor.map(described -> described.flag(field, false)).orElse(false);
    }

    /** Seats are for the children: parents that took them would wait for those who wait for them. */
    private ParentStream parent(Component config) {
        return new StreamFactory(web.with(Seats.single()), parents, asyncJobs).stream(config.requiredChild("stream"));
    }

    /** A retriever that belongs to no stream: of schemas, properties, or the values of dynamic streams. */
    Retriever alone(Component retriever) {
        return (slice, records) -> slices(retriever, (record, partition) -> records.accept(record));
    }

    private Retriever retriever(
            Component component,
            RecordSelector selector,
            StreamCursor cursor,
            boolean stopsAtKnown,
            boolean reused,
            Selection selection) {
        return switch (component.type()) {
            case "SimpleRetriever" -> {
                Component requester = component.requiredChild("requester");
                Web used = reused || requester.flag("use_cache", false) ? web.forReuse() : web;
                yield new PageRetriever(
                        component,
                        Requester.of(requester, used),
                        selector,
                        cursor,
                        stopsAtKnown,
                        properties(requester, selection),
                        used);
            }
            case "AsyncRetriever" -> new JobRetriever(component, selector, cursor, web);
            default ->
                throw new MillraceException(
                        ErrorCode.INVALID_CONFIGURATION,
                        component.place() + " is a " + component.type() + ", which Millrace does not know.");
        };
    }

    private Optional<QueryProperties> properties(Component requester, Selection selection) {
        Optional<Component> described = requester
                .child("query_properties")
                .or(() -> requester
                        .child("fetch_properties_from_endpoint")
                        .map(endpoint ->
                                requester.with(Map.of("type", "QueryProperties", "property_list", endpoint.fields()))))
                .or(() -> requester.named("request_parameters").values().stream()
                        .filter(parameter -> parameter.type().equals("QueryProperties"))
                        .findFirst());
        return described.map(component -> new QueryProperties(
                component,
                component
                        .child("property_list")
                        .flatMap(list -> list.child("retriever"))
                        .map(this::alone),
                selection));
    }

    /** The records of such a retriever with the partition of each. */
    void slices(Component retriever, BiConsumer<Map<String, Object>, StreamSlice> records) {
        PartitionRouter router = Routers.of(retriever, this::parent);
        StreamCursor cursor = Cursors.of(Optional.empty(), router);
        RecordSelector selector = new RecordSelector(
                retriever.requiredChild("record_selector"), List.of(), Optional.empty(), Normalization.NONE);
        Retriever each = retriever(retriever, selector, cursor, false, true, new Selection());
        cursor.slices(partition -> each.read(partition, record -> records.accept(record, partition)));
    }

    /** The records of a retriever that belongs to no stream, as they are. */
    static List<Map<String, Object>> all(Retriever retriever) {
        List<Map<String, Object>> records = new ArrayList<>();
        retriever.read(StreamSlice.WHOLE, record -> records.add(Tree.copy(record)));
        return records;
    }
}
