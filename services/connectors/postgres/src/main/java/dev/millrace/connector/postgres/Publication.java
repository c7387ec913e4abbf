package dev.millrace.connector.postgres;

import dev.millrace.connector.spi.SourceLog;
import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Collectors;

/** Names the tables whose changes the log gives. */
final class Publication {

    private static final String NOT_PERMITTED = "42501";

    private final Connection connection;
    private final String name;

    Publication(Connection connection, String name) {
        this.connection = connection;
        this.name = name;
    }

    private boolean exists() throws SQLException {
        return tells("select 1 from pg_publication where pubname = ?", name);
    }

    /**
     * Makes it, if there is none, for the tables that can be followed. Not for all: the server refuses to change a row of a
     * published table that has no key.
     */
    void ensure(List<SourceTable> tables, SourceLog log) throws SQLException {
        if (exists()) {
            return;
        }
        try {
            execute(creation(tables));
            log.info("Made the publication \"" + name + "\" of " + tables.size() + " tables.");
        } catch (SQLException e) {
            if (NOT_PERMITTED.equals(e.getSQLState())) {
                throw missing(tables);
            }
            throw e;
        }
    }

    /** Sees to it that there is one, for a user who may not make it. */
    void require(List<SourceTable> tables) throws SQLException {
        if (!exists() && !tells("select 1 where has_database_privilege(current_database(), ?)", "create")) {
            throw missing(tables);
        }
    }

    private MillraceException missing(List<SourceTable> tables) {
        return new MillraceException(
                ErrorCode.SOURCE_NOT_PERMITTED,
                "There is no publication \"" + name + "\", and the user may not make one. Let the tables' owner run: "
                        + creation(tables) + ";");
    }

    private String creation(List<SourceTable> tables) {
        return "create publication " + SourceColumn.quote(name) + " for table "
                + tables.stream().map(SourceTable::quoted).collect(Collectors.joining(", "))
                // The changes of partitions as those of their table.
                + " with (publish_via_partition_root = true)";
    }

    /** Sees to it that the changes of a table are told, with its key. */
    void requireTable(SourceTable table, SourceLog log) throws SQLException {
        if (!tells(
                "select 1 from pg_publication_tables where pubname = ? and schemaname = ? and tablename = ?",
                name,
                table.schema(),
                table.name())) {
            add(table, log);
        }
        if (tells("""
                select 1 from pg_class c where c.oid = ?::regclass and (c.relreplident = 'n' or c.relreplident = 'i'
                    and not exists (select 1 from pg_index i
                        where i.indrelid = c.oid and i.indisreplident and i.indisprimary))
                """, table.quoted())) {
            throw new MillraceException(
                    ErrorCode.SOURCE_NOT_PERMITTED,
                    "The log does not tell the primary key of the rows of \"" + table.streamName()
                            + "\" that change. Let its owner run: alter table " + table.quoted()
                            + " replica identity default;");
        }
    }

    private void add(SourceTable table, SourceLog log) throws SQLException {
        String addition = "alter publication " + SourceColumn.quote(name) + " add table " + table.quoted();
        try {
            execute(addition);
            log.info("Added \"" + table.streamName() + "\" to the publication \"" + name + "\".");
        } catch (SQLException e) {
            if (NOT_PERMITTED.equals(e.getSQLState())) {
                throw new MillraceException(
                        ErrorCode.SOURCE_NOT_PERMITTED,
                        "The publication \"" + name + "\" does not have the table \"" + table.streamName()
                                + "\". Let its owner run: " + addition + ";",
                        e);
            }
            throw e;
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private boolean tells(String query, String... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            for (int i = 0; i < values.length; i++) {
                statement.setString(i + 1, values[i]);
            }
            try (ResultSet row = statement.executeQuery()) {
                return row.next();
            }
        }
    }
}
