package dev.millrace.connector.postgres;

import dev.millrace.connector.spi.SourceLog;
import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

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

    /** Makes it for all tables of the database, if there is none. */
    void ensure(SourceLog log) throws SQLException {
        if (exists()) {
            return;
        }
        try (Statement statement = connection.createStatement()) {
            // The changes of partitions as those of their table.
            statement.execute("create publication " + SourceColumn.quote(name)
                    + " for all tables with (publish_via_partition_root = true)");
            log.info("Made the publication \"" + name + "\" for all tables of the database.");
        } catch (SQLException e) {
            if (NOT_PERMITTED.equals(e.getSQLState())) {
                throw missing();
            }
            throw e;
        }
    }

    /** Sees to it that there is one, for a user who may not make it. */
    void require() throws SQLException {
        if (!exists()) {
            throw missing();
        }
    }

    private MillraceException missing() {
        return new MillraceException(
                ErrorCode.SOURCE_NOT_PERMITTED,
                "There is no publication \"" + name
                        + "\", and the user may not make one for all tables. Let a superuser"
                        + " run: create publication " + SourceColumn.quote(name)
                        + " for all tables with (publish_via_partition_root = true);");
    }

    /** Sees to it that the changes of a table are told. */
    void requireTable(SourceTable table) throws SQLException {
        if (!tells(
                "select 1 from pg_publication_tables where pubname = ? and schemaname = ? and tablename = ?",
                name,
                table.schema(),
                table.name())) {
            throw new MillraceException(
                    ErrorCode.SOURCE_NOT_PERMITTED,
                    "The publication \"" + name + "\" does not have the table \"" + table.streamName()
                            + "\". Let its owner run: alter publication " + SourceColumn.quote(name) + " add table "
                            + table.quoted() + ";");
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
