package dev.millrace.platform.outbox;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/** For those who watch: how long the oldest event has waited for Kafka. Every replica tells the same. */
@ApplicationScoped
class OutboxBacklog {

    private static final Logger LOG = Logger.getLogger(OutboxBacklog.class);

    private final DataSource database;
    private final AtomicLong oldestSeconds;

    OutboxBacklog(DataSource database, MeterRegistry meters) {
        this.database = database;
        this.oldestSeconds = meters.gauge("millrace.outbox.oldest.seconds", new AtomicLong());
    }

    @Scheduled(every = "15s")
    void measure() {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "select coalesce(extract(epoch from now() - min(created_at)), 0) from outbox")) {
            row.next();
            oldestSeconds.set(row.getLong(1));
        } catch (SQLException e) {
            LOG.debugf("the outbox was not measured: %s", e.getMessage());
        }
    }
}
