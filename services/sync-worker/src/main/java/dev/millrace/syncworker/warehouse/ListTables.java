package dev.millrace.syncworker.warehouse;

import dev.millrace.connector.spi.LogicalType;
import dev.millrace.connector.spi.LogicalType.Kind;
import dev.millrace.work.NestedData;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The lists inside a stream's JSON columns as tables of their own: a row for each element, with the key of the row that it is in.
 * They are made from the stream's table in the transaction that ends its load, so whoever reads sees both as of the same load.
 */
final class ListTables {

    /** Lists in lists in lists; what is deeper stays JSON. */
    private static final int DEEPEST = 3;

    /** Marks what was made of a row of the stream's table, however many columns its key has and whatever is null in it. */
    private static final String ROW_KEY = "_millrace_row_key";

    private static final String KEY = "_millrace_key";
    private static final String OUTER_KEY = "_millrace_outer_key";
    private static final String PLACE = "_millrace_place";

    private final Connection connection;
    private final Generations generations;
    private final LoadRequest request;
    private final List<Column> columns;
    private final TableName table;

    ListTables(Connection connection, Generations generations, LoadRequest request, List<Column> columns) {
        this.connection = connection;
        this.generations = generations;
        this.request = request;
        this.columns = columns;
        this.table = request.table();
    }

    /**
     * Makes the tables what the stream's table says.
     *
     * @param all whether every row may have changed; otherwise those that were loaded since the last time
     */
    void renew(boolean all) throws SQLException {
        Map<ListPath, ListTable> known = known();
        if (!isWanted()) {
            for (ListTable list : known.values()) {
                if (isOurs(list)) {
                    generations.drop(live(list.name()));
                }
                forget(list);
            }
            return;
        }
        for (Column column : columns) {
            if (column.type().kind() == Kind.JSON) {
                renew(new ListPath(column.name(), List.of()), known, all);
            }
        }
    }

    /** Takes out what belonged to rows that a staged chunk has deleted. */
    void removeDeleted(TableName staging) throws SQLException {
        if (!isWanted()) {
            return;
        }
        String keys = keyColumns().stream()
                .map(key -> "p." + Identifiers.quote(key.name()) + " = s." + Identifiers.quote(key.name()))
                .collect(Collectors.joining(" and "));
        for (ListTable list : known().values()) {
            if (isOurs(list)) {
                execute("delete from " + live(list.name()).quoted() + " using " + staging.quoted() + " s where s."
                        + TableSchema.DELETED + " and " + ROW_KEY + " = " + rowKey("s")
                        + " and not exists (select 1 from "
                        + table.quoted() + " p where " + keys + ")");
            }
        }
    }

    private boolean isWanted() {
        return request.configured().settings().nested() == NestedData.TABLES;
    }

    private void renew(ListPath path, Map<ListPath, ListTable> known, boolean all) throws SQLException {
        ListTable remembered = known.get(path);
        ListTable present = remembered != null && isOurs(remembered) ? remembered : null;
        boolean anew = all || present == null;
        ListShape shape = shape(path, anew);
        if (present != null && !anew && present.holds(shape.elements())) {
            replaceChanged(present);
            remember(present);
        } else {
            // A column that is no longer wide enough, or that is new: what is there already is looked at once more too.
            ListShape whole = anew ? shape : shape(path, true);
            remember(build(path, present == null ? freeName(path) : present.name(), whole.elements()));
        }
        Set<ListPath> below = new LinkedHashSet<>();
        shape.lists().forEach(key -> below.add(path.below(key)));
        known.keySet().stream()
                .filter(other -> other.depth() == path.depth() + 1
                        && other.parts().subList(0, path.depth()).equals(path.parts()))
                .forEach(below::add);
        for (ListPath deeper : below) {
            renew(deeper, known, all);
        }
    }

    private ListShape shape(ListPath path, boolean all) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery(ListShape.query(path, table.quoted(), all ? "true" : changed(path)))) {
            return ListShape.of(rows, path.depth() < DEEPEST);
        }
    }

    private ListTable build(ListPath path, String name, List<ListElement> elements) throws SQLException {
        TableName built = new TableName(
                CheckpointTable.SCHEMA, "built_" + Identifiers.hash(table + " " + path.parts(), 24) + "_list");
        execute("drop table if exists " + built.quoted());
        ListTable list = new ListTable(path, name, 0, elements);
        execute("create table " + built.quoted() + Autovacuum.paused() + " as " + select(list, "true"));
        execute("create index on " + built.quoted() + " (" + ROW_KEY + ")");
        generations.swapIn(live(name), built);
        return new ListTable(path, name, oid(live(name)), elements);
    }

    private void replaceChanged(ListTable list) throws SQLException {
        String changed = changed(list.path());
        execute("delete from " + live(list.name()).quoted() + " where " + ROW_KEY + " in (select " + rowKey("p")
                + " from " + table.quoted() + " p where " + changed + ")");
        execute("insert into " + live(list.name()).quoted() + " (" + String.join(", ", names(list)) + ") "
                + select(list, changed));
    }

    /** A clock may be set back, and to do a row twice does no harm. */
    private String changed(ListPath path) {
        return "p." + TableSchema.LOADED_AT
                + " > (select renewed_at - interval '10 minutes' from _millrace.list_tables where "
                + "source_id = '" + request.sourceId() + "' and stream = "
                + Identifiers.literal(request.stream().name()) + " and path = " + array(path.parts()) + ")";
    }

    private String select(ListTable list, String condition) {
        ListPath path = list.path();
        List<String> names = names(list);
        List<String> values = new ArrayList<>();
        keyColumns().forEach(key -> values.add("p." + Identifiers.quote(key.name())));
        values.add(rowKey("p"));
        values.add(elementKey(path.places()));
        if (path.depth() > 1) {
            values.add(elementKey("(" + path.places() + ")[:" + (path.depth() - 1) + "]"));
        }
        values.add("e" + path.depth() + ".n");
        list.elements().forEach(element -> values.add(element.value(path.element())));
        values.add("now()");
        StringBuilder sql = new StringBuilder("select ");
        for (int i = 0; i < names.size(); i++) {
            sql.append(i == 0 ? "" : ", ").append(values.get(i)).append(" as ").append(names.get(i));
        }
        return sql.append(" from ")
                .append(path.from(table.quoted()))
                .append(" where ")
                .append(condition)
                .toString();
    }

    /** The columns in order, quoted: what says where the element is, what is in it, when it was made. */
    private List<String> names(ListTable list) {
        List<String> names = new ArrayList<>();
        Set<String> taken = new HashSet<>(TableSchema.reservedNames());
        taken.addAll(List.of(ROW_KEY, KEY, OUTER_KEY, PLACE));
        for (Column key : keyColumns()) {
            names.add(Identifiers.columnName(table.name() + "_" + key.name(), 0, taken));
            taken.add(names.getLast());
        }
        names.add(ROW_KEY);
        names.add(KEY);
        if (list.path().depth() > 1) {
            names.add(OUTER_KEY);
        }
        names.add(PLACE);
        int position = 0;
        for (ListElement element : list.elements()) {
            names.add(Identifiers.columnName(element.column(), ++position, taken));
            taken.add(names.getLast());
        }
        names.add(TableSchema.LOADED_AT);
        return names.stream().map(Identifiers::quote).toList();
    }

    private List<Column> keyColumns() {
        Map<String, Column> byField = columns.stream().collect(Collectors.toMap(Column::field, column -> column));
        return request.configured().primaryKey().stream().map(byField::get).toList();
    }

    private String rowKey(String row) {
        return "md5(" + keyOf(row) + "::text)::uuid";
    }

    /** The same for the same place in the same row, whenever it is made. */
    private String elementKey(String places) {
        return "md5(" + keyOf("p") + "::text || " + places + "::text)::uuid";
    }

    private String keyOf(String row) {
        return "jsonb_build_array("
                + keyColumns().stream()
                        .map(key -> row + "." + Identifiers.quote(key.name()))
                        .collect(Collectors.joining(", "))
                + ")";
    }

    private TableName live(String name) {
        return new TableName(table.schema(), name);
    }

    /** Two underscores between the parts, as other tools name such tables. A name that somebody else's table has is left to it. */
    private String freeName(ListPath path) throws SQLException {
        String base = table.name() + "__"
                + path.parts().stream()
                        .map(part -> Identifiers.columnName(part, 0, Set.of()))
                        .collect(Collectors.joining("__"));
        TableSchema tables = new TableSchema(connection);
        String name = Identifiers.shorten(base, Identifiers.MAX_BYTES);
        for (int number = 2; tables.exists(live(name)); number++) {
            name = Identifiers.shorten(base + "_" + number, Identifiers.MAX_BYTES);
        }
        return name;
    }

    private boolean isOurs(ListTable list) throws SQLException {
        return list.oid() == oid(live(list.name()));
    }

    private long oid(TableName name) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "select coalesce(to_regclass(" + Identifiers.literal(name.quoted()) + ")::oid::bigint, 0)")) {
            row.next();
            return row.getLong(1);
        }
    }

    private Map<ListPath, ListTable> known() throws SQLException {
        Map<ListPath, ListTable> known = new LinkedHashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(
                "select path, table_name, table_oid, element_keys, element_types from _millrace.list_tables"
                        + " where source_id = ? and stream = ? order by cardinality(path)")) {
            statement.setObject(1, request.sourceId().value());
            statement.setString(2, request.stream().name());
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    List<String> parts = texts(row.getArray(1));
                    ListPath path = new ListPath(parts.getFirst(), parts.subList(1, parts.size()));
                    List<String> keys = texts(row.getArray(4));
                    List<String> types = texts(row.getArray(5));
                    List<ListElement> elements = new ArrayList<>();
                    for (int i = 0; i < keys.size(); i++) {
                        elements.add(new ListElement(keys.get(i), LogicalType.parse(types.get(i))));
                    }
                    known.put(path, new ListTable(path, row.getString(2), row.getLong(3), elements));
                }
            }
        }
        return known;
    }

    private static List<String> texts(Array array) throws SQLException {
        return List.of((String[]) array.getArray());
    }

    private void remember(ListTable list) throws SQLException {
        execute("insert into _millrace.list_tables values ('" + request.sourceId() + "', "
                + Identifiers.literal(request.stream().name()) + ", "
                + array(list.path().parts()) + ", "
                + Identifiers.literal(list.name()) + ", " + list.oid() + ", "
                + array(list.elements().stream().map(ListElement::key).toList()) + ", "
                + array(list.elements().stream()
                        .map(element -> element.type().toString())
                        .toList())
                + ", now()) on conflict (source_id, stream, path) do update set table_name = excluded.table_name,"
                + " table_oid = excluded.table_oid, element_keys = excluded.element_keys,"
                + " element_types = excluded.element_types, renewed_at = excluded.renewed_at");
    }

    private void forget(ListTable list) throws SQLException {
        execute("delete from _millrace.list_tables where source_id = '" + request.sourceId() + "' and stream = "
                + Identifiers.literal(request.stream().name()) + " and path = "
                + array(list.path().parts()));
    }

    private static String array(List<String> texts) {
        return texts.stream().map(Identifiers::literal).collect(Collectors.joining(", ", "array[", "]::text[]"));
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
