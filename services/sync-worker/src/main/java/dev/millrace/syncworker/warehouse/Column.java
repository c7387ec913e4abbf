package dev.millrace.syncworker.warehouse;

import dev.millrace.connector.spi.Field;
import dev.millrace.connector.spi.LogicalType;

/**
 * Where a field is kept.
 *
 * @param type the column's, which may be wider than the field's
 */
record Column(String field, String name, LogicalType type) {

    /** What a source is asked to write. */
    Field asField() {
        return Field.of(field, type, true);
    }
}
