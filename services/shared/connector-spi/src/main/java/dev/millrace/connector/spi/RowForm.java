package dev.millrace.connector.spi;

import java.util.List;
import java.util.Map;

/**
 * What the rows of a stream are made of.
 *
 * @param columns the fields, in the order of their values
 * @param treatments of the columns that have one, by their field
 * @param marksDeletedRows whether every row ends with a value that says if it was deleted in the source
 */
public record RowForm(List<Field> columns, Map<String, ValueTreatment> treatments, boolean marksDeletedRows) {

    public RowForm {
        columns = List.copyOf(columns);
        treatments = Map.copyOf(treatments);
    }

    /** Rows of these columns, as they are. */
    public static RowForm of(List<Field> columns) {
        return new RowForm(columns, Map.of(), false);
    }
}
