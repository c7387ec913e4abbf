package dev.millrace.connector.rest.expression;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The names that an expression knows: what it was given, what its tags set, and the macros. A loop has a scope of its own. */
final class Scope {
    // Both names came after stream_slice and mean the same value.
    private static final Map<String, String> ALIASES =
            Map.of("stream_interval", "stream_slice", "stream_partition", "stream_slice");

    private final @Nullable Scope parent;
    private final Map<String, Object> given;
    private final Map<String, Callable> macros;
    private final Map<String, Object> assigned = new HashMap<>();

    private Scope(@Nullable Scope parent, Map<String, Object> given, Map<String, Callable> macros) {
        this.parent = parent;
        this.given = given;
        this.macros = macros;
    }

    static Scope of(Map<String, Object> context, Map<String, Callable> macros) {
        return new Scope(null, context, macros);
    }

    Scope inner() {
        return new Scope(this, given, macros);
    }

    void assign(String name, @Nullable Object value) {
        assigned.put(name, value);
    }

    static boolean isGiven(Map<String, Object> context, String name) {
        return context.containsKey(name) || context.containsKey(ALIASES.getOrDefault(name, name));
    }

    @Nullable
    Object lookUp(String name) {
        for (Scope scope = this; scope != null; scope = scope.parent) {
            if (scope.assigned.containsKey(name)) {
                return scope.assigned.get(name);
            }
        }
        if (given.containsKey(name)) {
            return Values.normal(given.get(name));
        }
        String meant = ALIASES.getOrDefault(name, name);
        if (given.containsKey(meant)) {
            return Values.normal(given.get(meant));
        }
        Callable macro = macros.get(name);
        return macro != null ? macro : new Undefined("'" + name + "' is undefined");
    }
}
