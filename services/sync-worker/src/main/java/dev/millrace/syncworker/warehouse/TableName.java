package dev.millrace.syncworker.warehouse;

/** A table in its schema. */
record TableName(String schema, String name) {

    /** As SQL writes it. */
    String quoted() {
        return Identifiers.quote(schema) + "." + Identifiers.quote(name);
    }

    @Override
    public String toString() {
        return schema + "." + name;
    }
}
