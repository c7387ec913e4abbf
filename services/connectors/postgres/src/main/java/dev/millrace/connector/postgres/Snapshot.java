package dev.millrace.connector.postgres;

import dev.millrace.connector.spi.SourceLog;
import dev.millrace.connector.spi.database.RangeSettings;
import dev.millrace.kernel.MillraceException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * A transaction that shows the database at one moment.
 *
 * @param connections where others come from that show the same moment
 * @param ranges when tables are read by ranges
 * @param cancelled whether nothing more is wanted
 */
record Snapshot(
        Connection connection,
        PostgresConnections connections,
        RangeSettings ranges,
        SourceLog log,
        BooleanSupplier cancelled) {

    /** Another connection that shows the same moment; empty when the server gives none. */
    Optional<Connection> another() throws SQLException {
        String name = export();
        try {
            Connection opened = connections.openForSnapshots();
            try (Statement first = opened.createStatement()) {
                first.execute("set transaction snapshot '" + name + "'");
                return Optional.of(opened);
            } catch (SQLException e) {
                opened.close();
                throw e;
            }
        } catch (SQLException | MillraceException e) {
            log.info("The database gave no further connection, so the table is read over fewer: " + e.getMessage());
            return Optional.empty();
        }
    }

    private String export() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select pg_export_snapshot()")) {
            row.next();
            return row.getString(1);
        }
    }
}
