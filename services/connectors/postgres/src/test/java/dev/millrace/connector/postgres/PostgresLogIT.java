package dev.millrace.connector.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.connector.spi.EgressGuard;
import dev.millrace.connector.spi.ReadStoppedException;
import dev.millrace.connector.spi.SourceContext;
import dev.millrace.connector.spi.SourceLog;
import dev.millrace.connector.spi.SourceSession;
import dev.millrace.connector.spi.StateLostException;
import dev.millrace.connector.spi.Stream;
import dev.millrace.connector.spi.database.RangeSettings;
import dev.millrace.connector.testkit.FollowingDestination;
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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** Reads changes from the log of a real server. */
class PostgresLogIT {

    private static final Login READER = new Login("log_reader", "reads");
    private static LocalPostgres postgres;

    private final List<String> logged = new ArrayList<>();
    private String database = "";

    @BeforeAll
    static void createReader() throws SQLException {
        postgres = TestStack.shared().postgres();
        postgres.createRole(READER, "login replication");
    }

    @BeforeEach
    void createDatabase(TestInfo test) throws SQLException {
        database = "log_"
                + Integer.toHexString(
                        test.getTestMethod().orElseThrow().getName().hashCode());
        execute("postgres", "create database " + database);
        execute(
                database,
                "create publication millrace for all tables with (publish_via_partition_root = true)",
                "create table items (id int primary key, name text, amount numeric(10, 2))",
                "insert into items select i, 'item ' || i, i / 4.0 from generate_series(1, 100) i",
                "grant select on all tables in schema public to log_reader",
                "alter default privileges in schema public grant select on tables to log_reader");
    }

    @AfterEach
    void dropSlot() throws SQLException {
        execute(
                database,
                "select pg_drop_replication_slot(slot_name) from pg_replication_slots where database = '" + database
                        + "'");
    }

    private FollowingDestination sync(@Nullable FollowingDestination before, String name) {
        try (SourceSession session = open()) {
            Stream stream = session.discover().stream(name);
            FollowingDestination destination = before == null ? new FollowingDestination(stream) : before;
            destination.sync(session, stream);
            session.committed(Map.of(name, destination.state()));
            return destination;
        }
    }

    private void syncTogether(Map<String, FollowingDestination> destinations) {
        try (SourceSession session = open()) {
            destinations.forEach((name, destination) -> destination.sync(session, session.discover().stream(name)));
            Map<String, String> states = new LinkedHashMap<>();
            destinations.forEach((name, destination) -> states.put(name, destination.state()));
            session.committed(states);
        }
    }

    private void assertSame(FollowingDestination destination, String table) throws SQLException {
        assertThat(destination.rows().values())
                .extracting(row -> row.get("id") + " " + row.get("name") + " " + row.get("amount"))
                .containsExactlyInAnyOrderElementsOf(column(
                        "select id || ' ' || coalesce(name, 'null') || ' ' || coalesce(amount::text, 'null') from "
                                + table));
    }

    @Test
    void readsAllOnceAndThenWhatChanged() throws SQLException {
        FollowingDestination destination = sync(null, "items");
        assertThat(destination.rows()).hasSize(100);
        execute(
                database,
                "update items set amount = 7.25 where id = 3",
                "delete from items where id = 4",
                "update items set id = 1000 where id = 5",
                "insert into items values (101, E'quote '' \\\\ \" { } , NULL\\n', null), (102, 'null', 0)",
                "insert into items values (103, 'came and went', 1)",
                "delete from items where id = 103");
        sync(destination, "items");
        assertSame(destination, "items");
        assertThat(destination.rows()).hasSize(101).doesNotContainKeys("4", "5", "103");
    }

    @Test
    void aFirstReadThatWasBrokenOffGoesOnBehindItsLastRangeAndMissesNothingThatChangedMeanwhile() throws SQLException {
        execute(database, "insert into items select i, 'item ' || i, i from generate_series(101, 5000) i");
        PostgresSource inRanges = new PostgresSource(new RangeSettings(0, 16 * 1024, 2, 0, () -> true));
        FollowingDestination destination;
        try (SourceSession session = open(inRanges)) {
            Stream items = session.discover().stream("items");
            destination = new FollowingDestination(items);
            destination.stopAtCheckpoint(4);
            assertThatThrownBy(() -> destination.sync(session, items)).isInstanceOf(ReadStoppedException.class);
        }
        int read = destination.rows().size();
        assertThat(read).isBetween(100, 4000);
        assertThat(destination.state()).contains("\"lastKey\":[{\"column\":\"id\",\"value\":\"" + read + "\"}]");
        execute(
                database,
                "update items set name = 'changed' where id in (7, 4900)",
                "delete from items where id in (8, 4901)",
                "update items set id = -1 where id = 4902",
                "update items set id = 6000 where id = 9",
                "insert into items values (-5, 'low', 1), (7000, 'high', 2)");
        int before = logged.size();
        try (SourceSession session = open(inRanges)) {
            destination.sync(session, session.discover().stream("items"));
            session.committed(Map.of("items", destination.state()));
        }
        assertThat(logged.subList(before, logged.size())).isEmpty();
        assertSame(destination, "items");
        execute(database, "delete from items where id < 1000");
        sync(destination, "items");
        assertSame(destination, "items");
    }

    @Test
    void aTransactionThatIsRolledBackNeverComes() throws SQLException {
        FollowingDestination destination = sync(null, "items");
        execute(
                database,
                "begin",
                "update items set name = 'no'",
                "rollback",
                "update items set name = 'yes' where id = 1");
        sync(destination, "items");
        assertSame(destination, "items");
        assertThat(destination.rows().get("1")).containsEntry("name", "yes");
    }

    @Test
    void whatIsOpenWhileTheTableIsReadComesFromTheLog() throws SQLException {
        FollowingDestination destination = sync(null, "items");
        try (Connection open = postgres.connect(database);
                Statement statement = open.createStatement()) {
            open.setAutoCommit(false);
            statement.execute("update items set name = 'late' where id = 1");
            execute(database, "update items set name = 'early' where id = 2");
            sync(destination, "items");
            assertThat(destination.rows().get("1")).containsEntry("name", "item 1");
            assertThat(destination.rows().get("2")).containsEntry("name", "early");
            open.commit();
        }
        sync(destination, "items");
        assertSame(destination, "items");
    }

    @Test
    void everyTypeIsTheSameFromTheLogAsFromASnapshot() throws SQLException {
        execute(
                database,
                "create type mood as enum ('happy', 'so so')",
                "create domain cents as numeric(12, 2)",
                "create domain required_text as text not null",
                "create type pair as (a int, b text)",
                """
                create table torture (id int primary key, yes bool, i2 int2, i8 int8, f4 float4, f8 float8, n numeric,
                  inf numeric, c cents, req required_text, d date, bc date, t time, ts timestamp, tz timestamptz, span interval,
                  tt timetz, txt text, ch char(5), vc varchar(9), u uuid, b bytea, j json, jb jsonb, ints int[],
                  texts text[], p pair, m mood, r int4range, ip inet, pt point, bits bit(3), w tsvector, money money,
                  moods mood[], far timestamp, zero json)
                """);
        FollowingDestination log = sync(null, "torture");
        execute(database, """
                insert into torture values (1, true, -5, 9223372036854775807, 0.1, 'NaN', 12345678901234567890.0123456789,
                  '-Infinity', 12.5, 'there', '9999-12-31', '0044-03-15 BC', '23:59:59.999999', '2024-02-29 12:00:00.123456',
                  '2024-02-29 12:00:00+02', '1 day 2 hours', '12:00+02', E'ünï 😀 "\\\\'' {},', 'ab', '',
                  '01901234-5678-7abc-8def-0123456789ab', '\\xdeadbeef', '{"b":1, "b": 2}', '{"a": [1, 2]}', '{1,NULL,3}',
                  array['a"b', E'c\\\\d', 'e,f', ''], row(1, 'x "y"'), 'so so', '[1,5)', '10.0.0.1/8', '(1,2)', b'101',
                  'a fat cat', 5, '{happy,"so so"}', 'infinity', '{"a": "\\u0000"}'),
                  (2, null, null, null, null, null, null, null, null, 'req', null, null, null, null, null, null, null, null, null,
                  null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null)
                """);
        sync(log, "torture");
        FollowingDestination snapshot = sync(null, "torture");
        assertThat(log.rows()).isEqualTo(snapshot.rows()).hasSize(2);
        assertThat(String.valueOf(log.rows().get("1")))
                .contains("p={\"a\": 1, \"b\": \"x \\\"y\\\"\"}")
                .contains("U+0000");
    }

    @Test
    void aLongValueThatDidNotChangeIsKept() throws SQLException {
        execute(
                database,
                "create table documents (id int primary key, name text, amount numeric)",
                "alter table documents alter name set storage external");
        FollowingDestination destination = sync(null, "documents");
        execute(
                database,
                "insert into documents values (1, repeat('x', 100000), 1), (2, repeat('y', 100000), 1),"
                        + " (3, repeat('z', 100000), 1)",
                "update documents set amount = 2",
                "update documents set id = 20 where id = 2",
                "update documents set amount = 3 where id = 3",
                "delete from documents where id = 3");
        sync(destination, "documents");
        assertSame(destination, "documents");
        execute(
                database,
                "alter table documents replica identity full",
                "update documents set amount = 9",
                "update documents set name = 'short' where id = 20");
        sync(destination, "documents");
        assertSame(destination, "documents");
    }

    @Test
    void partitionsAreOneTable() throws SQLException {
        execute(
                database,
                "create table parted (id int primary key, name text, amount numeric) partition by range (id)",
                "create table parted_low partition of parted for values from (0) to (100)",
                "create table parted_high partition of parted for values from (100) to (1000)",
                "insert into parted values (1, 'a', 1), (100, 'b', 2)");
        FollowingDestination destination = sync(null, "parted");
        execute(database, "update parted set id = 200 where id = 1", "insert into parted values (5, 'c', 3)");
        sync(destination, "parted");
        assertSame(destination, "parted");
    }

    @Test
    void columnsThatComeAndGoDoNotDisturb() throws SQLException {
        FollowingDestination destination = sync(null, "items");
        execute(
                database,
                "insert into items values (200, 'before', 1)",
                "alter table items add column extra text",
                "insert into items values (201, 'after', 1, 'new')",
                "alter table items drop column extra",
                "insert into items values (202, 'last', 1)");
        sync(destination, "items");
        assertSame(destination, "items");
    }

    @Test
    void aTruncateOrAnotherTypeBeginsAnew() throws SQLException {
        FollowingDestination destination = sync(null, "items");
        execute(database, "truncate items", "insert into items values (1, 'one', 1)");
        assertThatThrownBy(() -> sync(destination, "items"))
                .isInstanceOf(StateLostException.class)
                .hasMessageContaining("emptied by a truncate");
        FollowingDestination anew = sync(null, "items");
        assertSame(anew, "items");
        execute(
                database,
                "update items set name = 'no number'",
                "alter table items alter name type int using 5",
                "update items set amount = 2");
        assertThatThrownBy(() -> sync(anew, "items"))
                .isInstanceOf(StateLostException.class)
                .hasMessageContaining("types of \"items\" have changed");
    }

    @Test
    void aSlotThatIsGoneBeginsAnewAndSaysSo() throws SQLException {
        FollowingDestination destination = sync(null, "items");
        execute(database, "select pg_drop_replication_slot('millrace')", "delete from items where id < 50");
        assertThatThrownBy(() -> sync(destination, "items"))
                .isInstanceOf(StateLostException.class)
                .hasMessageContaining("does not have all changes of \"items\"");
        assertThat(logged).anySatisfy(line -> assertThat(line).contains("pg_drop_replication_slot('millrace')"));
        assertSame(sync(null, "items"), "items");
    }

    @Test
    void theSlotIsConfirmedOnlyUpToWhatEveryTableHas() throws SQLException {
        execute(database, "create table others (id int primary key, name text, amount numeric)");
        FollowingDestination items = sync(null, "items");
        FollowingDestination others = new FollowingDestination(streamOf("others"));
        try (SourceSession session = open()) {
            others.sync(session, session.discover().stream("others"));
        }
        execute(database, "insert into items values (500, 'x', 1)", "insert into others values (1, 'y', 2)");
        String before = column("select confirmed_flush_lsn from pg_replication_slots where slot_name = 'millrace'")
                .getFirst();
        try (SourceSession session = open()) {
            items.sync(session, session.discover().stream("items"));
            assertThat(column("select confirmed_flush_lsn from pg_replication_slots where slot_name = 'millrace'"))
                    .containsExactly(before);
            session.committed(Map.of("items", items.state(), "others", others.state()));
        }
        sync(others, "others");
        assertSame(others, "others");
        assertSame(items, "items");
        assertThat(column("select (confirmed_flush_lsn > '" + before
                        + "')::text from pg_replication_slots where slot_name = 'millrace'"))
                .containsExactly("true");
    }

    private Stream streamOf(String name) {
        try (SourceSession session = open()) {
            return session.discover().stream(name);
        }
    }

    @Test
    void tablesWithoutAKeyAndViewsAreReadByQueries() throws SQLException {
        execute(
                database,
                "create table keyless (id int, updated_at timestamptz)",
                "create view seen as select * from items");
        try (SourceSession session = open()) {
            assertThat(session.discover().stream("items"))
                    .satisfies(stream -> assertThat(stream.resumable()).isTrue())
                    .satisfies(stream -> assertThat(stream.cursorField()).isNull());
            assertThat(session.discover().stream("keyless"))
                    .satisfies(stream -> assertThat(stream.resumable()).isFalse())
                    .satisfies(stream -> assertThat(stream.cursorField()).isEqualTo("updated_at"));
            assertThat(session.discover().stream("seen").resumable()).isFalse();
        }
    }

    @Test
    void anIncrementThatNothingTellsOfIsRefusedInsteadOfEmpty() throws SQLException {
        execute(database, "create view seen as select * from items", "grant select on seen to log_reader");
        try (SourceSession session = open()) {
            Stream seen = session.discover().stream("seen");
            assertThatThrownBy(() -> new FollowingDestination(seen).sync(session, seen))
                    .isInstanceOf(MillraceException.class)
                    .hasMessageContaining("Nothing tells which rows of \"seen\" are new");
        }
    }

    @Test
    void saysWhatTheServerNeeds() throws SQLException {
        execute(database, "drop publication millrace", "create table keyless (id int)");
        assertRefused(
                ErrorCode.SOURCE_NOT_PERMITTED,
                "Let the tables' owner run: create publication \"millrace\" for table \"public\".\"items\" with"
                        + " (publish_via_partition_root = true);");
        execute(database, "create publication millrace");
        try (SourceSession session = open()) {
            session.check();
            Stream items = session.discover().stream("items");
            assertThatThrownBy(() -> new FollowingDestination(items).sync(session, items))
                    .hasMessageContaining("alter publication \"millrace\" add table \"public\".\"items\";");
        }
        execute(database, "alter role log_reader noreplication");
        try {
            assertRefused(ErrorCode.SOURCE_NOT_PERMITTED, "alter role \"log_reader\" replication;");
        } finally {
            execute(database, "alter role log_reader replication");
        }
    }

    @Test
    void makesThePublicationOfTablesWithAKeyAsThoseWithoutCouldNotChangeAnyMore() throws SQLException {
        execute(
                database,
                "drop publication millrace",
                "create table keyless (id int)",
                "insert into keyless values (1)",
                "grant create on database " + database + " to log_reader",
                "alter table items owner to log_reader");
        FollowingDestination items = sync(null, "items");
        execute(
                database,
                "create table later (id int primary key, name text, amount numeric)",
                "alter table later owner to log_reader",
                "update keyless set id = 2");
        FollowingDestination later = new FollowingDestination(streamOf("later"));
        syncTogether(Map.of("items", items, "later", later));
        execute(database, "insert into later values (1, 'x', 1)", "delete from items where id > 10");
        syncTogether(Map.of("items", items, "later", later));
        assertSame(later, "later");
        assertSame(items, "items");
        assertThat(column("select tablename from pg_publication_tables order by tablename"))
                .containsExactly("items", "later");
    }

    @Test
    void aRowWhoseKeyTheLogDoesNotTellIsRefusedBeforeItIsMissed() throws SQLException {
        execute(
                database,
                "create unique index other on items (name)",
                "alter table items alter name set not null",
                "alter table items replica identity using index other");
        assertThatThrownBy(() -> sync(null, "items"))
                .isInstanceOf(MillraceException.class)
                .hasMessageContaining("alter table \"public\".\"items\" replica identity default;");
    }

    private void assertRefused(ErrorCode code, String message) {
        try (SourceSession session = open()) {
            assertThatThrownBy(session::check)
                    .isInstanceOfSatisfying(
                            MillraceException.class, e -> assertThat(e.code()).isEqualTo(code))
                    .hasMessageContaining(message);
        }
    }

    private SourceSession open() {
        return open(new PostgresSource());
    }

    private SourceSession open(PostgresSource source) {
        String configuration = "{\"host\":\"127.0.0.1\",\"port\":" + postgres.port() + ",\"database\":\"" + database
                + "\",\"user\":\"log_reader\",\"password\":\"reads\",\"changes\":\"log\",\"slot\":\"millrace\"}";
        return source.open(new SourceContext(
                configuration,
                EgressGuard.allowing("127.0.0.1/32"),
                upload -> Path.of(""),
                Path.of("."),
                InstantSource.system(),
                new SourceLog() {
                    @Override
                    public void info(String message) {
                        logged.add(message);
                    }

                    @Override
                    public void warn(String message) {
                        logged.add(message);
                    }
                }));
    }

    private List<String> column(String query) throws SQLException {
        try (Connection connection = postgres.connect(database);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            List<String> values = new ArrayList<>();
            while (row.next()) {
                values.add(row.getString(1));
            }
            return values;
        }
    }

    private static void execute(String database, String... statements) throws SQLException {
        try (Connection connection = postgres.connect(database);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
