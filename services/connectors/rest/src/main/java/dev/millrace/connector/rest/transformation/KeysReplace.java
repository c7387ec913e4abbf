package dev.millrace.connector.rest.transformation;

import dev.millrace.connector.rest.expression.Expression;
import java.util.Map;

/** Replaces a part of all keys by another. */
public record KeysReplace(Expression old, Expression replacement) implements Transformation {
    @Override
    public void apply(Map<String, Object> record, Map<String, Object> context) {
        Map<String, Object> extended = Transformation.with(record, context);
        String oldText = old.text(extended);
        String newText = replacement.text(extended);
        RenameKeys.replaceKeys(record, true, key -> key.replace(oldText, newText));
    }
}
