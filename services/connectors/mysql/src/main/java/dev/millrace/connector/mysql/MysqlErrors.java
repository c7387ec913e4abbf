package dev.millrace.connector.mysql;

import dev.millrace.connector.spi.database.DatabaseFailures;
import dev.millrace.connector.spi.database.DatabaseLogin;
import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Says what the source's errors mean, by the numbers that both servers share (MariaDB documentation, "Error Codes"). */
final class MysqlErrors {

    private static final int TOO_MANY_CONNECTIONS = 1040;
    private static final int DATABASE_DENIED = 1044;
    private static final int LOGIN_DENIED = 1045;
    private static final int NO_DATABASE = 1049;
    private static final int HOST_NOT_ALLOWED = 1130;
    private static final int TABLE_DENIED = 1142;
    private static final int COLUMN_DENIED = 1143;
    private static final int USER_HAS_TOO_MANY = 1203;
    private static final int USER_LIMIT = 1226;
    private static final int INTERRUPTED = 1317;
    private static final int VIEW_INVALID = 1356;
    private static final int NO_COLUMN = 1054;
    private static final int NO_TABLE = 1146;
    private static final int TIMED_OUT_MARIADB = 1969;
    private static final int TIMED_OUT_MYSQL = 3024;

    private MysqlErrors() {}

    static MillraceException connecting(DatabaseLogin login, SQLException cause) {
        return DatabaseFailures.onTheWay(login, cause).orElseGet(() -> ofServer(login, cause));
    }

    private static MillraceException ofServer(DatabaseLogin login, SQLException cause) {
        return switch (cause.getErrorCode()) {
            case LOGIN_DENIED, HOST_NOT_ALLOWED -> DatabaseFailures.loginRefused(login, cause);
            case DATABASE_DENIED ->
                new MillraceException(
                        ErrorCode.SOURCE_NOT_PERMITTED,
                        "The user " + login.user() + " may not use the database " + login.database()
                                + ". Check its spelling, or grant the user SELECT on its tables.",
                        cause);
            case NO_DATABASE -> DatabaseFailures.noDatabase(login, "may matter", cause);
            case TOO_MANY_CONNECTIONS, USER_HAS_TOO_MANY, USER_LIMIT -> DatabaseFailures.noFreeConnection(cause);
            default ->
                isWithoutEncryption(cause)
                        ? new MillraceException(
                                ErrorCode.INVALID_CONFIGURATION,
                                "The server at " + login.host() + " does not encrypt connections. Turn TLS on"
                                        + " there, or choose another \"Encryption\".",
                                cause)
                        : new MillraceException(
                                ErrorCode.SOURCE_UNREACHABLE,
                                "No MySQL server answers at " + login.host() + ", port " + login.port()
                                        + ". Check both, that the server is running, that its firewall lets Millrace in,"
                                        + " and \"Encryption\".",
                                cause);
        };
    }

    /** The driver tells it by words alone. */
    static boolean isWithoutEncryption(SQLException cause) {
        for (Throwable inner = cause; inner != null; inner = inner.getCause()) {
            String message = inner.getMessage();
            if (message != null && message.contains("ssl not enabled in the server")) {
                return true;
            }
        }
        return false;
    }

    static MillraceException reading(String what, SQLException cause) {
        return switch (cause.getErrorCode()) {
            case TABLE_DENIED, COLUMN_DENIED -> DatabaseFailures.notReadable(what, cause);
            case NO_TABLE, NO_COLUMN -> DatabaseFailures.changed(what, cause);
            case VIEW_INVALID ->
                new MillraceException(
                        ErrorCode.SOURCE_UNREADABLE,
                        what
                                + " is a view that refers to something that is gone or that its owner may not read. Mend it"
                                + " in the database, then run again.",
                        cause);
            case TIMED_OUT_MARIADB, TIMED_OUT_MYSQL, INTERRUPTED ->
                DatabaseFailures.cancelled(what, "time limit", cause);
            default ->
                DatabaseFailures.brokenOff(
                        what, "error " + cause.getErrorCode() + ", SQLSTATE " + state(cause.getSQLState()), cause);
        };
    }

    private static String state(@Nullable String state) {
        return state == null ? "unknown" : state;
    }
}
