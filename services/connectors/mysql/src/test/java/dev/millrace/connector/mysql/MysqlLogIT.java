package dev.millrace.connector.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.connector.spi.EgressGuard;
import dev.millrace.connector.spi.SourceContext;
import dev.millrace.connector.spi.SourceLog;
import dev.millrace.connector.spi.SourceSession;
import dev.millrace.connector.spi.StateLostException;
import dev.millrace.connector.spi.Stream;
import dev.millrace.connector.testkit.FollowingDestination;
import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** Reads changes from the binary log of a real server. */
class MysqlLogIT {

    private static final SourceLog SILENT = new SourceLog() {
        @Override
        public void info(String message) {}

        @Override
        public void warn(String message) {}
    };

    private TestServer server;
    /** As they were when they were first read: their destinations have these columns. */
    private final Map<String, Stream> streams = new HashMap<>();

    private String database = "";

    @BeforeEach
    void createDatabase(TestInfo test) throws SQLException {
        server = TestServer.shared();
        database = "log_"
                + Integer.toHexString(
                        test.getTestMethod().orElseThrow().getName().hashCode());
        server.execute(
                "create database " + database + " character set utf8mb4",
                "use " + database,
                "create table items (name text, id int primary key, amount decimal(10, 2))",
                "insert into items select concat('item ', seq), seq, seq / 4 from seq_1_to_100");
    }

    private SourceSession open(Map<String, Object> changes) {
        Map<String, Object> all = new HashMap<>(server.administratorOf(database));
        all.put("changes", "log");
        all.putAll(changes);
        return new MysqlSource()
                .open(new SourceContext(
                        server.configuration(all),
                        EgressGuard.allowing("127.0.0.1/32"),
                        upload -> Path.of(""),
                        Path.of("."),
                        InstantSource.system(),
                        SILENT));
    }

    private FollowingDestination first(String table) {
        try (SourceSession session = open(Map.of())) {
            Stream stream = session.discover().stream(table);
            assertThat(stream.resumable()).isTrue();
            assertThat(stream.cursorField()).isNull();
            streams.put(table, stream);
            FollowingDestination destination = new FollowingDestination(stream);
            destination.sync(session, stream);
            return destination;
        }
    }

    private void sync(FollowingDestination destination, String table) {
        try (SourceSession session = open(Map.of())) {
            destination.sync(session, Objects.requireNonNull(streams.get(table)));
        }
    }

    private void change(String... statements) throws SQLException {
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("use " + database);
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private void assertSame(FollowingDestination destination) throws SQLException {
        assertThat(destination.rows().values())
                .extracting(row -> row.get("id") + " " + row.get("name") + " " + row.get("amount"))
                .containsExactlyInAnyOrderElementsOf(
                        server.query("select id, name, amount from " + database + ".items").stream()
                                .map(row -> String.join(" ", row))
                                .toList());
    }

    @Test
    void readsAllOnceAndThenWhatChanged() throws SQLException {
        FollowingDestination destination = first("items");
        assertThat(destination.rows()).hasSize(100);
        change(
                "update items set amount = 7.25 where id = 3",
                "delete from items where id = 4",
                "update items set id = 1000 where id = 5",
                "insert into items values ('quote '' \\\\ \" ü 😀', 101, null), ('null', 102, 0)",
                "insert into items values ('came and went', 103, 1)",
                "delete from items where id = 103",
                "insert into items select 'many', seq, 1 from seq_2000_to_3999");
        sync(destination, "items");
        assertSame(destination);
        assertThat(destination.rows()).hasSize(2101).doesNotContainKeys("4", "5", "103");
        assertThat(destination.rows().get("101")).containsEntry("name", "quote ' \\ \" ü 😀");
    }

    @Test
    void aTransactionThatIsRolledBackNeverComes() throws SQLException {
        FollowingDestination destination = first("items");
        change("begin", "update items set name = 'no'", "rollback", "update items set name = 'yes' where id = 1");
        sync(destination, "items");
        assertSame(destination);
        assertThat(destination.rows().get("1")).containsEntry("name", "yes");
    }

    @Test
    void whatIsOpenWhileTheTableIsReadComesFromTheLog() throws SQLException {
        FollowingDestination destination;
        try (Connection late = server.connect();
                Statement statement = late.createStatement()) {
            late.setAutoCommit(false);
            statement.execute("update " + database + ".items set name = 'late' where id = 1");
            destination = first("items");
            assertThat(destination.rows().get("1")).containsEntry("name", "item 1");
            late.commit();
        }
        sync(destination, "items");
        assertThat(destination.rows().get("1")).containsEntry("name", "late");
        assertSame(destination);
    }

    @Test
    void keysOfEveryKindAreFound() throws SQLException {
        change(
                "create table kinds (a varchar(20) character set latin1, b bigint unsigned, c date, d decimal(20, 3),"
                        + " e varbinary(8), f tinyint unsigned, g int, h char(5), note text,"
                        + " primary key (a, b, c, d, e, f, g, h))",
                "insert into kinds values ('Zoë', 18446744073709551615, '2026-02-28', -12345678901234567.125, x'00ff27',"
                        + " 200, -5, 'ab', 'one'), ('x''y', 1, '1969-12-31', 0.5, x'', 0, 2147483647, '', 'two'),"
                        + " ('gone', 2, '0001-01-01', 1, x'01', 255, 0, 'c', 'three')");
        FollowingDestination destination = first("kinds");
        assertThat(destination.rows()).hasSize(3);
        change(
                "update kinds set note = concat(note, '!') where note <> 'three'",
                "delete from kinds where note = 'three'");
        sync(destination, "kinds");
        assertThat(destination.rows().values())
                .extracting(row -> row.get("note"))
                .containsExactlyInAnyOrder("one!", "two!");
    }

    @Test
    void aKeyWhoseCapitalsChangeIsAnother() throws SQLException {
        change("create table codes (code varchar(10) primary key, n int)", "insert into codes values ('abc', 1)");
        FollowingDestination destination = first("codes");
        change("update codes set code = 'ABC'");
        sync(destination, "codes");
        assertThat(destination.rows()).containsOnlyKeys("ABC");
    }

    @Test
    void onlyKeysNeedToBeInTheLog() throws SQLException {
        FollowingDestination destination = first("items");
        change(
                "set session binlog_row_image = minimal",
                "update items set name = 'little' where id = 7",
                "delete from items where id = 8",
                "update items set id = 900 where id = 9");
        sync(destination, "items");
        assertSame(destination);
    }

    @Test
    void aNewColumnIsNoReasonToBeginAnewAndAMovedOneIs() throws SQLException {
        FollowingDestination destination = first("items");
        change("update items set name = 'before' where id = 1", "alter table items add column more int", "flush logs");
        change("update items set name = 'behind' where id = 2");
        sync(destination, "items");
        assertSame(destination);
        change("alter table items add column ahead int first", "update items set name = 'moved' where id = 3");
        assertThatThrownBy(() -> sync(destination, "items"))
                .isInstanceOf(StateLostException.class)
                .hasMessageContaining("\"items\" was defined anew");
    }

    @Test
    void aTruncateAndALogThatIsGoneHaveTheTableLoadedAnew() throws SQLException {
        FollowingDestination truncated = first("items");
        change("create table other (id int primary key)", "insert into other values (1)");
        FollowingDestination other = first("other");
        change("truncate table items");
        assertThatThrownBy(() -> sync(truncated, "items"))
                .isInstanceOf(StateLostException.class)
                .hasMessageContaining("emptied by a truncate");
        String file = server.query("show master status").getFirst().getFirst();
        change("flush logs", "insert into other values (2)", "flush logs");
        String now = server.query("show master status").getFirst().getFirst();
        assertThat(now).isNotEqualTo(file);
        change("purge binary logs to '" + now + "'");
        assertThatThrownBy(() -> sync(other, "other"))
                .isInstanceOf(StateLostException.class)
                .hasMessageContaining("no longer has its log");
    }

    @Test
    void saysWhatTheServerOrTheUserLacks() throws SQLException {
        String reader = "reader_of_" + database;
        change(
                "create user " + reader + "@'%' identified by 'x'",
                "grant select on " + database + ".* to " + reader + "@'%'");
        assertThatThrownBy(() -> {
                    try (SourceSession session = open(Map.of("user", reader, "password", "x"))) {
                        session.check();
                    }
                })
                .isInstanceOfSatisfying(
                        MillraceException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.SOURCE_NOT_PERMITTED))
                .hasMessageContaining("grant replication slave, binlog monitor on *.* to '" + reader + "'");
        change("grant replication slave, binlog monitor on *.* to " + reader + "@'%'");
        try (SourceSession session = open(Map.of("user", reader, "password", "x"))) {
            session.check();
            Stream items = session.discover().stream("items");
            FollowingDestination destination = new FollowingDestination(items);
            destination.sync(session, items);
            change("update items set name = 'by a reader' where id = 1");
            try (SourceSession next = open(Map.of("user", reader, "password", "x"))) {
                destination.sync(next, items);
            }
            assertSame(destination);
        }
    }

    @Test
    void aTableWithoutAKeyIsReadByQueries() throws SQLException {
        change("create table keyless (updated_at datetime)", "create view seen as select * from items");
        try (SourceSession session = open(Map.of())) {
            Map<String, Boolean> resumable =
                    session.discover().streams().stream().collect(Collectors.toMap(Stream::name, Stream::resumable));
            assertThat(resumable).isEqualTo(Map.of("items", true, "keyless", false, "seen", false));
            assertThat(session.discover().stream("keyless").cursorField()).isEqualTo("updated_at");
            assertThat(List.of(session.discover().stream("items").primaryKey())).containsExactly(List.of("id"));
        }
    }
}
