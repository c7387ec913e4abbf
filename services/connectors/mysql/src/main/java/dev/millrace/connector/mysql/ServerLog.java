package dev.millrace.connector.mysql;

import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** What a server tells of its binary log by SQL. */
final class ServerLog {

    private static final int NO_PRIVILEGE = 1227;

    /** From MySQL 8.2 on the statement has another name. */
    private static final int RENAMED_STATUS = 802;

    private ServerLog() {}

    /** Where the log ends now. */
    static LogPosition end(Connection connection, String user) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(statusQuery(connection.getMetaData()))) {
            if (!row.next()) {
                throw withoutLog();
            }
            return new LogPosition(name(connection), row.getString(1), row.getLong(2));
        } catch (SQLException e) {
            if (e.getErrorCode() == NO_PRIVILEGE) {
                throw notPermitted(connection, user, e);
            }
            throw e;
        }
    }

    /** Refuses a server whose log does not tell the rows that change. */
    static void check(Connection connection, String user) throws SQLException {
        Map<String, String> settings = new HashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery("show variables where variable_name in ('log_bin', 'binlog_format',"
                                + " 'log_bin_compress', 'binlog_transaction_compression')")) {
            while (row.next()) {
                settings.put(row.getString(1), row.getString(2).toUpperCase(Locale.ROOT));
            }
        }
        if (!settings.getOrDefault("log_bin", "OFF").equals("ON")) {
            throw withoutLog();
        }
        if (!settings.getOrDefault("binlog_format", "ROW").equals("ROW")) {
            throw new MillraceException(
                    ErrorCode.INVALID_CONFIGURATION,
                    "The server's log has statements instead of rows. Set binlog_format = ROW on the server, or choose"
                            + " \"query\" for \"Changes\".");
        }
        if (settings.getOrDefault("log_bin_compress", "OFF").equals("ON")
                || settings.getOrDefault("binlog_transaction_compression", "OFF")
                        .equals("ON")) {
            throw new MillraceException(
                    ErrorCode.INVALID_CONFIGURATION,
                    "The server compresses its log, which can't be read. Turn log_bin_compress or"
                            + " binlog_transaction_compression off, or choose \"query\" for \"Changes\".");
        }
        end(connection, user);
    }

    static MillraceException notPermitted(Connection connection, String user, Exception cause) throws SQLException {
        String status = isMariaDb(connection.getMetaData()) ? "binlog monitor" : "replication client";
        return new MillraceException(
                ErrorCode.SOURCE_NOT_PERMITTED,
                "The user " + user + " may not read the log. Let an administrator run: grant replication slave, "
                        + status + " on *.* to " + Sql.text(user) + ";",
                cause);
    }

    private static MillraceException withoutLog() {
        return new MillraceException(
                ErrorCode.INVALID_CONFIGURATION,
                "The server writes no log that changes can be read from. Set log_bin and restart it, or choose \"query\" for"
                        + " \"Changes\".");
    }

    private static String statusQuery(DatabaseMetaData server) throws SQLException {
        int version = server.getDatabaseMajorVersion() * 100 + server.getDatabaseMinorVersion();
        return !isMariaDb(server) && version >= RENAMED_STATUS ? "show binary log status" : "show master status";
    }

    /** Positions mean something on the server alone that wrote the log. */
    private static String name(Connection connection) throws SQLException {
        String expression = isMariaDb(connection.getMetaData())
                ? "concat(@@hostname, ':', @@port, ':', @@server_id)"
                : "@@server_uuid";
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select " + expression)) {
            row.next();
            return row.getString(1);
        }
    }

    static boolean isMariaDb(DatabaseMetaData server) throws SQLException {
        return server.getDatabaseProductName().toLowerCase(Locale.ROOT).contains("mariadb");
    }
}
