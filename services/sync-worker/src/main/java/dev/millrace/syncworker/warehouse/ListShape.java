package dev.millrace.syncworker.warehouse;

import dev.millrace.connector.spi.LogicalType;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What the elements of a list have: members that become columns, and those that are lists themselves.
 *
 * @param lists the keys of members that are lists wherever they are
 */
record ListShape(List<ListElement> elements, List<String> lists) {

    /** An object with more members is used as a map, whose keys are data. */
    private static final int MOST_MEMBERS = 500;

    ListShape {
        elements = List.copyOf(elements);
        lists = List.copyOf(lists);
    }

    /** One row for each key: which types of JSON its values have, and whether all numbers and texts are of a narrower kind. */
    static String query(ListPath path, String table, String condition) {
        String element = path.element();
        return "select m.key, array_agg(distinct jsonb_typeof(m.value)),"
                + " bool_and(m.value::text ~ '^-?\\d{1,18}$') filter (where jsonb_typeof(m.value) = 'number'),"
                + isAll("date", "^\\d{4}-\\d\\d-\\d\\d$")
                + isAll("timestamp", "^\\d{4}-\\d\\d-\\d\\d[T ]\\d\\d:\\d\\d(:\\d\\d(\\.\\d{1,6})?)?$")
                + isAll(
                        "timestamptz",
                        "^\\d{4}-\\d\\d-\\d\\d[T ]\\d\\d:\\d\\d(:\\d\\d(\\.\\d{1,6})?)?(Z|[+-]\\d\\d:?\\d\\d)$")
                + " from " + path.from(table) + " cross join lateral jsonb_each(case jsonb_typeof(" + element
                + ") when 'object' then " + element + " else jsonb_build_object('" + ListElement.ITSELF + "', "
                + element
                + ") end) as m where " + condition + " group by m.key order by m.key";
    }

    private static String isAll(String type, String pattern) {
        return " bool_and(m.value #>> '{}' ~ '" + pattern + "' and pg_input_is_valid(m.value #>> '{}', '" + type
                + "')) filter (where jsonb_typeof(m.value) = 'string')" + (type.equals("timestamptz") ? "" : ",");
    }

    /** @param mayNest whether lists in the elements may become tables too */
    static ListShape of(ResultSet rows, boolean mayNest) throws SQLException {
        List<ListElement> elements = new ArrayList<>();
        List<String> lists = new ArrayList<>();
        while (rows.next()) {
            String key = rows.getString(1);
            Set<String> types =
                    new HashSet<>(List.of((String[]) rows.getArray(2).getArray()));
            types.remove("null");
            if (mayNest && types.equals(Set.of("array")) && !key.equals(ListElement.ITSELF)) {
                lists.add(key);
            } else if (!types.isEmpty()) {
                elements.add(new ListElement(key, type(types, rows)));
            }
        }
        return elements.size() + lists.size() > MOST_MEMBERS
                ? new ListShape(List.of(new ListElement(ListElement.WHOLE, LogicalType.JSON)), List.of())
                : new ListShape(elements, lists);
    }

    private static LogicalType type(Set<String> types, ResultSet row) throws SQLException {
        if (types.contains("object") || types.contains("array")) {
            return LogicalType.JSON;
        }
        if (types.size() > 1) {
            return LogicalType.TEXT;
        }
        return switch (types.iterator().next()) {
            case "boolean" -> LogicalType.BOOLEAN;
            case "number" -> row.getBoolean(3) ? LogicalType.INTEGER : LogicalType.DECIMAL;
            case "string" -> {
                if (row.getBoolean(4)) {
                    yield LogicalType.DATE;
                }
                if (row.getBoolean(5)) {
                    yield LogicalType.TIMESTAMP;
                }
                yield row.getBoolean(6) ? LogicalType.TIMESTAMPTZ : LogicalType.TEXT;
            }
            default -> throw new IllegalStateException("not a type of JSON: " + types);
        };
    }
}
