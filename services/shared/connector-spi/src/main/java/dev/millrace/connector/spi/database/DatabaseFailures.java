package dev.millrace.connector.spi.database;

import dev.millrace.connector.spi.CertificateFailures;
import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.util.Optional;

/** What can go wrong with any database, in words that say what to do. Which it is, a connector tells by its server's codes. */
public final class DatabaseFailures {

    private DatabaseFailures() {}

    /** What went wrong before the server was asked: an address that is not allowed, a name that nobody knows, or a certificate that proves nothing. */
    public static Optional<MillraceException> onTheWay(DatabaseLogin login, SQLException cause) {
        for (Throwable inner = cause; inner != null; inner = inner.getCause()) {
            if (inner instanceof MillraceException refused) {
                return Optional.of(refused);
            }
            if (inner instanceof UnknownHostException) {
                return Optional.of(new MillraceException(
                        ErrorCode.SOURCE_UNREACHABLE,
                        "There is no host named " + login.host() + ". Check the spelling of the host name.",
                        cause));
            }
        }
        return CertificateFailures.in(cause, login.host());
    }

    /** The server does not let the user in. */
    public static MillraceException loginRefused(DatabaseLogin login, SQLException cause) {
        return new MillraceException(
                ErrorCode.SOURCE_LOGIN_REFUSED,
                "The database refused the login of " + login.user() + ". Check user and password, and"
                        + " that the server lets this user in from outside.",
                cause);
    }

    /**
     * The server has no such database.
     *
     * @param capitals whether capital letters matter: {@code matter} or {@code may matter}
     */
    public static MillraceException noDatabase(DatabaseLogin login, String capitals, SQLException cause) {
        return new MillraceException(
                ErrorCode.INVALID_CONFIGURATION,
                "There is no database named " + login.database() + " on " + login.host()
                        + ". Check its spelling; capital letters " + capitals + ".",
                cause);
    }

    /** The server has as many connections as it takes. */
    public static MillraceException noFreeConnection(SQLException cause) {
        return new MillraceException(
                ErrorCode.SOURCE_UNREACHABLE,
                "The database has no free connection. Raise its limit, or try again later.",
                cause);
    }

    /**
     * The user lacks a right.
     *
     * @param what the table
     */
    public static MillraceException notReadable(String what, SQLException cause) {
        return new MillraceException(
                ErrorCode.SOURCE_NOT_PERMITTED,
                "The user may not read " + what + ". Grant it SELECT, then run again.",
                cause);
    }

    /**
     * The table is no longer what it was when it was discovered.
     *
     * @param what the table
     */
    public static MillraceException changed(String what, SQLException cause) {
        return new MillraceException(
                ErrorCode.SOURCE_UNREADABLE,
                what + " has changed: a table or column is gone. Discover the source again.",
                cause);
    }

    /**
     * A read that somebody ended.
     *
     * @param what the table
     * @param limit the setting that may have done it
     */
    public static MillraceException cancelled(String what, String limit, SQLException cause) {
        return new MillraceException(
                ErrorCode.SOURCE_TIMED_OUT,
                "The database cancelled the reading of " + what + ". Raise its " + limit + " for this user.",
                cause);
    }

    /**
     * Anything else in the middle of a read.
     *
     * @param what the table
     * @param codes what the server calls it
     */
    public static MillraceException brokenOff(String what, String codes, SQLException cause) {
        return new MillraceException(
                ErrorCode.SOURCE_INTERRUPTED,
                "The database broke off while " + what + " was read (" + codes
                        + "). It is tried again from the last checkpoint.",
                cause);
    }
}
