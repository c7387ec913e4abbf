package dev.millrace.connector.mysql;

import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import java.net.UnknownHostException;
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

    static MillraceException connecting(MysqlConfiguration configuration, SQLException cause) {
        for (Throwable inner = cause; inner != null; inner = inner.getCause()) {
            if (inner instanceof MillraceException refused) {
                return refused;
            }
            if (inner instanceof UnknownHostException) {
                return new MillraceException(
                        ErrorCode.SOURCE_UNREACHABLE,
                        "There is no host named " + configuration.host() + ". Check the spelling of the host name.",
                        cause);
            }
        }
        return switch (cause.getErrorCode()) {
            case LOGIN_DENIED, HOST_NOT_ALLOWED ->
                new MillraceException(
                        ErrorCode.SOURCE_LOGIN_REFUSED,
                        "The database refused the login of " + configuration.user() + ". Check user and password, and"
                                + " that the server lets this user in from outside.",
                        cause);
            case DATABASE_DENIED ->
                new MillraceException(
                        ErrorCode.SOURCE_NOT_PERMITTED,
                        "The user " + configuration.user() + " may not use the database " + configuration.database()
                                + ". Check its spelling, or grant the user SELECT on its tables.",
                        cause);
            case NO_DATABASE ->
                new MillraceException(
                        ErrorCode.INVALID_CONFIGURATION,
                        "There is no database named " + configuration.database() + " on " + configuration.host()
                                + ". Check its spelling; capital letters may matter.",
                        cause);
            case TOO_MANY_CONNECTIONS, USER_HAS_TOO_MANY, USER_LIMIT ->
                new MillraceException(
                        ErrorCode.SOURCE_UNREACHABLE,
                        "The database has no free connection. Raise its limit, or try again later.",
                        cause);
            default ->
                isWithoutEncryption(cause)
                        ? new MillraceException(
                                ErrorCode.INVALID_CONFIGURATION,
                                "The server at " + configuration.host() + " does not encrypt connections. Turn TLS on"
                                        + " there, or choose another \"Encryption\".",
                                cause)
                        : new MillraceException(
                                ErrorCode.SOURCE_UNREACHABLE,
                                "No MySQL server answers at " + configuration.host() + ", port " + configuration.port()
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
            case TABLE_DENIED, COLUMN_DENIED ->
                new MillraceException(
                        ErrorCode.SOURCE_NOT_PERMITTED,
                        "The user may not read " + what + ". Grant it SELECT, then run again.",
                        cause);
            case NO_TABLE, NO_COLUMN ->
                new MillraceException(
                        ErrorCode.SOURCE_UNREADABLE,
                        what + " has changed: a table or column is gone. Discover the source again.",
                        cause);
            case VIEW_INVALID ->
                new MillraceException(
                        ErrorCode.SOURCE_UNREADABLE,
                        what
                                + " is a view that refers to something that is gone or that its owner may not read. Mend it"
                                + " in the database, then run again.",
                        cause);
            case TIMED_OUT_MARIADB, TIMED_OUT_MYSQL, INTERRUPTED ->
                new MillraceException(
                        ErrorCode.SOURCE_TIMED_OUT,
                        "The database cancelled the reading of " + what + ". Raise its time limit for this user.",
                        cause);
            default ->
                new MillraceException(
                        ErrorCode.SOURCE_INTERRUPTED,
                        "The database broke off while " + what + " was read (error " + cause.getErrorCode()
                                + ", SQLSTATE " + state(cause.getSQLState())
                                + "). It is tried again from the last checkpoint.",
                        cause);
        };
    }

    private static String state(@Nullable String state) {
        return state == null ? "unknown" : state;
    }
}
