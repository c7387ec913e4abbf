package dev.millrace.connector.postgres;

import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import java.net.UnknownHostException;
import java.sql.SQLException;

/** Says what the source's errors mean, by SQLSTATE (PostgreSQL documentation, appendix A). */
final class PostgresErrors {

    private PostgresErrors() {}

    static MillraceException connecting(PostgresConfiguration configuration, SQLException cause) {
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
        String state = state(cause);
        if (state.startsWith("28")) {
            return new MillraceException(
                    ErrorCode.SOURCE_LOGIN_REFUSED,
                    "The database refused the login of " + configuration.user() + ". Check user and password, and"
                            + " that the server lets this user in from outside.",
                    cause);
        }
        if (state.equals("3D000")) {
            return new MillraceException(
                    ErrorCode.INVALID_CONFIGURATION,
                    "There is no database named " + configuration.database() + " on " + configuration.host()
                            + ". Check its spelling; capital letters matter.",
                    cause);
        }
        if (state.startsWith("53")) {
            return new MillraceException(
                    ErrorCode.SOURCE_UNREACHABLE,
                    "The database has no free connection. Raise its limit, or try again later.",
                    cause);
        }
        if (state.equals("42501")) {
            return new MillraceException(
                    ErrorCode.SOURCE_NOT_PERMITTED,
                    "The user " + configuration.user() + " may not connect to the database " + configuration.database()
                            + ". Grant it CONNECT.",
                    cause);
        }
        return new MillraceException(
                ErrorCode.SOURCE_UNREACHABLE,
                "No PostgreSQL server answers at " + configuration.host() + ", port " + configuration.port()
                        + ". Check both, that the server is running, and that its firewall lets Millrace in.",
                cause);
    }

    static MillraceException reading(String what, SQLException cause) {
        String state = state(cause);
        if (state.equals("42501")) {
            return new MillraceException(
                    ErrorCode.SOURCE_NOT_PERMITTED,
                    "The user may not read " + what + ". Grant it SELECT, then run again.",
                    cause);
        }
        if (state.equals("42P01") || state.equals("42703")) {
            return new MillraceException(
                    ErrorCode.SOURCE_UNREADABLE,
                    what + " has changed: a table or column is gone. Discover the source again.",
                    cause);
        }
        if (state.equals("57014")) {
            return new MillraceException(
                    ErrorCode.SOURCE_TIMED_OUT,
                    "The database cancelled the reading of " + what + ". Raise its statement_timeout for this user.",
                    cause);
        }
        return new MillraceException(
                ErrorCode.SOURCE_INTERRUPTED,
                "The database broke off while " + what + " was read (SQLSTATE " + state
                        + "). It is tried again from the last checkpoint.",
                cause);
    }

    private static String state(SQLException cause) {
        return cause.getSQLState() == null ? "" : cause.getSQLState();
    }
}
