package dev.millrace.platform.testkit;

import dev.millrace.kernel.TenantId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/** How many rows a tenant has in each table of a service's database that has the column {@code tenant_id}, whichever those are. */
public final class TenantRowCounts {

    private TenantRowCounts() {}

    /** The tables with the tenant's rows in each. */
    public static Map<String, Long> of(DataSource database, TenantId tenant) throws SQLException {
        Map<String, Long> counts = new TreeMap<>();
        try (Connection connection = TenantConnections.ofAll(database);
                Statement statement = connection.createStatement()) {
            for (String table : tables(statement)) {
                try (PreparedStatement count =
                        connection.prepareStatement("select count(*) from " + table + " where tenant_id = ?")) {
                    count.setString(1, tenant.toString());
                    try (ResultSet result = count.executeQuery()) {
                        result.next();
                        counts.put(table, result.getLong(1));
                    }
                }
            }
        }
        return counts;
    }

    /** The same without the tables that have none. */
    public static Map<String, Long> present(DataSource database, TenantId tenant) throws SQLException {
        return of(database, tenant).entrySet().stream()
                .filter(entry -> entry.getValue() > 0)
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static List<String> tables(Statement statement) throws SQLException {
        List<String> tables = new ArrayList<>();
        try (ResultSet result = statement.executeQuery("select table_name from information_schema.columns"
                + " where table_schema = 'public' and column_name = 'tenant_id'")) {
            while (result.next()) {
                tables.add(result.getString(1));
            }
        }
        return tables;
    }
}
