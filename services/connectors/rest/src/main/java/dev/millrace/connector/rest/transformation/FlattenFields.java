package dev.millrace.connector.rest.transformation;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Brings all fields of nested objects to the top. A key that is there already, and every key once a list has been flattened, is preceded by
 * the key of what it was in.
 *
 * @param lists whether items of lists become fields too, with their index as the key
 */
public record FlattenFields(boolean lists) implements Transformation {
    private record Part(@Nullable Object value, String key) {}

    @Override
    public void apply(Map<String, Object> record, Map<String, Object> context) {
        Map<String, Object> flat = new LinkedHashMap<>();
        Deque<Part> stack = new ArrayDeque<>();
        stack.push(new Part(record, "_"));
        boolean withParent = false;
        // Last in, first out: which of two equal keys gets its parent's name depends on the order.
        while (!stack.isEmpty()) {
            Part part = stack.pop();
            if (part.value() instanceof Map<?, ?> map) {
                boolean prefixed = withParent;
                map.forEach((key, value) -> stack.push(new Part(
                        value, prefixed || flat.containsKey(key) ? part.key() + "." + key : String.valueOf(key))));
            } else if (lists && part.value() instanceof List<?> list) {
                for (int i = 0; i < list.size(); i++) {
                    withParent = true;
                    stack.push(new Part(list.get(i), part.key() + "." + i));
                }
            } else {
                flat.put(part.key(), part.value());
            }
        }
        record.clear();
        record.putAll(flat);
    }
}
