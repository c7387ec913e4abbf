package dev.millrace.platform;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import javax.sql.DataSource;

/**
 * The time of the service's database: one clock for all replicas. Whatever is written down to be compared with the time later, by
 * whichever replica, is of this clock, so that a machine whose own is wrong neither loses nor delays anything. Threads may share it.
 */
@ApplicationScoped
public class DatabaseClock {

    private final DataSource database;

    DatabaseClock(DataSource database) {
        this.database = database;
    }

    /**
     * The time now; it goes on within a transaction.
     *
     * @throws IllegalStateException when the database does not answer
     */
    public Instant now() {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select clock_timestamp()")) {
            row.next();
            return row.getObject(1, OffsetDateTime.class).toInstant();
        } catch (SQLException e) {
            throw new IllegalStateException("the database does not tell the time", e);
        }
    }
}
