package dev.millrace.connector.rest.transformation;

import java.util.Map;

/** Writes all keys in lower case, with underscores between their words and ASCII letters alone. */
public record KeysToSnakeCase() implements Transformation {
    @Override
    public void apply(Map<String, Object> record, Map<String, Object> context) {
        RenameKeys.replaceKeys(record, true, RenameKeys::snakeCase);
    }
}
