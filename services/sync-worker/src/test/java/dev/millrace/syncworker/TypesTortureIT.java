package dev.millrace.syncworker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.connector.postgres.PostgresSource;
import dev.millrace.connector.spi.EgressGuard;
import dev.millrace.connector.spi.ReadRequest;
import dev.millrace.connector.spi.SourceContext;
import dev.millrace.connector.spi.SourceSession;
import dev.millrace.connector.spi.Stream;
import dev.millrace.kernel.MillraceException;
import dev.millrace.kernel.RunId;
import dev.millrace.kernel.SourceId;
import dev.millrace.local.LocalPostgres;
import dev.millrace.local.Login;
import dev.millrace.local.TestStack;
import dev.millrace.syncworker.warehouse.ChunkLimits;
import dev.millrace.syncworker.warehouse.LoadRequest;
import dev.millrace.syncworker.warehouse.LoadTotals;
import dev.millrace.syncworker.warehouse.PostgresWarehouse;
import dev.millrace.syncworker.warehouse.StreamLoad;
import dev.millrace.syncworker.warehouse.WarehouseConnections;
import dev.millrace.work.ConfiguredStream;
import dev.millrace.work.SyncMode;
import dev.millrace.work.WarehouseAccess;
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
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Values at the ends of every type, on their way from one PostgreSQL database through the worker into another. Each arrives as
 * what it was, or is named in its row with the reason. Prints its report.
 */
class TypesTortureIT {

    private static final WarehouseConnections WAREHOUSES = new WarehouseConnections(8, 8);
    private static final String SOURCE = "torture_source";
    private static final String WAREHOUSE = "torture_warehouse";
    private static final String SCHEMA = "tortured";
    private static final Login OWNER = new Login("torture_owner", "owner");
    private static final Login READER = new Login("torture_reader", "reader");
    private static final Login LOADER = new Login(WAREHOUSE + "_loader", "loader");

    /** Expected instead of a text: the same as the source says. */
    private static final String SAME = "=";

    /**
     * A value and what becomes of it.
     *
     * @param type of the source's column
     * @param value as SQL of the source
     * @param becomes the type of the warehouse's column
     * @param expected its text there; {@link #SAME}, or with a {@code !} in front the reason why it is null
     */
    private record Case(String type, String value, String becomes, String expected) {}

    /** The type, SQL of a value, the type it becomes, and its text then. */
    private static final String CASES = """
            int2 ~ -32768 ~ bigint ~ -32768
            int4 ~ 2147483647 ~ bigint ~ 2147483647
            int8 ~ -9223372036854775808 ~ bigint ~ -9223372036854775808
            int8 ~ 9223372036854775807 ~ bigint ~ 9223372036854775807
            oid ~ 4294967295 ~ bigint ~ 4294967295
            numeric ~ repeat('9', 131072)::numeric ~ numeric ~ =
            numeric ~ ('0.' || repeat('0', 16382) || '1')::numeric ~ numeric ~ =
            numeric ~ 'infinity' ~ numeric ~ Infinity
            numeric ~ '-infinity' ~ numeric ~ -Infinity
            numeric ~ 'NaN' ~ numeric ~ NaN
            numeric ~ 0.10 ~ numeric ~ 0.10
            numeric(1000, 500) ~ ('-1.' || repeat('7', 500))::numeric ~ numeric(1000,500) ~ =
            numeric(5, -2) ~ 1234567 ~ numeric ~ 1234600
            numeric(2, 4) ~ 0.0012 ~ numeric ~ 0.0012
            numeric(38, 9) ~ 99999999999999999999999999999.123456789 ~ numeric(38,9) ~ 99999999999999999999999999999.123456789
            float4 ~ 0.1 ~ double precision ~ 0.1
            float4 ~ 'NaN' ~ double precision ~ NaN
            float8 ~ '-0' ~ double precision ~ -0
            float8 ~ 5e-324 ~ double precision ~ 5e-324
            float8 ~ 1.7976931348623157e308 ~ double precision ~ 1.7976931348623157e+308
            float8 ~ '-infinity' ~ double precision ~ -Infinity
            money ~ 12.34 ~ text ~ $12.34
            bool ~ false ~ boolean ~ false
            date ~ '4713-01-01 BC' ~ date ~ 4713-01-01 BC
            date ~ '9999-12-31' ~ date ~ 9999-12-31
            date ~ '5874897-12-31' ~ date ~ 5874897-12-31
            date ~ 'infinity' ~ date ~ infinity
            time ~ '24:00' ~ time without time zone ~ 24:00:00
            timetz ~ '23:59:59.999999+15:59' ~ text ~ 23:59:59.999999+15:59
            timestamp ~ '4713-01-01 00:00:00 BC' ~ timestamp without time zone ~ 4713-01-01 00:00:00 BC
            timestamp ~ '294276-12-31 23:59:59.999999' ~ timestamp without time zone ~ 294276-12-31 23:59:59.999999
            timestamp ~ '-infinity' ~ timestamp without time zone ~ -infinity
            timestamptz ~ '2026-03-29 02:30:00 Europe/Berlin' ~ timestamp with time zone ~ 2026-03-29 01:30:00+00
            timestamptz ~ '0044-03-15 12:00:00+00 BC' ~ timestamp with time zone ~ 0044-03-15 12:00:00+00 BC
            interval ~ '1 year 2 mons 3 days 04:05:06.789' ~ text ~ 1 year 2 mons 3 days 04:05:06.789
            uuid ~ 'ffffffff-ffff-ffff-ffff-ffffffffffff' ~ uuid ~ ffffffff-ffff-ffff-ffff-ffffffffffff
            bytea ~ '' ~ bytea ~ \\x
            bytea ~ '\\x00ff10' ~ bytea ~ \\x00ff10
            text ~ '' ~ text ~\s
            text ~ null ~ text ~ null
            text ~ E'tab\\tquote\\"back\\\\slash' ~ text ~ =
            text ~ U&'\\+01F600\\+10FFFF\\0065\\0301' ~ text ~ =
            text ~ E'line one\\r\\nline two\\u2028' ~ text ~ =
            char(5) ~ 'ab' ~ text ~ ab
            varchar(3) ~ 'abc' ~ text ~ abc
            json ~ '{"b": 1, "a": [1.10, null]}' ~ jsonb ~ {"a": [1.10, null], "b": 1}
            json ~ '{"a": "\\u0000"}' ~ jsonb ~ !holds the character U+0000, which JSON columns can't hold
            json ~ '"\\ud83d\\ude00"' ~ jsonb ~ "😀"
            json ~ '"\\ud83d"' ~ jsonb ~ !holds half of a surrogate pair
            json ~ '1e400' ~ jsonb ~ =number
            json ~ ('[' || repeat('1,', 300000) || '1]')::json ~ jsonb ~ =number
            jsonb ~ '{"deep": {"er": []}}' ~ jsonb ~ {"deep": {"er": []}}
            int4[] ~ '{1,null,3}' ~ jsonb ~ [1, null, 3]
            text[] ~ array[''] ~ jsonb ~ [""]
            int4[] ~ '{{1,2},{3,4}}' ~ jsonb ~ [[1, 2], [3, 4]]
            int4[] ~ '{}' ~ jsonb ~ []
            numeric[] ~ '{NaN, 1.50}' ~ jsonb ~ ["NaN", 1.50]
            mood ~ 'so so' ~ text ~ so so
            percentage ~ 99.5 ~ numeric(5,2) ~ 99.50
            place ~ row('Köln', 50667) ~ jsonb ~ {"zip": 50667, "city": "Köln"}
            int4range ~ '[1,10)' ~ text ~ [1,10)
            tstzrange ~ '[2026-01-01 00:00+00,)' ~ text ~ ["2026-01-01 00:00:00+00",)
            int4multirange ~ '{[1,3), [5,7)}' ~ text ~ {[1,3),[5,7)}
            inet ~ '::1' ~ text ~ ::1/128
            cidr ~ '10.0.0.0/8' ~ text ~ 10.0.0.0/8
            macaddr ~ '08:00:2b:01:02:03' ~ text ~ 08:00:2b:01:02:03
            bit(4) ~ B'1010' ~ text ~ 1010
            varbit ~ B'' ~ text ~\s
            point ~ '(1.5,-2)' ~ text ~ (1.5,-2)
            tsvector ~ 'fat:1 cat:2' ~ text ~ 'cat':2 'fat':1
            pg_lsn ~ '16/B374D848' ~ text ~ 16/B374D848
            """;

    private static LocalPostgres postgres;

    @TempDir
    Path folder;

    private SourceId source = SourceId.create();

    @AfterAll
    static void closeConnections() {
        WAREHOUSES.close();
    }

    @BeforeAll
    static void createDatabases() throws SQLException {
        postgres = TestStack.shared().postgres();
        postgres.createRole(READER, "login");
        postgres.createDatabase(SOURCE, OWNER, READER);
        postgres.createRole(LOADER, "login");
        postgres.createDatabase(WAREHOUSE, LOADER, new Login(WAREHOUSE + "_reader", "reader"));
        execute(
                SOURCE,
                "set timezone = 'UTC'",
                "create type mood as enum ('so so', 'great')",
                "create domain percentage as numeric(5, 2) check (value <= 100)",
                "create type place as (city text, zip int)",
                "alter default privileges grant select on tables to torture_reader");
    }

    private static void execute(String database, String... statements) throws SQLException {
        try (Connection connection = postgres.connect(database);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static String query(String database, String sql) throws SQLException {
        try (Connection connection = postgres.connect(database);
                Statement statement = connection.createStatement()) {
            statement.execute("set timezone = 'UTC'");
            try (ResultSet row = statement.executeQuery(sql)) {
                row.next();
                return String.valueOf(row.getString(1));
            }
        }
    }

    private LoadTotals load(String table) {
        WarehouseAccess access =
                new WarehouseAccess("127.0.0.1", postgres.port(), WAREHOUSE, LOADER.user(), LOADER.password());
        RunReport report = new RunReport();
        try (SourceSession session = new PostgresSource()
                        .open(new SourceContext(
                                "{\"host\":\"127.0.0.1\",\"port\":" + postgres.port() + ",\"database\":\"" + SOURCE
                                        + "\",\"user\":\"" + READER.user() + "\",\"password\":\"" + READER.password()
                                        + "\"}",
                                EgressGuard.allowing("127.0.0.1/32"),
                                upload -> folder,
                                folder,
                                InstantSource.system(),
                                report));
                PostgresWarehouse warehouse = WAREHOUSES.open(access, SCHEMA, ChunkLimits.DEFAULT)) {
            Stream stream = session.discover().stream(table);
            StreamLoad load = warehouse.begin(new LoadRequest(
                    source,
                    RunId.create(),
                    1,
                    SCHEMA,
                    ConfiguredStream.of(
                            table, SyncMode.FULL_REFRESH_OVERWRITE, stream.primaryKey(), null, table.replace(' ', '_')),
                    stream));
            ReadRequest request = ReadRequest.of(table, load.columns(), stream.primaryKey(), null, load.state());
            return new StreamSync(session, load, Map.of(), request, report, new StopSignal(), LettingGo.NEVER).run();
        }
    }

    @Test
    void everyValueArrivesAsWhatItWasOrIsNamedWithTheReason() throws SQLException {
        List<Case> cases = CASES.lines()
                .map(line -> line.split(" ~ ?", 4))
                .map(part -> new Case(part[0], part[1], part[2], part[3]))
                .toList();
        Map<String, List<Case>> byType =
                cases.stream().collect(Collectors.groupingBy(Case::type, LinkedHashMap::new, Collectors.toList()));
        List<String> report = new ArrayList<>();
        List<String> wrong = new ArrayList<>();
        int number = 0;
        for (List<Case> ofOneType : byType.values()) {
            String table = "type_" + number++;
            execute(
                    SOURCE,
                    "create table " + table + " (id int primary key, v "
                            + ofOneType.getFirst().type() + ")",
                    IntStream.range(0, ofOneType.size())
                            .mapToObj(
                                    i -> "(" + i + ", cast(" + ofOneType.get(i).value() + " as "
                                            + ofOneType.get(i).type() + "))")
                            .collect(Collectors.joining(
                                    ", ", "set timezone = 'UTC'; insert into " + table + " values ", "")));
            load(table);
            for (int i = 0; i < ofOneType.size(); i++) {
                String line = outcome(table, i, ofOneType.get(i));
                report.add(line);
                if (!line.endsWith("ok")) {
                    wrong.add(line);
                }
            }
        }
        System.out.println("type, value, becomes, result");
        report.forEach(System.out::println);
        System.out.println(report.size() + " values, " + wrong.size() + " wrong");
        assertThat(wrong).isEmpty();
    }

    private static String outcome(String table, int id, Case expected) throws SQLException {
        String loaded = SCHEMA + "." + table;
        String becomes = query(
                WAREHOUSE,
                "select format_type(atttypid, atttypmod) from pg_attribute where attrelid = '" + loaded
                        + "'::regclass and attname = 'v'");
        String text = query(WAREHOUSE, "select v::text from " + loaded + " where id = " + id);
        String reason =
                query(WAREHOUSE, "select _millrace_issues #>> '{v,reason}' from " + loaded + " where id = " + id);
        String wanted = switch (expected.expected()) {
            case SAME -> query(SOURCE, "select v::text from " + table + " where id = " + id);
            case SAME + "number" -> query(SOURCE, "select v::jsonb::text from " + table + " where id = " + id);
            default -> expected.expected();
        };
        boolean right = wanted.startsWith("!")
                ? text.equals("null") && reason.equals(wanted.substring(1))
                : text.equals(wanted) && reason.equals("null");
        String value = expected.value().length() > 40 ? expected.value().substring(0, 40) + "…" : expected.value();
        String result = right && becomes.equals(expected.becomes())
                ? "ok"
                : "WRONG: " + shortened(text) + " (" + becomes + "), issue: " + reason + ", expected "
                        + shortened(wanted);
        return expected.type() + ", " + value + ", " + becomes + ", "
                + (wanted.startsWith("!") ? "named: " + reason + ", " : "") + result;
    }

    private static String shortened(String text) {
        return text.length() > 60 ? text.substring(0, 60) + "… (" + text.length() + ")" : text;
    }

    @Test
    void namesOfColumnsAreKeptApartWhateverTheyAre() throws SQLException {
        String long1 = "n".repeat(62) + "1";
        String long2 = "n".repeat(62) + "2";
        execute(
                SOURCE,
                "create table names (id int primary key, \"select\" int, \"user\" int, \"A b\" int, \"a_b\" int, \"A_B\" int,"
                        + " \"ä\" int, \"日本\" int, \"1st\" int, \"quo\"\"te\" int, \"_millrace_issues\" int, \"xmin \" int, \""
                        + long1 + "\" int, \"" + long2 + "\" int, twice int generated always as (id * 2) stored)",
                "insert into names values (21, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13)");
        load("names");
        assertThat(query(
                        WAREHOUSE,
                        "select count(*) || ' columns, ' || count(distinct attname) || ' names' from pg_attribute where"
                                + " attrelid = 'tortured.names'::regclass and attnum > 0"))
                .isEqualTo("17 columns, 17 names");
        assertThat(query(
                        WAREHOUSE,
                        "select sum(value::numeric) || ' ' || count(*) from (select (jsonb_each_text(to_jsonb(n) -"
                                + " '_millrace_loaded_at' - '_millrace_issues')).value from tortured.names n) v"))
                .isEqualTo("154 15");
    }

    @Test
    void asManyColumnsAsATableOfTheWarehouseHoldsAndOneMoreIsRefusedPlainly() throws SQLException {
        createWide("wide", 1_598);
        createWide("too_wide", 1_599);
        assertThat(load("wide").rowsLoaded()).isEqualTo(1);
        assertThat(query(WAREHOUSE, "select c0 + c1597 from tortured.wide")).isEqualTo("3");
        assertThatThrownBy(() -> load("too_wide"))
                .isInstanceOf(MillraceException.class)
                .hasMessage(
                        "\"too_wide\" has 1,599 columns, and a table of the warehouse holds 1,598. Leave some out.");
    }

    private static void createWide(String table, int columns) throws SQLException {
        String definitions =
                IntStream.range(0, columns).mapToObj(i -> "c" + i + " int").collect(Collectors.joining(", "));
        execute(
                SOURCE,
                "create table " + table + " (" + definitions + ")",
                "insert into " + table + " (c0, c" + (columns - 1) + ") values (1, 2)");
    }

    @Test
    void aValueThatIsTooLongIsNamedAndTheOthersOfItsRowArrive() throws SQLException {
        execute(
                SOURCE,
                "create table long_values (id int primary key, short text, long text, bytes bytea, tree jsonb)",
                "alter table long_values alter long set storage external",
                "insert into long_values values (1, 'a', repeat('x', 63 * 1024 * 1024), null, '1'),"
                        + " (2, 'b', repeat('x', 64 * 1024 * 1024 + 1), '\\x01', '2'),"
                        + " (3, 'c', repeat('x', 900 * 1024 * 1024), null, '3'),"
                        + " (4, 'd', repeat('x', 40 * 1024 * 1024), decode(repeat('ff', 40 * 1024 * 1024), 'hex'), '4'),"
                        + " (5, 'e', 'last', null, jsonb_build_object('a', repeat('y', 70 * 1024 * 1024)))");
        assertThat(load("long_values").rowsLoaded()).isEqualTo(5);
        assertThat(
                        query(
                                WAREHOUSE,
                                "select string_agg(concat_ws(',', id, short, length(long), length(bytes), tree->>0,"
                                        + " _millrace_issues #>> '{long,reason}', _millrace_issues #>> '{bytes,reason}',"
                                        + " _millrace_issues #>> '{tree,reason}'), '; ' order by id) from tortured.long_values"))
                .isEqualTo("1,a,66060288,1; 2,b,1,2,is too long: its row is larger than 64 MB;"
                        + " 3,c,3,is too long: its row is larger than 64 MB;"
                        + " 4,d,4,is too long: its row is larger than 64 MB,is too long: its row is larger than 64 MB;"
                        + " 5,e,4,is too long: its row is larger than 64 MB");
    }
}
