package dev.millrace.connector.spi.database;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The key of a table, one whole number of 64 bits, in SQL that every database takes.
 *
 * @param table the table's name, quoted as its database has it
 * @param column the key's, quoted too
 */
public record NumericKey(String table, String column) {

    /** All keys that there are; empty when there is no row. */
    public Optional<KeyRange> all(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery("select min(" + column + "), max(" + column + ") from " + table)) {
            row.next();
            long least = row.getLong(1);
            long greatest = row.getLong(2);
            return row.wasNull() ? Optional.empty() : Optional.of(KeyRange.including(least, greatest));
        }
    }

    /** The first key behind another one; empty when there is none. */
    public OptionalLong behind(Connection connection, long last) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "select min(" + column + ") from " + table + " where " + column + " > " + last)) {
            row.next();
            long next = row.getLong(1);
            return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(next);
        }
    }

    /** The condition that a row is in a range. */
    public String within(KeyRange range) {
        String upTo = column + " <= " + range.to();
        return range.isFromTheLeast() ? upTo : column + " > " + range.after() + " and " + upTo;
    }
}
