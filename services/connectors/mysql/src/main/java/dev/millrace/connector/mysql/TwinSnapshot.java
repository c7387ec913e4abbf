package dev.millrace.connector.mysql;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/**
 * Two snapshots of one moment. No statement shares one with another connection, but MariaDB tells which place in its log a snapshot
 * is of: both are begun again until they are of the same, which is soon unless something is committed every millisecond.
 */
final class TwinSnapshot {

    static final String BEGIN = "start transaction with consistent snapshot, read only";

    private static final int TRIALS = 25;

    /** One row for the file, one for the position in it; they belong to the snapshot as long as that lasts. */
    private static final String PLACE =
            "show status where variable_name in ('binlog_snapshot_file', 'binlog_snapshot_position')";

    private TwinSnapshot() {}

    /** Begins a snapshot on both connections. Where false is given they are of two moments. */
    static boolean begin(Connection first, Connection second) throws SQLException {
        for (int trial = 0; trial < TRIALS; trial++) {
            execute(first, BEGIN);
            execute(second, BEGIN);
            Optional<String> place = place(first);
            if (place.isEmpty()) {
                return false;
            }
            if (place.equals(place(second))) {
                return true;
            }
        }
        return false;
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Empty where there is no log, or the server is not MariaDB. */
    private static Optional<String> place(Connection connection) throws SQLException {
        StringBuilder place = new StringBuilder();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(PLACE)) {
            while (rows.next()) {
                if (rows.getString(2).isEmpty()) {
                    return Optional.empty();
                }
                place.append(rows.getString(1))
                        .append('=')
                        .append(rows.getString(2))
                        .append(' ');
            }
        }
        return place.isEmpty() ? Optional.empty() : Optional.of(place.toString());
    }
}
