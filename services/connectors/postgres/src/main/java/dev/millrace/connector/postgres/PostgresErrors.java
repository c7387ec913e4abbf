package dev.millrace.connector.postgres;

import dev.millrace.connector.spi.database.DatabaseFailures;
import dev.millrace.connector.spi.database.DatabaseLogin;
import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import java.sql.SQLException;

/** Says what the source's errors mean, by SQLSTATE (PostgreSQL documentation, appendix A). */
final class PostgresErrors {

    private PostgresErrors() {}

    static MillraceException connecting(DatabaseLogin login, SQLException cause) {
        return DatabaseFailures.onTheWay(login, cause).orElseGet(() -> ofServer(login, cause));
    }

    private static MillraceException ofServer(DatabaseLogin login, SQLException cause) {
        String state = state(cause);
        if (state.startsWith("28")) {
            return DatabaseFailures.loginRefused(login, cause);
        }
        if (state.equals("3D000")) {
            return DatabaseFailures.noDatabase(login, "matter", cause);
        }
        if (state.startsWith("53")) {
            return DatabaseFailures.noFreeConnection(cause);
        }
        if (state.equals("42501")) {
            return new MillraceException(
                    ErrorCode.SOURCE_NOT_PERMITTED,
                    "The user " + login.user() + " may not connect to the database " + login.database()
                            + ". Grant it CONNECT.",
                    cause);
        }
        return new MillraceException(
                ErrorCode.SOURCE_UNREACHABLE,
                "No PostgreSQL server answers at " + login.host() + ", port " + login.port()
                        + ". Check both, that the server is running, and that its firewall lets Millrace in.",
                cause);
    }

    static MillraceException reading(String what, SQLException cause) {
        String state = state(cause);
        return switch (state) {
            case "42501" -> DatabaseFailures.notReadable(what, cause);
            case "42P01", "42703" -> DatabaseFailures.changed(what, cause);
            case "57014" -> DatabaseFailures.cancelled(what, "statement_timeout", cause);
            default -> DatabaseFailures.brokenOff(what, "SQLSTATE " + state, cause);
        };
    }

    private static String state(SQLException cause) {
        return cause.getSQLState() == null ? "" : cause.getSQLState();
    }
}
