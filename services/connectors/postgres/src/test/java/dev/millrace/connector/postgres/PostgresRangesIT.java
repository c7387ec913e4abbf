package dev.millrace.connector.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.connector.spi.AddressRange;
import dev.millrace.connector.spi.EgressGuard;
import dev.millrace.connector.spi.Source;
import dev.millrace.connector.spi.SourceContext;
import dev.millrace.connector.spi.SourceLog;
import dev.millrace.connector.spi.SourceSession;
import dev.millrace.connector.spi.StateLostException;
import dev.millrace.connector.spi.Stream;
import dev.millrace.connector.spi.database.RangeSettings;
import dev.millrace.connector.testkit.CollectedStream;
import dev.millrace.connector.testkit.SourceContractTest;
import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import dev.millrace.local.LocalPostgres;
import dev.millrace.local.Login;
import dev.millrace.local.TestStack;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every table counts as large: it is read by ranges of some hundred rows, over three connections. */
class PostgresRangesIT extends SourceContractTest {

    private static final String DATABASE = "ranges";
    private static final Login READER = new Login("ranges_reader", "reader");
    private static final int EVENTS = 30_000;
    private static LocalPostgres postgres;

    @BeforeAll
    static void createDatabase() throws SQLException {
        postgres = TestStack.shared().postgres();
        postgres.createRole(READER, "login");
        execute("postgres", "create database " + DATABASE);
        execute(
                DATABASE,
                // Keys below zero, a gap of a million millions, and the newest row in the middle.
                "create table events (id bigint primary key, note text, made_at timestamp)",
                "insert into events select case when i <= 10000 then i - 5000 else 1000000000000 + i * 3 end,"
                        + " repeat('n', i % 50), timestamp '2026-01-01' + (50000 - abs(i - 15001)) * interval '1 minute'"
                        + " from generate_series(1, " + EVENTS + ") i",
                "create table parts (id smallint primary key, name text) partition by range (id)",
                "create table parts_low partition of parts for values from (minvalue) to (1000)",
                "create table parts_high partition of parts for values from (1000) to (maxvalue)",
                "insert into parts select i, 'part ' || i from generate_series(-2000, 2000) i",
                "create table nothing (id int primary key)",
                "create table least (id bigint primary key)",
                "insert into least values (-9223372036854775808), (9223372036854775807), (0)",
                "grant select on all tables in schema public to ranges_reader");
    }

    private static void execute(String database, String... statements) throws SQLException {
        try (Connection connection = postgres.connect(database);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    @Override
    protected Source source() {
        return new PostgresSource(new RangeSettings(0, 32 * 1024, 3, 0, () -> true));
    }

    @Override
    protected String configuration() {
        return configuration(READER.password());
    }

    private static String configuration(String password) {
        return "{\"host\":\"127.0.0.1\",\"port\":%d,\"database\":\"%s\",\"user\":\"%s\",\"password\":\"%s\"}"
                .formatted(postgres.port(), DATABASE, READER.user(), password);
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
            assertThat(read(session, session.discover().stream("parts"), null, null)
                            .values("id"))
                    .hasSize(4001)
                    .doesNotHaveDuplicates();
            assertThat(read(session, session.discover().stream("nothing"), null, null)
                            .rows())
                    .isEmpty();
            assertThat(read(session, session.discover().stream("least"), null, null)
                            .values("id"))
                    .containsExactlyInAnyOrder(Long.MIN_VALUE, 0L, Long.MAX_VALUE);
        }
    }

    @Test
    void severalConnectionsReadTheSameMoment() throws SQLException {
        try (SourceSession session = open(configuration())) {
            Stream events = session.discover().stream("events");
            execute(
                    DATABASE,
                    "create table later as select * from events where id > 0",
                    "delete from events where id > 0");
            try {
                assertThat(read(session, events, null, null).rows()).hasSize(EVENTS);
            } finally {
                execute(DATABASE, "insert into events select * from later", "drop table later");
            }
        }
    }

    @Test
    void whereThereIsNoFurtherConnectionOneReadsAll() throws SQLException {
        execute(DATABASE, "alter role ranges_reader connection limit 1");
        List<String> lines = new CopyOnWriteArrayList<>();
        SourceLog log = new SourceLog() {
            @Override
            public void info(String message) {
                lines.add(message);
            }

            @Override
            public void warn(String message) {}
        };
        EgressGuard loopback = new EgressGuard(List.of(AddressRange.parse("127.0.0.0/8")));
        SourceContext context =
                new SourceContext(configuration(), loopback, uploads(), Path.of("."), InstantSource.system(), log);
        try (SourceSession session = source().open(context)) {
            assertThat(read(session, session.discover().stream("events"), null, null)
                            .rows())
                    .hasSize(EVENTS);
            assertThat(lines).singleElement().asString().contains("no further connection", "no free connection");
        } finally {
            execute(DATABASE, "alter role ranges_reader connection limit -1");
        }
    }

    @Test
    void afterAKillOnlyWhatIsBehindTheLastCheckpointIsReadAgain() throws SQLException {
        String inTheMiddle;
        try (SourceSession session = open(configuration())) {
            List<CollectedStream.Mark> marks = read(session, session.discover().stream("events"), null, null)
                    .marks();
            inTheMiddle = marks.get(marks.size() / 2).state();
        }
        long last = Long.parseLong(Objects.requireNonNull(
                PostgresState.parse(inTheMiddle).lastKey().firstEntry().getValue()));
        try (SourceSession session = open(configuration())) {
            CollectedStream rest = read(session, session.discover().stream("events"), null, inTheMiddle);
            assertThat(rest.values("id"))
                    .hasSize(rowsBehind(last))
                    .doesNotHaveDuplicates()
                    .allMatch(id -> (Long) Objects.requireNonNull(id) > last);
        }
    }

    @Test
    void aTableThatGotAnotherKeyMeanwhileIsLoadedAnew() throws SQLException {
        try (SourceSession session = open(configuration())) {
            Stream parts = session.discover().stream("parts");
            assertThatThrownBy(() -> read(
                            session,
                            parts,
                            null,
                            PostgresState.atKey("number", 7).toJson()))
                    .isInstanceOf(StateLostException.class)
                    .hasMessageContaining("another key");
        }
    }

    @Test
    void aFirstReadKnowsTheNewestCursorThatAnyOfItsReadersSaw() {
        try (SourceSession session = open(configuration())) {
            CollectedStream first = read(session, session.discover().stream("events"), "made_at", null);
            assertThat(first.values("id")).hasSize(EVENTS).doesNotHaveDuplicates();
            assertThat(PostgresState.parse(first.marks().getLast().state()).cursor())
                    .isEqualTo("2026-02-04T17:20");
        }
    }

    @Test
    void aReaderThatFailsEndsTheOthersAndIsTold() throws SQLException {
        execute(
                DATABASE,
                "create table broken (id int primary key, amount int)",
                "insert into broken select i, i from generate_series(1, 20000) i",
                "create function share(amount int) returns int language sql as 'select 1 / (amount - 15000)'",
                "grant select on broken to ranges_reader",
                "alter table broken enable row level security",
                "create policy failing on broken using (share(amount) is not null)");
        try (SourceSession session = open(configuration())) {
            Stream broken = session.discover().stream("broken");
            assertThatThrownBy(() -> read(session, broken, null, null))
                    .isInstanceOf(MillraceException.class)
                    .hasRootCauseMessage("ERROR: division by zero");
            assertThat(read(session, session.discover().stream("parts"), null, null)
                            .rows())
                    .hasSize(4001);
        } finally {
            execute(DATABASE, "drop table broken cascade", "drop function share");
        }
    }

    private static int rowsBehind(long key) throws SQLException {
        try (Connection connection = postgres.connect(DATABASE);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select count(*) from events where id > " + key)) {
            row.next();
            return row.getInt(1);
        }
    }
}
