package dev.millrace.connector.spi;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A stream of a source: a table, a sheet, an endpoint.
 *
 * @param name unique within the source, as a person of the source knows it
 * @param fields in the source's order
 * @param primaryKey names of the fields that identify a row; empty when there is none
 * @param cursorField the field whose value grows with every insert or change, when the source has one
 * @param recommended whether it is read by default
 * @param estimatedRows how many rows there are, roughly, when that is cheap to know
 * @param resumable whether a read goes on by a state of the source's own, so that reading only what is new needs no
 *     cursor field
 */
public record Stream(
        String name,
        List<Field> fields,
        List<String> primaryKey,
        @Nullable String cursorField,
        boolean recommended,
        @Nullable Long estimatedRows,
        boolean resumable) {

    /** A stream that goes on by its cursor field, if at all. */
    public Stream(
            String name,
            List<Field> fields,
            List<String> primaryKey,
            @Nullable String cursorField,
            boolean recommended,
            @Nullable Long estimatedRows) {
        this(name, fields, primaryKey, cursorField, recommended, estimatedRows, false);
    }

    public Stream {
        fields = List.copyOf(fields);
        primaryKey = List.copyOf(primaryKey);
    }
}
