package dev.millrace.syncworker.warehouse;

import dev.millrace.connector.spi.LogicalType;
import dev.millrace.connector.spi.LogicalType.Kind;

/**
 * A column of a list's table.
 *
 * @param key the member of the element that it holds, {@link #ITSELF} or {@link #WHOLE}
 */
record ListElement(String key, LogicalType type) {

    /** An element that has no members, as it is a number, a text or another list. Or the member without a name. */
    static final String ITSELF = "";

    /** The element as it is, members and all. Longer than any key that becomes a column, and no text of a source's. */
    static final String WHOLE = "(the element)";

    /** What its column is called, if nothing else is. */
    String column() {
        return key.equals(ITSELF) || key.equals(WHOLE) ? "value" : key;
    }

    boolean holds(ListElement other) {
        if (!key.equals(other.key)) {
            return false;
        }
        Kind kind = type.kind();
        return type.equals(other.type)
                || kind == Kind.JSON
                || (kind == Kind.TEXT && other.type.kind() != Kind.JSON)
                || (kind == Kind.DECIMAL && other.type.kind() == Kind.INTEGER);
    }

    /** Its value, taken from the element. */
    String value(String element) {
        if (key.equals(WHOLE)) {
            return element;
        }
        String member = element + " -> " + Identifiers.literal(key);
        String json = key.equals(ITSELF)
                ? "case jsonb_typeof(" + element + ") when 'object' then " + member + " else " + element + " end"
                : member;
        return type.kind() == Kind.JSON
                ? "nullif(" + json + ", 'null')"
                : "((" + json + ") #>> '{}')::" + ColumnTypes.sql(type);
    }
}
