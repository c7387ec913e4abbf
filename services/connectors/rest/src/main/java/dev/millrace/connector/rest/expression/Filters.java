package dev.millrace.connector.rest.expression;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The filters by name: those of Jinja that make sense for data, and those that the manifest format adds. */
final class Filters {
    /** What a filter makes of a value. */
    @FunctionalInterface
    interface Filter {
        @Nullable
        Object apply(@Nullable Object value, Arguments arguments);
    }

    private static final Map<String, Filter> BY_NAME = all();

    private Filters() {}

    private static Map<String, Filter> all() {
        Map<String, Filter> filters = new HashMap<>();
        TextFilters.addTo(filters);
        NumberFilters.addTo(filters);
        SequenceFilters.addTo(filters);
        SelectionFilters.addTo(filters);
        CodingFilters.addTo(filters);
        return Map.copyOf(filters);
    }

    static void requireKnown(String name) {
        if (!BY_NAME.containsKey(name)) {
            throw new EvaluationException(ErrorKind.ASSERTION, "there is no filter named '" + name + "'");
        }
    }

    static @Nullable Object apply(String name, @Nullable Object value, Arguments arguments) {
        Filter filter = BY_NAME.get(name);
        if (filter == null) {
            throw new EvaluationException(ErrorKind.RUNTIME, "there is no filter named '" + name + "'");
        }
        return filter.apply(value, arguments);
    }

    static boolean isKnown(String name) {
        return BY_NAME.containsKey(name);
    }
}
