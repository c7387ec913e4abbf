package dev.millrace.connector.rest.expression;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The values of a call's arguments. */
record Arguments(String function, List<Object> positional, Map<String, Object> named) {

    int size() {
        return positional.size() + named.size();
    }

    boolean has(int index, String name) {
        return index < positional.size() || named.containsKey(name);
    }

    /** @throws EvaluationException when it is missing */
    @Nullable
    Object required(int index, String name) {
        if (!has(index, name)) {
            throw EvaluationException.type(function + "() needs the argument '" + name + "'");
        }
        return optional(index, name, null);
    }

    @Nullable
    Object optional(int index, String name, @Nullable Object otherwise) {
        if (index < positional.size()) {
            return positional.get(index);
        }
        return named.containsKey(name) ? named.get(name) : otherwise;
    }

    String text(int index, String name) {
        return Values.requireText(required(index, name), function + "()");
    }

    String text(int index, String name, String otherwise) {
        return Values.requireText(optional(index, name, otherwise), function + "()");
    }

    int integer(int index, String name, int otherwise) {
        return Values.requireInt(optional(index, name, (long) otherwise));
    }

    boolean condition(int index, String name, boolean otherwise) {
        return Values.isTrue(optional(index, name, otherwise));
    }

    /** @throws EvaluationException when there are more than the function takes */
    void atMost(int count) {
        if (size() > count) {
            throw EvaluationException.type(
                    function + "() takes at most " + count + " arguments, but " + size() + " are given");
        }
    }

    Arguments from(int index) {
        return new Arguments(
                function, positional.subList(Math.min(index, positional.size()), positional.size()), named);
    }
}
