package dev.millrace.connector.postgres;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a database has to read, from its system catalog. */
final class SourceTables {

    /** Tables, partitioned ones as a whole, foreign ones, views; not the partitions. */
    private static final String COLUMNS = """
            with recursive domains as (
                select oid, oid as base, typtype, typbasetype, typtypmod from pg_type
                union all
                select d.oid, t.oid, t.typtype, t.typbasetype,
                       case when d.typtypmod >= 0 then d.typtypmod else t.typtypmod end
                from domains d join pg_type t on d.typtype = 'd' and t.oid = d.typbasetype)
            select n.nspname, c.relname, c.reltuples::int8, a.attname, t.typname, t.typcategory::text,
                   case when a.atttypmod >= 0 then a.atttypmod else d.typtypmod end, not a.attnotnull,
                   (select array_agg(k.attname order by array_position(i.indkey::int2[], k.attnum))
                    from pg_index i
                    join pg_attribute k on k.attrelid = c.oid and k.attnum = any (i.indkey)
                    where i.indrelid = c.oid and i.indisprimary),
                   format_type(t.oid, case when a.atttypmod >= 0 then a.atttypmod else d.typtypmod end),
                   c.relkind in ('r', 'p') and c.relpersistence = 'p'
            from pg_class c
            join pg_namespace n on n.oid = c.relnamespace
            join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
            join domains d on d.oid = a.atttypid and d.typtype <> 'd'
            join pg_type t on t.oid = d.base
            where c.relkind in ('r', 'p', 'v', 'm', 'f') and not c.relispartition
              and n.nspname not in ('pg_catalog', 'information_schema') and n.nspname !~ '^pg_(toast|temp)'
              and (cardinality(?::text[]) = 0 or n.nspname = any (?::text[]))
              and has_schema_privilege(n.oid, 'USAGE') is not false
              and has_table_privilege(c.oid, 'SELECT') is not false
            order by n.nspname <> 'public', n.nspname, c.relname, a.attnum
            """;

    private static final String UNREADABLE = """
            select count(*) from pg_class c join pg_namespace n on n.oid = c.relnamespace
            where c.relkind in ('r', 'p', 'v', 'm', 'f')
              and n.nspname not in ('pg_catalog', 'information_schema') and n.nspname !~ '^pg_(toast|temp)'
              and (cardinality(?::text[]) = 0 or n.nspname = any (?::text[]))
            """;

    private SourceTables() {}

    static List<SourceTable> list(Connection connection, List<String> schemas) throws SQLException {
        Map<String, SourceTable> tables = new LinkedHashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(COLUMNS)) {
            setSchemas(connection, statement, schemas);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    add(tables, row);
                }
            }
        }
        return List.copyOf(tables.values());
    }

    private static void add(Map<String, SourceTable> tables, ResultSet row) throws SQLException {
        String schema = row.getString(1);
        String name = row.getString(2);
        SourceColumn column = new SourceColumn(
                row.getString(4),
                row.getString(5),
                row.getString(6).charAt(0),
                row.getInt(7),
                row.getString(10),
                row.getBoolean(8));
        SourceTable present = tables.get(schema + "." + name);
        List<SourceColumn> columns = new ArrayList<>(present == null ? List.of() : present.columns());
        columns.add(column);
        Array key = row.getArray(9);
        List<String> primaryKey = key == null ? List.of() : List.of((String[]) key.getArray());
        tables.put(
                schema + "." + name,
                new SourceTable(schema, name, columns, primaryKey, row.getLong(3), row.getBoolean(11)));
    }

    /** Whether there are tables, readable or not. */
    static boolean any(Connection connection, List<String> schemas) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(UNREADABLE)) {
            setSchemas(connection, statement, schemas);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getLong(1) > 0;
            }
        }
    }

    private static void setSchemas(Connection connection, PreparedStatement statement, List<String> schemas)
            throws SQLException {
        Array names = connection.createArrayOf("text", schemas.toArray());
        statement.setArray(1, names);
        statement.setArray(2, names);
    }
}
