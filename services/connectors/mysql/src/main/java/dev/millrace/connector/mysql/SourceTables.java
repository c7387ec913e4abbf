package dev.millrace.connector.mysql;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the connection's database has to read: the information schema shows what the user has some right to. */
final class SourceTables {

    private static final String COLUMNS = """
            select c.table_name, c.column_name, c.data_type, c.column_type, coalesce(c.numeric_precision, 0),
                   coalesce(c.numeric_scale, 0), c.is_nullable, t.table_rows, c.ordinal_position - 1,
                   coalesce(c.collation_name, ''), t.table_type = 'BASE TABLE'
            from information_schema.columns c
            join information_schema.tables t on t.table_schema = c.table_schema and t.table_name = c.table_name
            where c.table_schema = database() and c.privileges like '%select%'
              and t.table_type in ('BASE TABLE', 'VIEW', 'SYSTEM VERSIONED')
            order by c.table_name, c.ordinal_position
            """;

    private static final String PRIMARY_KEYS = """
            select table_name, column_name from information_schema.statistics
            where table_schema = database() and index_name = 'PRIMARY' order by table_name, seq_in_index
            """;

    /** MariaDB makes its type json of text and this check. */
    private static final String JSON_CHECKS = """
            select table_name, check_clause from information_schema.check_constraints
            where constraint_schema = database() and check_clause like 'json_valid(%)'
            """;

    private SourceTables() {}

    static List<SourceTable> list(Connection connection) throws SQLException {
        Map<String, List<String>> primaryKeys = new HashMap<>();
        each(
                connection,
                PRIMARY_KEYS,
                row -> primaryKeys
                        .computeIfAbsent(row.getString(1), table -> new ArrayList<>())
                        .add(row.getString(2)));
        Set<String> json = new HashSet<>();
        if (ServerLog.isMariaDb(connection.getMetaData())) {
            each(connection, JSON_CHECKS, row -> json.add(row.getString(1) + "." + row.getString(2)));
        }
        Map<String, SourceTable> tables = new LinkedHashMap<>();
        each(connection, COLUMNS, row -> add(tables, row, primaryKeys, json));
        return List.copyOf(tables.values());
    }

    private static void add(
            Map<String, SourceTable> tables, ResultSet row, Map<String, List<String>> primaryKeys, Set<String> json)
            throws SQLException {
        String table = row.getString(1);
        String name = row.getString(2);
        SourceColumn column = new SourceColumn(
                name,
                row.getString(3).toLowerCase(Locale.ROOT),
                row.getString(4).toLowerCase(Locale.ROOT),
                row.getInt(5),
                row.getInt(6),
                !row.getString(7).equals("NO"),
                json.contains(table + ".json_valid(" + SourceColumn.quote(name) + ")"),
                row.getInt(9),
                row.getString(10));
        SourceTable present = tables.get(table);
        List<SourceColumn> columns = new ArrayList<>(present == null ? List.of() : present.columns());
        columns.add(column);
        List<String> names = columns.stream().map(SourceColumn::name).toList();
        List<String> key = primaryKeys.getOrDefault(table, List.of());
        tables.put(
                table,
                new SourceTable(
                        table, columns, names.containsAll(key) ? key : List.of(), estimate(row), row.getBoolean(11)));
    }

    private static @Nullable Long estimate(ResultSet row) throws SQLException {
        long rows = row.getLong(8);
        return row.wasNull() ? null : rows;
    }

    @FunctionalInterface
    private interface RowReader {
        void read(ResultSet row) throws SQLException;
    }

    private static void each(Connection connection, String query, RowReader reader) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            while (row.next()) {
                reader.read(row);
            }
        }
    }
}
