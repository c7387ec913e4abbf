package dev.millrace.connector.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.millrace.connector.spi.EgressGuard;
import dev.millrace.connector.spi.Field;
import dev.millrace.connector.spi.ReadRequest;
import dev.millrace.connector.spi.Source;
import dev.millrace.connector.spi.SourceContext;
import dev.millrace.connector.spi.SourceLog;
import dev.millrace.connector.spi.SourceSession;
import dev.millrace.connector.spi.Stream;
import dev.millrace.connector.testkit.CollectedStream;
import dev.millrace.connector.testkit.SourceContractTest;
import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import dev.millrace.local.LocalPostgres;
import dev.millrace.local.Login;
import dev.millrace.local.TestStack;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PostgresSourceIT extends SourceContractTest {

    private static final Login READER = new Login("shop_reader", "it's a secret");
    private static LocalPostgres postgres;

    @BeforeAll
    static void createDatabases() throws SQLException {
        postgres = TestStack.shared().postgres();
        postgres.createRole(READER, "login");
        execute("postgres", "create database shop", "create database nothing", "create database torture");
        execute(
                "shop",
                "create table products (sku text primary key, price numeric(10, 2) not null)",
                "insert into products select 'sku-' || i, i * 1.25 from generate_series(1, 500) i",
                "create table sales (id bigint generated always as identity primary key, product text, note text,"
                        + " updated_at timestamptz)",
                "insert into sales (product, note, updated_at) select 'sku-' || (i % 500), repeat('x', 30),"
                        + " timestamptz '2026-01-01Z' + i / 7 * interval '1 minute' from generate_series(1, 25000) i",
                "update sales set updated_at = null where id % 5000 = 0",
                "create schema archive",
                "create view archive.expensive as select * from products where price > 600",
                "create table archive.empty (id int)",
                "create schema hidden",
                "create table hidden.secrets (id int)",
                "grant usage on schema public, archive to shop_reader",
                "grant select on all tables in schema public, archive to shop_reader");
    }

    private static void execute(String database, String... statements) throws SQLException {
        try (Connection connection = postgres.connect(database);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static String configuration(Map<String, Object> changes) {
        Map<String, Object> all = new HashMap<>(Map.of(
                "host", "127.0.0.1",
                "port", postgres.port(),
                "database", "shop",
                "user", READER.user(),
                "password", READER.password()));
        all.putAll(changes);
        StringBuilder json = new StringBuilder("{");
        all.forEach((name, value) -> json.append(json.length() > 1 ? "," : "")
                .append('"')
                .append(name)
                .append("\":")
                .append(value instanceof String text ? '"' + text + '"' : value));
        return json.append('}').toString();
    }

    @Override
    protected Source source() {
        return new PostgresSource();
    }

    @Override
    protected String configuration() {
        return configuration(Map.of());
    }

    @Override
    protected String refusedConfiguration() {
        return configuration(Map.of("password", "wrong"));
    }

    @Override
    protected ErrorCode refusal() {
        return ErrorCode.SOURCE_LOGIN_REFUSED;
    }

    private void assertRefused(Map<String, Object> changes, ErrorCode code, String message) {
        assertThatThrownBy(() -> {
                    try (SourceSession session = open(configuration(changes))) {
                        session.check();
                    }
                })
                .isInstanceOfSatisfying(
                        MillraceException.class, e -> assertThat(e.code()).isEqualTo(code))
                .hasMessageContaining(message);
    }

    @Test
    void saysPlainlyWhatIsWrong() {
        assertRefused(Map.of("port", 1), ErrorCode.SOURCE_UNREACHABLE, "No PostgreSQL server answers at 127.0.0.1");
        assertRefused(Map.of("database", "Shop"), ErrorCode.INVALID_CONFIGURATION, "no database named Shop");
        assertRefused(Map.of("host", "no-such-host.invalid"), ErrorCode.SOURCE_UNREACHABLE, "no host named");
        assertRefused(
                Map.of(
                        "database",
                        "nothing",
                        "user",
                        postgres.superuser().user(),
                        "password",
                        postgres.superuser().password()),
                ErrorCode.SOURCE_EMPTY,
                "has no tables");
        assertRefused(
                Map.of("schemas", List.of("\"hidden\"")), ErrorCode.SOURCE_NOT_PERMITTED, "may not read any table");
        assertRefused(Map.of("host", ""), ErrorCode.INVALID_CONFIGURATION, "\"Host\" is missing");
    }

    @Test
    void doesNotConnectWhereTheGuardForbids() {
        SourceLog silent = new SourceLog() {
            @Override
            public void info(String message) {}

            @Override
            public void warn(String message) {}
        };
        SourceContext context = new SourceContext(
                configuration(), new EgressGuard(List.of()), uploads(), Path.of("."), InstantSource.system(), silent);
        try (SourceSession session = new PostgresSource().open(context)) {
            assertThatThrownBy(session::check)
                    .isInstanceOfSatisfying(
                            MillraceException.class,
                            e -> assertThat(e.code()).isEqualTo(ErrorCode.ADDRESS_NOT_ALLOWED));
        }
    }

    @Test
    void discoversTablesAndViewsThatMayBeRead() {
        try (SourceSession session = open(configuration())) {
            List<Stream> streams = session.discover().streams();
            assertThat(streams)
                    .extracting(Stream::name)
                    .containsExactly("products", "sales", "archive.empty", "archive.expensive");
            assertThat(streams.get(0).primaryKey()).containsExactly("sku");
            assertThat(streams.get(0).fields())
                    .containsExactly(new Field("sku", "text", false), new Field("price", "decimal(10, 2)", false));
            assertThat(streams.get(1).cursorField()).isEqualTo("updated_at");
        }
    }

    @Test
    void anIncrementBeginsAtTheLastCursorInclusive() {
        try (SourceSession session = open(configuration())) {
            Stream sales = session.discover().streams().get(1);
            CollectedStream whole = read(session, sales, "updated_at", null);
            assertThat(whole.rows()).hasSize(25_000);
            assertThat(whole.marks()).hasSize(3);
            CollectedStream rest =
                    read(session, sales, "updated_at", whole.marks().getLast().state());
            // Those of the last minute, and the five without a time, which the key makes one again.
            assertThat(rest.rows()).hasSizeBetween(6, 12);
        }
    }

    @Test
    void theFirstReadOfAStreamWithAKeyGoesByTheKeyAndLosesNothingThatChangesMeanwhile() throws SQLException {
        execute(
                "shop",
                "create table lines (part int, id int, updated_at timestamp, primary key (part, id))",
                "insert into lines select i % 3, i, timestamp '2026-01-01' + i * interval '1 second'"
                        + " from generate_series(1, 24000) i",
                "update lines set updated_at = 'infinity' where id = 7",
                "grant select on lines to shop_reader");
        CollectedStream first;
        Stream lines;
        try (SourceSession session = open(configuration())) {
            lines = session.discover().stream("lines");
            first = read(session, lines, "updated_at", null);
        }
        assertThat(first.values("part"))
                .isSortedAccordingTo(Comparator.comparingLong(part -> (Long) Objects.requireNonNull(part)));
        String afterTenThousand = first.marks().getFirst().state();
        assertThat(afterTenThousand).contains("\"lastKey\":[{\"column\":\"part\",\"value\":\"1\"}");
        // A row that was read changes, one that was not yet read is made, and both have keys before the checkpoint's.
        execute(
                "shop",
                "update lines set updated_at = '2026-03-01' where part = 0 and id = 3",
                "insert into lines values (0, 1, '2026-03-02')");
        try (SourceSession session = open(configuration())) {
            CollectedStream rest = read(session, lines, "updated_at", afterTenThousand);
            assertThat(rest.rows()).hasSize(14_000);
            CollectedStream increment =
                    read(session, lines, "updated_at", rest.marks().getLast().state());
            assertThat(increment.values("id")).contains(1L, 3L);
            CollectedStream nothingNew = read(
                    session, lines, "updated_at", increment.marks().getLast().state());
            // The last one, and the one that is infinite.
            assertThat(nothingNew.values("id")).containsExactly(1L, 7L);
        }
        execute("shop", "drop table lines");
    }

    @Test
    void everyTypeArrivesWithoutLoss() throws SQLException {
        execute(
                "torture",
                "create type mood as enum ('happy', 'sad')",
                "create domain cents as numeric(12, 2)",
                "create domain price as cents",
                "create type pair as (a int, b text)",
                """
                create table torture as select
                  true as "bool", 1::int2 as i2, -2147483648 as i4, 9223372036854775807 as i8,
                  0.1::float4 as f4, 'NaN'::float8 as f8, 12345678901234567890.0123456789 as "numeric",
                  'Infinity'::numeric as infinite, 12.5::price as domain, 1e-20::numeric(30, 25) as tiny,
                  date '0001-01-01 BC' as bc, date '9999-12-31' as far, time '23:59:59.999999' as "time",
                  timestamp '2024-02-29 12:00:00.123456' as ts, timestamptz '2024-02-29 12:00:00+02' as tstz,
                  'infinity'::timestamptz as forever, interval '1 day 2 hours' as span, timetz '12:00+02' as tt,
                  'ünï 😀'::text as "text", 'ab'::char(5) as "char", ''::varchar as "empty", null::text as "null",
                  '01901234-5678-7abc-8def-0123456789ab'::uuid as uuid, '\\xdeadbeef'::bytea as bytes,
                  '{"a": [1, 2]}'::jsonb as jsonb, '{"a": "\\u0000"}'::json as zero, '{"b":1}'::json as json,
                  array[1, null, 3] as ints, array['a', 'b'] as texts, row(1, 'x')::pair as pair,
                  'sad'::mood as mood, int4range(1, 5) as range, '10.0.0.1/8'::inet as inet,
                  point(1, 2) as point, b'101' as bits, 'a fat cat'::tsvector as words, 5::money as money,
                  xmlparse(content '<a/>') as xml, 'torture'::name as name, 42::oid as oid
                """,
                "create view \"Reserved \"\"words\"\"\" as select 1 as \"select\", 2 as \"table \"\"x\"\"\"");
        Map<String, Object> own = Map.of(
                "database", "torture",
                "user", postgres.superuser().user(),
                "password", postgres.superuser().password());
        try (SourceSession session = open(configuration(own))) {
            List<Stream> streams = session.discover().streams();
            CollectedStream reserved = read(session, streams.get(0), null, null);
            assertThat(reserved.values("table \"x\"")).containsExactly(2L);
            CollectedStream collected = new CollectedStream(streams.get(1).fields().stream()
                    .filter(field -> !List.of("forever", "infinite").contains(field.name()))
                    .toList());
            session.read(
                    ReadRequest.of(
                            "torture",
                            streams.get(1).fields().stream()
                                    .filter(field ->
                                            !List.of("forever", "infinite").contains(field.name()))
                                    .toList(),
                            List.of(),
                            null,
                            null),
                    collected.output());
            collected.output().flush();
            Map<String, @Nullable Object> row = collected.rows().getFirst();
            assertThat(row)
                    .containsEntry("i8", Long.MAX_VALUE)
                    .containsEntry("i4", -2147483648L)
                    .containsEntry("f4", 0.1);
            assertThat(row.get("numeric")).isEqualTo(new BigDecimal("12345678901234567890.0123456789"));
            assertThat((BigDecimal) row.get("tiny")).isEqualByComparingTo("1e-20");
            assertThat(row.get("domain")).isEqualTo(new BigDecimal("12.50"));
            assertThat(row.get("bc")).hasToString("0000-01-01");
            assertThat(row.get("ts")).hasToString("2024-02-29T12:00:00.123456");
            assertThat(row.get("tstz")).hasToString("2024-02-29T10:00:00Z");
            assertThat(row)
                    .containsEntry("text", "ünï 😀")
                    .containsEntry("char", "ab")
                    .containsEntry("empty", "")
                    .containsEntry("null", null);
            assertThat(row)
                    .containsEntry("bytes", "deadbeef")
                    .containsEntry("ints", "[1, null, 3]")
                    .containsEntry("mood", "sad");
            assertThat(row)
                    .containsEntry("pair", "{\"a\": 1, \"b\": \"x\"}")
                    .containsEntry("json", "{\"b\":1}")
                    .containsEntry("zero", null);
            assertThat(row)
                    .containsEntry("oid", 42L)
                    .containsEntry("range", "[1,5)")
                    .containsEntry("span", "1 day 02:00:00");
            assertThat(String.valueOf(row.get("_millrace_issues")))
                    .contains("zero")
                    .contains("U+0000");
        }
    }

    @Test
    void readsAMusicStoreWithTheCountsAndSumsThatPsqlGives() throws IOException, SQLException {
        Path script = Path.of(Optional.ofNullable(System.getenv("MILLRACE_DATA"))
                        .orElse(System.getProperty("millrace.basedir", ".") + "/../shared/data"))
                .resolve("music-store/chinook-postgresql.sql");
        assumeTrue(Files.exists(script), "the outside data is not here");
        execute("postgres", "create database music_store");
        String sql = Files.readString(script).replaceAll("(?m)^(DROP|CREATE) DATABASE.*$|^\\\\c .*$", "");
        execute("music_store", sql);
        Map<String, Object> own = Map.of(
                "database", "music_store",
                "user", postgres.superuser().user(),
                "password", postgres.superuser().password());
        try (SourceSession session = open(configuration(own))) {
            List<Stream> streams = session.discover().streams();
            assertThat(streams).hasSize(11);
            for (Stream stream : streams) {
                CollectedStream collected = read(session, stream, null, null);
                assertThat((long) collected.rows().size())
                        .as(stream.name())
                        .isEqualTo(Long.parseLong(psql("select count(*) from " + stream.name())));
            }
            Stream invoices = streams.stream()
                    .filter(stream -> stream.name().equals("invoice"))
                    .findFirst()
                    .orElseThrow();
            BigDecimal total = read(session, invoices, null, null).values("total").stream()
                    .map(value -> (BigDecimal) Objects.requireNonNull(value))
                    .reduce(BigDecimal.ZERO, BigDecimal::add);
            assertThat(total).isEqualByComparingTo(psql("select sum(total) from invoice"));
        }
    }

    private static String psql(String query) throws SQLException {
        try (Connection connection = postgres.connect("music_store");
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getString(1);
        }
    }

    /** A swap between the snapshot of a query and the functions in it, which look at the catalog as it is by then. */
    @Test
    void aTableThatIsSwappedAtThatMomentIsListed() throws SQLException {
        execute("postgres", "create database swapped");
        execute("swapped", "create table orders (id int)");
        try (Connection connection = postgres.connect("swapped");
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            statement.execute("select 1");
            execute(
                    "swapped",
                    "create table beside (id int)",
                    "begin; drop table orders; alter table beside rename to orders; commit");

            assertThat(SourceTables.list(connection, List.of()))
                    .extracting(SourceTable::name)
                    .containsExactly("orders");
        }
    }
}
