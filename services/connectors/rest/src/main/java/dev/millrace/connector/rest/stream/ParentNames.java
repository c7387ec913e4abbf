package dev.millrace.connector.rest.stream;

import dev.millrace.connector.rest.manifest.Tree;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The names of the streams of a manifest whose records are partitions of others: their answers are wanted more than once. */
final class ParentNames {

    private ParentNames() {}

    static Set<String> in(Map<String, Object> manifest) {
        Set<String> names = new HashSet<>();
        gather(manifest, names);
        return Set.copyOf(names);
    }

    private static void gather(@Nullable Object node, Set<String> names) {
        if (node instanceof Map<?, ?> map) {
            if ("ParentStreamConfig".equals(map.get("type"))) {
                addNames(Tree.mapOrEmpty(map.get("stream")), names);
            }
            map.values().forEach(value -> gather(value, names));
        } else if (node instanceof List<?> list) {
            list.forEach(item -> gather(item, names));
        }
    }

    private static void addNames(Map<String, Object> stream, Set<String> names) {
        if (stream.get("name") instanceof String name) {
            names.add(name);
        }
        // The name of a stream that chooses between two is not always the name of the two.
        for (String chosen : List.of("full_refresh_stream", "incremental_stream")) {
            if (stream.get(chosen) instanceof Map<?, ?> either) {
                addNames(Tree.asMap(either), names);
            }
        }
    }
}
