package dev.millrace.syncworker.warehouse;

import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import java.sql.SQLException;

/** Says what the warehouse's errors mean. The server's own words may hold values of rows, so they stay in the cause. */
final class WarehouseErrors {

    private WarehouseErrors() {}

    /**
     * Translates an error by its SQLSTATE (PostgreSQL documentation, appendix A).
     *
     * @param action what failed, as in "could not [action]"
     */
    static MillraceException translate(String action, SQLException cause) {
        String state = cause.getSQLState() == null ? "" : cause.getSQLState();
        if (state.startsWith("08") || state.startsWith("57P")) {
            return new MillraceException(
                    ErrorCode.DESTINATION_UNREACHABLE,
                    "Could not " + action + ": the connection to the warehouse was lost. The next attempt goes on from"
                            + " the last checkpoint.",
                    cause);
        }
        if (state.equals("53300")) {
            return new MillraceException(
                    ErrorCode.DESTINATION_UNREACHABLE,
                    "Could not " + action + ": the warehouse has no free connection. It is tried again.",
                    cause);
        }
        if (state.startsWith("53")) {
            return new MillraceException(
                    ErrorCode.DESTINATION_FULL,
                    "Could not " + action
                            + ": the warehouse has no room left. Nothing is lost; it is tried again, and goes on"
                            + " from the last checkpoint when there is room. If it stays, ask the operator.",
                    cause);
        }
        if (state.equals("55P03") || state.equals("40P01") || state.equals("40001")) {
            return new MillraceException(
                    ErrorCode.DESTINATION_UNREACHABLE,
                    "Could not " + action + ": the table is locked by somebody else's statement. It is tried again.",
                    cause);
        }
        if (state.equals("54000")) {
            return new MillraceException(
                    ErrorCode.DESTINATION_REFUSED,
                    "Could not " + action + ": a row has more values than one of PostgreSQL can hold (8 kB beside long"
                            + " values). Leave some columns out.",
                    cause);
        }
        if (state.equals("23505")) {
            return new MillraceException(
                    ErrorCode.DESTINATION_REFUSED,
                    "Could not " + action + ": rows have the same primary key. Choose fields that identify a row, or"
                            + " another sync mode.",
                    cause);
        }
        return new MillraceException(
                ErrorCode.DESTINATION_REFUSED,
                "Could not " + action + ": the warehouse refused it (SQLSTATE " + state + ").",
                cause);
    }
}
