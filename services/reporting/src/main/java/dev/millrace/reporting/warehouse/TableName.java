package dev.millrace.reporting.warehouse;

/** Where a table is in the warehouse. */
public record TableName(String schema, String name) {

    /** From {@code schema.table}, as events have it. */
    public static TableName parse(String qualified) {
        int dot = qualified.indexOf('.');
        return new TableName(qualified.substring(0, dot), qualified.substring(dot + 1));
    }
}
