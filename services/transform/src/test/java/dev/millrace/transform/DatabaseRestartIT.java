package dev.millrace.transform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.events.Topics;
import dev.millrace.local.TestStack;
import dev.millrace.platform.testkit.RealServers;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.RepeatedTest;

@QuarkusTest
@WithTestResource(value = RealServers.class, initArgs = @ResourceArg(name = "database", value = "transform"))
class DatabaseRestartIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** More often than the pool has places, as each broken connection has to give its place back; and once it is the relay that finds it. */
    @RepeatedTest(12)
    void eventsGoOutAfterTheDatabaseHasEndedEveryConnection() throws Exception {
        awaitRelayed();
        try (Connection admin = TestStack.shared().postgres().connect("transform");
                Statement statement = admin.createStatement()) {
            statement.execute(
                    "select pg_terminate_backend(pid, 5000) from pg_stat_activity where usename = 'transform_app'");
        }

        awaitRelayed();
    }

    /** The service sends an event only as long as its relay lives. */
    private static void awaitRelayed() throws SQLException, InterruptedException {
        try (Connection admin = TestStack.shared().postgres().connect("transform")) {
            long position = publish(admin);
            Instant deadline = Instant.now().plus(PATIENCE);
            while (waits(admin, position) && Instant.now().isBefore(deadline)) {
                Thread.sleep(50);
            }
            assertThat(waits(admin, position)).isFalse();
        }
    }

    private static long publish(Connection admin) throws SQLException {
        try (PreparedStatement statement = admin.prepareStatement(
                "insert into outbox (event_id, topic, message_key, event) values (gen_random_uuid(), ?, 'nobody', '{}') returning position")) {
            statement.setString(1, Topics.AUDIT_EVENTS);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    private static boolean waits(Connection admin, long position) throws SQLException {
        try (PreparedStatement statement = admin.prepareStatement("select 1 from outbox where position = ?")) {
            statement.setLong(1, position);
            try (ResultSet row = statement.executeQuery()) {
                return row.next();
            }
        }
    }
}
