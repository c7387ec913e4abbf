package dev.millrace.syncworker.warehouse;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Large tables in {@code _millrace} whose place a new generation has taken. Nobody reads them; what is there is to be dropped. */
final class ReplacedTables {

    private static final String PREFIX = "replaced_";

    private ReplacedTables() {}

    /** What a table is called once it is replaced. No other one of the database ever has that name. */
    static String name(Connection connection, TableName table) throws SQLException {
        return texts(
                        connection,
                        "select '" + PREFIX + "' || " + Identifiers.literal(table.quoted()) + "::regclass::oid")
                .getFirst();
    }

    /** Whether there are some, of a worker perhaps that was killed. */
    static boolean exist(Connection connection) throws SQLException {
        return !names(connection).isEmpty();
    }

    /** Drops all, each in a transaction of its own. */
    static void drop(Connection connection) throws SQLException {
        for (String name : names(connection)) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("drop table if exists " + new TableName(CheckpointTable.SCHEMA, name).quoted());
            }
            connection.commit();
        }
        connection.commit();
    }

    private static List<String> names(Connection connection) throws SQLException {
        return texts(
                connection,
                "select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = '"
                        + CheckpointTable.SCHEMA + "' and c.relkind = 'r' and c.relname like '"
                        + PREFIX.replace("_", "\\_") + "%'");
    }

    private static List<String> texts(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            List<String> texts = new ArrayList<>();
            while (row.next()) {
                texts.add(row.getString(1));
            }
            return texts;
        }
    }
}
