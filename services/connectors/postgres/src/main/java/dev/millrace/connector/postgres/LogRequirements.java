package dev.millrace.connector.postgres;

import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** What a server has to be like for its log to be read. */
final class LogRequirements {

    /** The first that tells how much a slot keeps, and gives the changes of partitions as those of their table. */
    private static final int LEAST_VERSION = 13;

    private LogRequirements() {}

    /** @param followed the tables whose changes are to be read */
    static void check(Connection connection, PostgresConfiguration configuration, List<SourceTable> followed)
            throws SQLException {
        if (connection.getMetaData().getDatabaseMajorVersion() < LEAST_VERSION) {
            throw new MillraceException(
                    ErrorCode.INVALID_CONFIGURATION,
                    "The log can be read from PostgreSQL " + LEAST_VERSION + " on. Choose \"query\" for \"Changes\".");
        }
        requirePrimary(connection);
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("""
                        select current_setting('wal_level') = 'logical',
                               rolsuper or rolreplication or exists (
                                   select 1 from pg_roles given
                                   where given.rolname in ('rds_replication', 'rds_superuser', 'cloudsqlsuperuser')
                                     and pg_has_role(current_user, given.oid, 'member'))
                        from pg_roles where rolname = current_user
                        """)) {
            row.next();
            if (!row.getBoolean(1)) {
                throw new MillraceException(
                        ErrorCode.INVALID_CONFIGURATION,
                        "The database does not write a log that changes can be read from. Set wal_level = logical and"
                                + " restart the server, or choose \"query\" for \"Changes\".");
            }
            if (!row.getBoolean(2)) {
                throw new MillraceException(
                        ErrorCode.SOURCE_NOT_PERMITTED,
                        "The user " + configuration.login().user()
                                + " may not read the log. Let a superuser run: alter role "
                                + SourceColumn.quote(configuration.login().user()) + " replication;");
            }
        }
        if (!followed.isEmpty()) {
            new Publication(connection, configuration.publication()).require(followed);
        }
    }

    private static void requirePrimary(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select pg_is_in_recovery()")) {
            row.next();
            if (row.getBoolean(1)) {
                throw new MillraceException(
                        ErrorCode.INVALID_CONFIGURATION,
                        "The server is a replica, and the log is read from the primary. Enter the primary's host, or"
                                + " choose \"query\" for \"Changes\".");
            }
        }
    }
}
