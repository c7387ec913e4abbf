package dev.millrace.connector.rest.expression;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A function that an expression may call: a macro, or a method together with its value. There are no others. */
record Callable(String kind, String name, Function<Arguments, @Nullable Object> body) {
    static Callable method(String name, Function<Arguments, @Nullable Object> body) {
        return new Callable("builtin_function_or_method", name, body);
    }

    static Callable macro(String name, Function<Arguments, @Nullable Object> body) {
        return new Callable("function", name, body);
    }
}
