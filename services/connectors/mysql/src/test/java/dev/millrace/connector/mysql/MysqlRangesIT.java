package dev.millrace.connector.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.connector.spi.Source;
import dev.millrace.connector.spi.SourceSession;
import dev.millrace.connector.spi.Stream;
import dev.millrace.connector.spi.database.RangeSettings;
import dev.millrace.connector.testkit.CollectedStream;
import dev.millrace.connector.testkit.SourceContractTest;
import dev.millrace.kernel.ErrorCode;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every table counts as large: it is read by ranges of some hundred rows, over two connections. */
class MysqlRangesIT extends SourceContractTest {

    private static final int EVENTS = 20_000;
    private static TestServer server;

    @BeforeAll
    static void createDatabase() throws SQLException {
        server = TestServer.shared();
        server.execute(
                "create database ranges",
                "create user ranges_reader@'%' identified by 'reader'",
                "grant select on ranges.* to ranges_reader@'%'",
                "create table ranges.events (id bigint primary key, note text)",
                "insert into ranges.events select if(seq <= 8000, cast(seq as signed) - 4000, 1000000000000 + cast(seq as signed) * 3), repeat('n', seq % 50)"
                        + " from ranges.seq_1_to_" + EVENTS,
                "analyze table ranges.events",
                "create table ranges.nothing (id int primary key)",
                "create table ranges.extremes (id bigint primary key)",
                "insert into ranges.extremes values (-9223372036854775808), (9223372036854775807), (0)",
                "create table ranges.large (id bigint unsigned primary key)",
                "insert into ranges.large values (18446744073709551615), (1)");
    }

    @Override
    protected Source source() {
        return new MysqlSource(new RangeSettings(0, 32 * 1024, 3, 0, () -> true));
    }

    @Override
    protected String configuration() {
        return configuration("reader");
    }

    private static String configuration(String password) {
        return server.configuration(Map.of("database", "ranges", "user", "ranges_reader", "password", password));
    }

    @Override
    protected String refusedConfiguration() {
        return configuration("wrong");
    }

    @Override
    protected ErrorCode refusal() {
        return ErrorCode.SOURCE_LOGIN_REFUSED;
    }

    @Test
    void readsEachRowOnceWithACheckpointBehindEachFewRanges() {
        try (SourceSession session = open(configuration())) {
            CollectedStream events = read(session, session.discover().stream("events"), null, null);
            assertThat(events.values("id")).hasSize(EVENTS).doesNotHaveDuplicates();
            assertThat(events.marks()).hasSizeGreaterThan(10);
            assertThat(read(session, session.discover().stream("nothing"), null, null)
                            .rows())
                    .isEmpty();
            assertThat(read(session, session.discover().stream("extremes"), null, null)
                            .values("id"))
                    .containsExactlyInAnyOrder(Long.MIN_VALUE, 0L, Long.MAX_VALUE);
            assertThat(read(session, session.discover().stream("large"), null, null)
                            .rows())
                    .hasSize(2);
        }
    }

    @Test
    void bothConnectionsReadTheSameMoment() throws SQLException {
        try (SourceSession session = open(configuration())) {
            read(session, session.discover().stream("extremes"), null, null);
            assertThat(server.query("select count(*) from information_schema.processlist where user = 'ranges_reader'"))
                    .containsExactly(List.of("2"));
            Stream events = session.discover().stream("events");
            server.execute(
                    "create table ranges.later as select * from ranges.events where id > 0",
                    "delete from ranges.events where id > 0");
            try {
                assertThat(read(session, events, null, null).rows()).hasSize(EVENTS);
            } finally {
                server.execute("insert into ranges.events select * from ranges.later", "drop table ranges.later");
            }
        }
    }

    @Test
    void twoSnapshotsThatWereBegunTogetherShowOneMoment() throws SQLException {
        try (Connection first = server.connect();
                Connection second = server.connect()) {
            first.setCatalog("ranges");
            second.setCatalog("ranges");
            assertThat(TwinSnapshot.begin(first, second)).isTrue();
            server.execute("insert into ranges.nothing values (1)");
            assertThat(count(first)).isZero();
            assertThat(count(second)).isZero();
            server.execute("delete from ranges.nothing");
        }
    }

    private static int count(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select count(*) from nothing")) {
            row.next();
            return row.getInt(1);
        }
    }
}
