package dev.millrace.transform.runs;

import java.sql.SQLException;
import java.util.Set;

/** Which of a warehouse's errors pass by themselves. See appendix A, "PostgreSQL Error Codes", of its manual. */
final class WarehouseErrors {

    private static final String CONNECTION_EXCEPTION = "08";

    private static final Set<String> PASSING = Set.of(
            "40001", // serialization failure
            "40P01", // deadlock detected
            "53100", // disk full
            "53200", // out of memory
            "53300", // too many connections
            "55P03", // lock not available
            "57P01", // admin shutdown
            "57P02", // crash shutdown
            "57P03", // cannot connect now
            "57P05"); // idle session timeout

    private WarehouseErrors() {}

    /** Whether the same may work when the warehouse is back. */
    static boolean pass(SQLException e) {
        String state = String.valueOf(e.getSQLState());
        return state.startsWith(CONNECTION_EXCEPTION) || PASSING.contains(state);
    }
}
