package dev.millrace.connector.rest.transformation;

import java.util.Locale;
import java.util.Map;

/** Writes the keys of a record, not those within its values, in lower case. */
public record KeysToLower() implements Transformation {
    @Override
    public void apply(Map<String, Object> record, Map<String, Object> context) {
        RenameKeys.replaceKeys(record, false, key -> key.toLowerCase(Locale.ROOT));
    }
}
