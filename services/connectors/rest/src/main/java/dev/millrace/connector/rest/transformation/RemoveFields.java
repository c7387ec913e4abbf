package dev.millrace.connector.rest.transformation;

import dev.millrace.connector.rest.expression.Expression;
import dev.millrace.connector.rest.expression.RecordPath;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Removes fields. With a condition, as in the reference, the pointers don't matter: all texts, numbers, booleans and nulls of the record are
 * removed for which it holds, each as {@code property}.
 *
 * @param condition null removes what the pointers lead to
 */
public record RemoveFields(
        List<RecordPath> pointers, @Nullable Expression condition) implements Transformation {
    /** Keeps a copy of the pointers. */
    public RemoveFields {
        pointers = List.copyOf(pointers);
    }

    @Override
    public void apply(Map<String, Object> record, Map<String, Object> context) {
        if (condition == null) {
            pointers.forEach(pointer -> pointer.delete(record));
        } else if (!pointers.isEmpty()) {
            Map<String, Object> extended = new HashMap<>(context);
            RecordPath.deleteValues(record, property -> {
                extended.put("property", property);
                return condition.condition(extended);
            });
        }
    }
}
