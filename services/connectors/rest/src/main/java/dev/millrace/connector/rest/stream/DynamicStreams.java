package dev.millrace.connector.rest.stream;

import dev.millrace.connector.rest.manifest.Component;
import dev.millrace.connector.rest.manifest.Template;
import dev.millrace.connector.rest.manifest.Tree;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes many streams of one template: one for each thing that the API, the configuration or the manifest lists. */
final class DynamicStreams {

    private final StreamFactory factory;

    DynamicStreams(StreamFactory factory) {
        this.factory = factory;
    }

    List<Component> of(Component described) {
        Component template = described.requiredChild("stream_template");
        Component resolver = described.requiredChild("components_resolver");
        List<Component> streams = new ArrayList<>();
        for (Map<String, Object> seen : values(resolver)) {
            Map<String, Object> fields = Tree.copy(template.fields());
            for (Component mapping : resolver.children("components_mapping")) {
                apply(mapping, fields, seen);
            }
            if (described.flag("use_parent_parameters", true)) {
                preferParents(fields, Map.of());
            }
            streams.add(template.with(fields));
        }
        return streams;
    }

    /** What a mapping sets for the stream holds for all below, which still have what the template had. */
    private static void preferParents(@Nullable Object node, Map<String, Object> inherited) {
        if (node instanceof Map<?, ?> map) {
            Map<String, Object> fields = Tree.asMap(map);
            Map<String, Object> parameters = inherited;
            if (fields.get("$parameters") instanceof Map<?, ?> own) {
                parameters = new LinkedHashMap<>(Tree.asMap(own));
                parameters.putAll(inherited);
                fields.put("$parameters", parameters);
            }
            Map<String, Object> handedDown = parameters;
            fields.forEach((name, value) -> {
                if (!name.equals("$parameters")) {
                    preferParents(value, handedDown);
                }
            });
        } else if (node instanceof List<?> list) {
            list.forEach(item -> preferParents(item, inherited));
        }
    }

    /** What the mappings see for each stream. */
    private List<Map<String, Object>> values(Component resolver) {
        return switch (resolver.type()) {
            case "HttpComponentsResolver" -> fromApi(resolver);
            case "ConfigComponentsResolver" -> fromConfig(resolver);
            default ->
                Tree.listOf(resolver.requiredChild("stream_parameters").raw("list_of_parameters_for_stream")).stream()
                        .map(value -> Map.<String, Object>of("components_values", value, "stream_parameters", value))
                        .toList();
        };
    }

    private List<Map<String, Object>> fromApi(Component resolver) {
        List<Map<String, Object>> values = new ArrayList<>();
        factory.slices(resolver.requiredChild("retriever"), (record, slice) -> {
            Map<String, Object> seen = new HashMap<>();
            seen.put("components_values", Tree.copy(record));
            seen.put("stream_slice", slice);
            values.add(seen);
        });
        return values;
    }

    private static List<Map<String, Object>> fromConfig(Component resolver) {
        List<Map<String, Object>> combined = new ArrayList<>();
        combined.add(new HashMap<>());
        int position = 0;
        List<Component> configs = resolver.children("stream_config");
        for (Component config : configs) {
            Object listed = resolver.settings().config();
            for (Template step : config.templates("configs_pointer")) {
                listed = Tree.mapOrEmpty(listed).get(step.text(Map.of()));
            }
            List<Object> items = new ArrayList<>(Tree.listOf(listed));
            items.addAll(Tree.listOf(config.raw("default_values")));
            List<Map<String, Object>> next = new ArrayList<>();
            for (Map<String, Object> before : combined) {
                for (Object item : items) {
                    Map<String, Object> seen = new HashMap<>(before);
                    merge(seen, item, position);
                    next.add(seen);
                }
            }
            combined = next;
            position++;
        }
        return combined;
    }

    /** Of several lists each stream has one item of each. */
    private static void merge(Map<String, Object> seen, Object item, int position) {
        Map<String, Object> values = new LinkedHashMap<>(Tree.mapOrEmpty(seen.get("components_values")));
        values.putAll(Tree.mapOrEmpty(item));
        seen.put("components_values", values);
        seen.putIfAbsent("stream_template_config", values);
        seen.put("components_values_" + position, item);
    }

    private static void apply(Component mapping, Map<String, Object> fields, Map<String, Object> seen) {
        Optional<Template> condition = mapping.template("condition", "");
        if (condition.isPresent() && !condition.get().holds(seen)) {
            return;
        }
        Template template = mapping.requiredTemplate("value");
        Object value = "string".equals(mapping.raw("value_type")) ? template.text(seen) : template.value(seen);
        List<String> path = mapping.templates("field_path").stream()
                .map(step -> step.text(seen))
                .toList();
        set(fields, path, value, mapping.flag("create_or_update", false));
    }

    private static void set(@Nullable Object at, List<String> path, @Nullable Object value, boolean create) {
        String step = path.getFirst();
        boolean last = path.size() == 1;
        if (at instanceof Map<?, ?> map) {
            Map<String, Object> fields = Tree.asMap(map);
            if (step.equals("*") || step.equals("**")) {
                for (String name : List.copyOf(fields.keySet())) {
                    set(fields, replaced(path, name), value, create);
                }
            } else if (last) {
                if (create || fields.containsKey(step)) {
                    Tree.put(fields, step, value);
                }
            } else {
                if (create && fields.get(step) == null) {
                    fields.put(step, new LinkedHashMap<String, Object>());
                }
                set(fields.get(step), path.subList(1, path.size()), value, create);
            }
        } else if (at instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                if (step.equals("*") || step.equals(String.valueOf(i))) {
                    if (last) {
                        put(list, i, value);
                    } else {
                        set(list.get(i), path.subList(1, path.size()), value, create);
                    }
                }
            }
        }
    }

    @SuppressWarnings({"unchecked", "NullAway"}) // The lists of a copied tree are ours to write.
    private static void put(List<?> list, int index, @Nullable Object value) {
        ((List<Object>) list).set(index, value);
    }

    private static List<String> replaced(List<String> path, String first) {
        List<String> replaced = new ArrayList<>(path);
        replaced.set(0, first);
        return replaced;
    }
}
