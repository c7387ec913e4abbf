package dev.millrace.reporting.warehouse;

import dev.millrace.kernel.TenantId;
import dev.millrace.reporting.warehouse.WarehouseTable.Column;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The tables in a tenant's warehouse, as its catalog has them. */
@ApplicationScoped
public class WarehouseTables {

    /** Columns whose name starts so are the loader's own. */
    private static final String OWN_COLUMN = "_millrace_";

    /**
     * Tables that the reader may read; a generation that is being built has a name with {@code __}. What autovacuum has
     * counted comes a minute after a load and lags behind small ones; what the server keeps of live rows is there at once
     * but lost in a crash. The larger of the two is nearer to the truth. Functions look at the catalog as it is by then, so what
     * is known of a table that was swapped in between is nothing.
     */
    private static final String QUERY = """
            select n.nspname, c.relname,
                   greatest(c.reltuples::bigint, nullif(pg_stat_get_live_tuples(c.oid), 0)), a.attname,
                   case when t.typtype = 'd' then format_type(t.typbasetype, null) else format_type(a.atttypid, null) end
            from pg_class c
            join pg_namespace n on n.oid = c.relnamespace
            join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
            join pg_type t on t.oid = a.atttypid
            where c.relkind in ('r', 'v', 'm', 'p')
              and n.nspname not like 'pg\\_%' and n.nspname not in ('information_schema', '_millrace', 'public')
              and c.relname not like '\\_millrace%' and c.relname not like '%\\_\\_millrace\\_%'
              and has_schema_privilege(n.oid, 'usage') is not false and has_table_privilege(c.oid, 'select') is not false
              and (?::text is null or n.nspname = ?)
            order by n.nspname, c.relname, a.attnum
            """;

    private final WarehouseReader reader;

    WarehouseTables(WarehouseReader reader) {
        this.reader = reader;
    }

    /** All tables, by schema and name. */
    public List<WarehouseTable> all(TenantId tenant) {
        return reader.read(tenant, connection -> query(connection, null));
    }

    /** The tables of one schema, by name. */
    public List<WarehouseTable> ofSchema(TenantId tenant, String schema) {
        return reader.read(tenant, connection -> query(connection, schema));
    }

    /** A table, if it is there. */
    public Optional<WarehouseTable> find(TenantId tenant, TableName name) {
        return ofSchema(tenant, name.schema()).stream()
                .filter(table -> table.name().equals(name))
                .findFirst();
    }

    static List<WarehouseTable> query(Connection connection, @Nullable String schema) throws SQLException {
        Map<TableName, Long> rows = new LinkedHashMap<>();
        Map<TableName, List<Column>> columns = new LinkedHashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(QUERY)) {
            statement.setString(1, schema);
            statement.setString(2, schema);
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    TableName name = new TableName(result.getString(1), result.getString(2));
                    rows.put(name, result.getLong(3));
                    List<Column> of = columns.computeIfAbsent(name, key -> new ArrayList<>());
                    if (!result.getString(4).startsWith(OWN_COLUMN)) {
                        of.add(new Column(result.getString(4), result.getString(5)));
                    }
                }
            }
        }
        List<WarehouseTable> tables = new ArrayList<>();
        columns.forEach((name, of) -> tables.add(new WarehouseTable(name, rows.getOrDefault(name, -1L), of)));
        return tables;
    }
}
