package dev.millrace.connector.rest.stream;

import dev.millrace.connector.rest.expression.RecordPath;
import dev.millrace.connector.rest.manifest.Component;
import dev.millrace.connector.rest.manifest.Tree;
import dev.millrace.connector.rest.request.Requester;
import dev.millrace.connector.rest.slice.StreamSlice;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * APIs that give only the properties that are asked for, and not too many at once: the list is cut into parts, each page is
 * read once for each part, and what belongs to one record is put together.
 */
final class QueryProperties {

    private final List<String> fixed;
    private final Optional<Retriever> endpoint;
    private final List<String> endpointPath;
    private final Selection selection;
    private final Optional<Component> selector;
    private final List<String> always;
    private final Optional<Component> chunking;
    private final List<String> mergeKey;

    /**
     * The properties of a request.
     *
     * @param retriever reads the list of them, when an endpoint has it
     * @param selection of the fields of the stream, for APIs that need not be asked for the others
     */
    QueryProperties(Component component, Optional<Retriever> retriever, Selection selection) {
        this.fixed = component.raw("property_list") instanceof List<?> ? component.texts("property_list") : List.of();
        this.endpoint = retriever;
        this.selection = selection;
        this.selector = component.child("property_selector");
        this.endpointPath = component
                .child("property_list")
                .map(list -> list.templates("property_field_path").stream()
                        .map(step -> step.text(Map.of()))
                        .toList())
                .orElse(List.of());
        this.always = component.texts("always_include_properties");
        this.chunking = component.child("property_chunking");
        this.mergeKey = chunking.flatMap(chunk -> chunk.child("record_merge_strategy"))
                .map(merge -> merge.texts("key"))
                .orElse(List.of());
    }

    private List<String> wanted() {
        if (selector.isEmpty() || selection.fields().isEmpty()) {
            return all();
        }
        Map<String, Object> fields = new LinkedHashMap<>();
        selection.fields().get().forEach(name -> fields.put(name, Map.of()));
        Map<String, Object> seen = Map.of("config", selector.get().settings().config());
        Transformations.of(selector.get().children("transformations"))
                .forEach(transformation -> transformation.apply(fields, seen));
        return all().stream().filter(fields::containsKey).toList();
    }

    private List<String> all() {
        if (endpoint.isEmpty()) {
            return fixed;
        }
        List<String> found = new ArrayList<>();
        RecordPath path = RecordPath.of(endpointPath);
        endpoint.get().read(StreamSlice.WHOLE, record -> {
            path.get(record).ifPresent(name -> found.add(name.toString()));
        });
        return found;
    }

    private List<List<String>> parts() {
        List<String> all = wanted();
        if (chunking.isEmpty()) {
            return List.of(joined(all));
        }
        long limit = chunking.get().integer("property_limit").orElse((long) Integer.MAX_VALUE);
        boolean characters = chunking.get().text("property_limit_type").equals("characters");
        List<List<String>> parts = new ArrayList<>();
        List<String> part = new ArrayList<>();
        long size = 0;
        for (String property : all) {
            long added = characters ? property.length() + 1L : 1;
            if (!part.isEmpty() && size + added > limit) {
                parts.add(joined(part));
                part = new ArrayList<>();
                size = 0;
            }
            part.add(property);
            size += added;
        }
        parts.add(joined(part));
        return parts;
    }

    private List<String> joined(List<String> part) {
        return Stream.concat(part.stream(), always.stream().filter(name -> !part.contains(name)))
                .toList();
    }

    /**
     * Reads a page for each part of the properties.
     *
     * @param page reads the page with what expressions see of the part, giving its records
     */
    void read(
            StreamSlice slice,
            BiConsumer<Map<String, Object>, Consumer<Map<String, Object>>> page,
            Consumer<Map<String, Object>> records) {
        List<List<String>> parts = parts();
        if (parts.size() == 1 || mergeKey.isEmpty()) {
            parts.forEach(part -> page.accept(Map.of(Requester.QUERY_PROPERTIES, part), records));
            return;
        }
        Map<List<Object>, Map<String, Object>> merged = new LinkedHashMap<>();
        Set<Map<String, Object>> alone = new LinkedHashSet<>();
        for (List<String> part : parts) {
            page.accept(Map.of(Requester.QUERY_PROPERTIES, part), record -> {
                List<Object> key = key(record);
                if (key.isEmpty()) {
                    alone.add(record);
                } else {
                    merged.computeIfAbsent(key, none -> new LinkedHashMap<>());
                    merge(merged.get(key), record);
                }
            });
        }
        alone.forEach(records);
        merged.values().forEach(records);
    }

    private List<Object> key(Map<String, Object> record) {
        List<Object> key = new ArrayList<>();
        for (String field : mergeKey) {
            Object value = record.get(field);
            if (value == null) {
                return List.of();
            }
            key.add(value);
        }
        return key;
    }

    private static void merge(@Nullable Map<String, Object> into, Map<String, Object> record) {
        if (into == null) {
            return;
        }
        record.forEach((name, value) -> {
            if (into.get(name) instanceof Map<?, ?> present && value instanceof Map<?, ?> more) {
                Map<String, Object> both = new LinkedHashMap<>(Tree.asMap(present));
                merge(both, Tree.asMap(more));
                into.put(name, both);
            } else {
                Tree.put(into, name, value);
            }
        });
    }
}
