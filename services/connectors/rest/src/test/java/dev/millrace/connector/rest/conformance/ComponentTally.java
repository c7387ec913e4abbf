package dev.millrace.connector.rest.conformance;

import dev.millrace.connector.rest.manifest.Manifest;
import dev.millrace.connector.rest.manifest.Tree;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Counts, for each kind of component, the cases whose manifest has one, and how many of them passed. */
final class ComponentTally {

    /** What a schema calls {@code type} begins with a small letter. */
    private static final Pattern COMPONENT = Pattern.compile("[A-Z][A-Za-z0-9]*[a-z][A-Za-z0-9]*");

    private static final class Count {
        private int passed;
        private int total;
    }

    private final Map<String, Count> counts = new TreeMap<>();

    static Set<String> components(Manifest manifest) {
        return manifest.find(document -> {
            Set<String> types = new TreeSet<>();
            gather(document, types);
            return types;
        });
    }

    private static void gather(@Nullable Object node, Set<String> types) {
        if (node instanceof Map<?, ?> map) {
            if (map.get("type") instanceof String type
                    && COMPONENT.matcher(type).matches()) {
                types.add(type);
            }
            Tree.asMap(map).forEach((name, value) -> {
                if (!name.equals("schema") && !name.equals("schemas")) {
                    gather(value, types);
                }
            });
        } else if (node instanceof List<?> list) {
            list.forEach(item -> gather(item, types));
        }
    }

    void count(Set<String> components, boolean passed) {
        for (String component : components) {
            Count count = counts.computeIfAbsent(component, none -> new Count());
            count.total++;
            count.passed += passed ? 1 : 0;
        }
    }

    String describe(String name) {
        StringBuilder text = new StringBuilder(name).append(", by component\n");
        counts.forEach((component, count) ->
                text.append("  %-40s %5d of %d%n".formatted(component, count.passed, count.total)));
        return text.toString();
    }
}
