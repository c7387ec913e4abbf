package dev.millrace.connector.rest.transformation;

import dev.millrace.connector.rest.expression.Expression;
import dev.millrace.connector.rest.expression.RecordPath;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Brings the fields of one object to the top of the record.
 *
 * @param deleteOrigin whether the object is removed
 * @param replaceRecord whether all other fields are removed
 * @param prefix what each key begins with then, or null
 * @param suffix what each key ends with then, or null
 */
public record DpathFlattenFields(
        List<Expression> path,
        boolean deleteOrigin,
        boolean replaceRecord,
        @Nullable Expression prefix,
        @Nullable Expression suffix)
        implements Transformation {
    /** Keeps a copy of the path. */
    public DpathFlattenFields {
        path = List.copyOf(path);
    }

    @Override
    public void apply(Map<String, Object> record, Map<String, Object> context) {
        List<String> keys = path.stream().map(key -> key.text(context)).toList();
        RecordPath recordPath = RecordPath.of(keys);
        Object extracted = keys.contains("*")
                ? recordPath.all(record).stream().findFirst().orElse(null)
                : recordPath.get(record).orElse(null);
        if (!(extracted instanceof Map<?, ?> object)) {
            return;
        }
        String start = prefix == null ? "" : prefix.text(context);
        String end = suffix == null ? "" : suffix.text(context);
        Map<String, Object> fields = new LinkedHashMap<>();
        object.forEach((key, value) -> fields.put(start + key + end, value));
        if (replaceRecord && !fields.isEmpty()) {
            record.clear();
        } else if (deleteOrigin) {
            recordPath.delete(record);
        }
        record.putAll(fields);
    }
}
