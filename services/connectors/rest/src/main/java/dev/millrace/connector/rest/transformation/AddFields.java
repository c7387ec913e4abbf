package dev.millrace.connector.rest.transformation;

import dev.millrace.connector.rest.expression.Expression;
import dev.millrace.connector.rest.expression.RecordPath;
import dev.millrace.connector.rest.expression.ValueType;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Adds fields. Each sees those added before it.
 *
 * @param condition decides for each field, with its {@code value} and {@code path}; null adds all
 */
public record AddFields(List<Field> fields, @Nullable Expression condition) implements Transformation {

    /**
     * A field to add.
     *
     * @param types what the value may be; none allow anything
     */
    public record Field(List<String> path, Expression value, Set<ValueType> types) {
        /** Checks that the field has a path. */
        public Field {
            path = List.copyOf(path);
            types = Set.copyOf(types);
            if (path.isEmpty()) {
                throw new IllegalArgumentException("A field to add needs a path of at least one key.");
            }
        }
    }

    /** Keeps a copy of the fields. */
    public AddFields {
        fields = List.copyOf(fields);
    }

    @Override
    public void apply(Map<String, Object> record, Map<String, Object> context) {
        Map<String, Object> extended = Transformation.with(record, context);
        for (Field field : fields) {
            Object value = field.value().value(extended, field.types());
            if (condition != null) {
                extended.put("value", value);
                extended.put("path", field.path());
            }
            if (condition == null || condition.condition(extended)) {
                RecordPath.of(field.path()).set(record, value);
            }
        }
    }
}
