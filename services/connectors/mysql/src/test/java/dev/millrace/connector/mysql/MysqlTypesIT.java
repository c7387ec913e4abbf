package dev.millrace.connector.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.connector.spi.EgressGuard;
import dev.millrace.connector.spi.Field;
import dev.millrace.connector.spi.ReadRequest;
import dev.millrace.connector.spi.SourceContext;
import dev.millrace.connector.spi.SourceLog;
import dev.millrace.connector.spi.SourceSession;
import dev.millrace.connector.spi.Stream;
import dev.millrace.connector.testkit.CollectedStream;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Values at the ends of every type of MariaDB. Each arrives as what it was, or is named in its row with the reason. Prints its
 * report.
 */
class MysqlTypesIT {

    /**
     * A value and what becomes of it.
     *
     * @param type of the source's column
     * @param value as SQL of the source
     * @param becomes the logical type
     * @param expected its text; with a {@code !} in front, a part of its issue
     */
    private record Case(String type, String value, String becomes, String expected) {}

    private static final String CASES = """
            tinyint ~ -128 ~ integer ~ -128
            tinyint(1) ~ 2 ~ integer ~ 2
            tinyint(3) unsigned zerofill ~ 7 ~ integer ~ 7
            boolean ~ true ~ integer ~ 1
            smallint ~ -32768 ~ integer ~ -32768
            mediumint unsigned ~ 16777215 ~ integer ~ 16777215
            int unsigned ~ 4294967295 ~ integer ~ 4294967295
            int ~ -2147483648 ~ integer ~ -2147483648
            bigint ~ -9223372036854775808 ~ integer ~ -9223372036854775808
            bigint ~ 9223372036854775807 ~ integer ~ 9223372036854775807
            bigint unsigned ~ 18446744073709551615 ~ decimal(20, 0) ~ 18446744073709551615
            bigint unsigned ~ 0 ~ decimal(20, 0) ~ 0
            decimal(65, 30) ~ 12345678901234567890123456789012345.012345678901234567890123456789 ~ decimal(65, 30) ~ 12345678901234567890123456789012345.012345678901234567890123456789
            decimal(65, 0) ~ -99999999999999999999999999999999999999999999999999999999999999999 ~ decimal(65, 0) ~ -99999999999999999999999999999999999999999999999999999999999999999
            decimal(10, 2) ~ -0.01 ~ decimal(10, 2) ~ -0.01
            decimal(38, 38) ~ 0.00000000000000000000000000000000000001 ~ decimal(38, 38) ~ 1E-38
            decimal(20, 2) unsigned zerofill ~ 1.5 ~ decimal(20, 2) ~ 1.50
            float ~ 0.1 ~ double ~ 0.1
            float ~ 16777216 ~ double ~ 1.6777216E7
            float ~ 3.40282347e38 ~ double ~ 3.4028235E38
            double ~ 1e0/3 ~ double ~ 0.3333333333333333
            double ~ 1.7976931348623157e308 ~ double ~ 1.7976931348623157E308
            double ~ 4.9406564584124654e-324 ~ double ~ 4.9E-324
            double ~ -0e0 ~ double ~ -0.0
            bit ~ b'1' ~ boolean ~ true
            bit(63) ~ 9223372036854775807 ~ integer ~ 9223372036854775807
            bit(64) ~ 18446744073709551615 ~ decimal(20, 0) ~ 18446744073709551615
            year ~ 2155 ~ integer ~ 2155
            year ~ 0 ~ integer ~ 0
            date ~ '9999-12-31' ~ date ~ 9999-12-31
            date ~ '0001-01-01' ~ date ~ 0001-01-01
            date ~ '2024-02-29' ~ date ~ 2024-02-29
            date ~ '1900-03-01' ~ date ~ 1900-03-01
            date ~ '0000-00-00' ~ date ~ !"is no date","value":"0000-00-00"
            date ~ '2024-00-10' ~ date ~ !"is no date","value":"2024-00-10"
            date ~ '2023-02-30' ~ date ~ !"is no date","value":"2023-02-30"
            time ~ '23:59:59' ~ text ~ 23:59:59
            time(6) ~ '-838:59:59.999999' ~ text ~ -838:59:59.999999
            datetime ~ '1000-01-01 00:00:00' ~ timestamp ~ 1000-01-01T00:00
            datetime(6) ~ '9999-12-31 23:59:59.999999' ~ timestamp ~ 9999-12-31T23:59:59.999999
            datetime(1) ~ '1969-12-31 23:59:59.9' ~ timestamp ~ 1969-12-31T23:59:59.900
            datetime(3) ~ '0000-00-00 00:00:00' ~ timestamp ~ !"is no timestamp","value":"0000-00-00 00:00:00.000"
            timestamp ~ '1970-01-01 00:00:01' ~ timestamptz ~ 1970-01-01T00:00:01Z
            timestamp(6) ~ '2026-03-29 02:30:00.000001' ~ timestamptz ~ 2026-03-29T02:30:00.000001Z
            timestamp(2) ~ 0 ~ timestamptz ~ !"is no timestamptz","value":"0000-00-00 00:00:00.00"
            char(5) ~ 'ab' ~ text ~ ab
            char(5) character set latin1 ~ 'Köln' ~ text ~ Köln
            varchar(20) character set utf16 ~ 'ünï 😀' ~ text ~ ünï 😀
            varchar(20) character set cp1251 ~ 'Привет' ~ text ~ Привет
            varchar(20) character set sjis ~ '日本語' ~ text ~ 日本語
            varchar(10) ~ '' ~ text ~\s
            varchar(10) ~ null ~ text ~ null
            varchar(10) ~ 'a\\0b' ~ text ~ !U+0000
            text ~ 'tab\\tquote"\\'back\\\\slash' ~ text ~ tab	quote"'back\\slash
            tinytext ~ 'x' ~ text ~ x
            mediumtext ~ repeat('ü', 3) ~ text ~ üüü
            longtext ~ 'long' ~ text ~ long
            enum('a', 'it''s', '') ~ 'it''s' ~ text ~ it's
            enum('ä', 'b') character set latin1 ~ 'ä' ~ text ~ ä
            set('x', 'y', 'z') ~ 'x,z' ~ text ~ x,z
            set('x', 'y') ~ '' ~ text ~\s
            json ~ '{"b": 1, "a": [1.10, null, "é"]}' ~ json ~ {"b": 1, "a": [1.10, null, "é"]}
            json ~ '"\\\\u0000"' ~ json ~ !U+0000
            binary(4) ~ x'00ff' ~ binary ~ 00ff0000
            varbinary(10) ~ x'deadbeef' ~ binary ~ deadbeef
            varchar(10) character set binary ~ x'80' ~ binary ~ 80
            tinyblob ~ '' ~ binary ~\s
            blob ~ x'00' ~ binary ~ 00
            mediumblob ~ x'01' ~ binary ~ 01
            longblob ~ x'02' ~ binary ~ 02
            longblob ~ repeat('x', 70000000) ~ binary ~ !is too long: its row is larger than 64 MB
            uuid ~ '01901234-5678-7abc-8def-0123456789ab' ~ uuid ~ 01901234-5678-7abc-8def-0123456789ab
            inet6 ~ '2001:db8::ff00:42:8329' ~ text ~ 2001:db8::ff00:42:8329
            inet4 ~ '192.0.2.146' ~ text ~ 192.0.2.146
            point ~ st_geomfromtext('point(0.1 -0.3333333333333333)') ~ text ~ POINT(0.1 -0.3333333333333333)
            geometry ~ st_geomfromtext('geometrycollection(point(1 2),linestring(0 0,1 1))') ~ text ~ GEOMETRYCOLLECTION(POINT(1 2),LINESTRING(0 0,1 1))
            polygon ~ st_geomfromtext('polygon((0 0,0 1,1 1,0 0))') ~ text ~ POLYGON((0 0,0 1,1 1,0 0))
            int generated always as (6 * 7) virtual ~ default ~ integer ~ 42
            """;

    private static TestServer server;

    @BeforeAll
    static void startServer() throws SQLException {
        server = TestServer.shared();
        server.execute("create database torture", "set global max_allowed_packet = 1073741824");
    }

    private static List<Case> cases() {
        return CASES.lines()
                .map(line -> line.split(" ~ ?", -1))
                .map(parts -> new Case(parts[0], parts[1], parts[2], parts[3].strip()))
                .toList();
    }

    @Test
    void everyValueArrivesAsItWasOrIsNamed() throws SQLException {
        List<Case> cases = cases();
        for (int i = 0; i < cases.size(); i++) {
            server.execute(
                    "set session sql_mode = 'ALLOW_INVALID_DATES', time_zone = '+00:00'",
                    "create table torture.case_" + (100 + i) + " (v "
                            + cases.get(i).type() + nullable(cases.get(i)) + ")",
                    "insert into torture.case_" + (100 + i) + " values ("
                            + cases.get(i).value() + ")");
        }
        StringBuilder report = new StringBuilder();
        try (SourceSession session = open("torture")) {
            List<Stream> streams = session.discover().streams();
            assertThat(streams).hasSameSizeAs(cases);
            for (int i = 0; i < cases.size(); i++) {
                Case wanted = cases.get(i);
                Map<String, @Nullable Object> row =
                        read(session, streams.get(i)).rows().getFirst();
                String became = streams.get(i).fields().getFirst().type();
                String issues = String.valueOf(row.get("_millrace_issues"));
                String value = String.valueOf(row.get("v"));
                report.append(String.format(
                        "%-45s %-16s %s%n", wanted.type(), became, issues.equals("null") ? value : "null: " + issues));
                assertThat(became).as(wanted.toString()).isEqualTo(wanted.becomes());
                if (wanted.expected().startsWith("!")) {
                    assertThat(issues)
                            .as(wanted.toString())
                            .contains(wanted.expected().substring(1));
                    assertThat(row.get("v")).isNull();
                } else {
                    assertThat(issues).as(wanted.toString()).isEqualTo("null");
                    assertThat(value).as(wanted.toString()).isEqualTo(wanted.expected());
                }
            }
        }
        System.out.printf("%d values of MariaDB's types:%n%s", cases.size(), report);
    }

    /** Without it a timestamp would take the time of the insert for a null. */
    private static String nullable(Case given) {
        return given.type().contains("generated") ? "" : " null";
    }

    @Test
    void aColumnOfAnotherTypeByNowIsReadAsFarAsItsValuesFit() throws SQLException {
        server.execute(
                "create database changed",
                "create table changed.t (number varchar(10), day datetime, word int)",
                "insert into changed.t values ('12.5', '2026-01-02 00:00:00', 7), ('no', '2026-01-02 03:00:00', 8)");
        List<Field> known = List.of(
                new Field("number", "decimal", true), new Field("day", "date", true), new Field("word", "text", true));
        try (SourceSession session = open("changed")) {
            CollectedStream collected = new CollectedStream(known);
            session.read(ReadRequest.of("t", known, List.of(), null, null), collected.output());
            collected.output().flush();
            assertThat(collected.values("number")).extracting(Objects::toString).containsExactly("12.5", "null");
            assertThat(collected.values("day")).extracting(Objects::toString).containsExactly("2026-01-02", "null");
            assertThat(collected.values("word")).containsExactly("7", "8");
            assertThat(collected.valuesSetAside()).isEqualTo(2);
        }
    }

    private static CollectedStream read(SourceSession session, Stream stream) {
        CollectedStream collected = new CollectedStream(stream.fields());
        session.read(ReadRequest.of(stream.name(), stream.fields(), List.of(), null, null), collected.output());
        collected.output().flush();
        return collected;
    }

    private static SourceSession open(String database) {
        return new MysqlSource()
                .open(new SourceContext(
                        server.configuration(server.administratorOf(database)),
                        EgressGuard.allowing("127.0.0.1/32"),
                        upload -> Path.of(""),
                        Path.of("."),
                        InstantSource.system(),
                        new SourceLog() {
                            @Override
                            public void info(String message) {}

                            @Override
                            public void warn(String message) {}
                        }));
    }
}
