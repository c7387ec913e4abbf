package dev.millrace.connector.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class MysqlSourceIT extends SourceContractTest {

    private static TestServer server;

    @BeforeAll
    static void createDatabases() throws SQLException {
        server = TestServer.shared();
        server.execute(
                "create database shop",
                "create database nothing",
                "create user shop_reader@'%' identified by 'it''s a secret'",
                "grant select on shop.* to shop_reader@'%'",
                "create table shop.products (sku varchar(20) primary key, price decimal(10, 2) not null)",
                "insert into shop.products select concat('sku-', seq), seq * 1.25 from shop.seq_1_to_500",
                "create table shop.sales (id bigint auto_increment primary key, product text, note text,"
                        + " updated_at timestamp(6) null)",
                "insert into shop.sales (product, note, updated_at) select concat('sku-', seq % 500), repeat('x', 30),"
                        + " timestamp('2026-01-01') + interval seq div 7 minute from shop.seq_1_to_25000",
                "update shop.sales set updated_at = null where id % 5000 = 0",
                "create table shop.`odd ``name` (`a b` int, `select` int unsigned)",
                "create view shop.expensive as select * from shop.products where price > 600",
                "create table shop.empty_one (id int)");
    }

    @Override
    protected Source source() {
        return new MysqlSource();
    }

    @Override
    protected String configuration() {
        return server.configuration(Map.of());
    }

    @Override
    protected String refusedConfiguration() {
        return server.configuration(Map.of("password", "wrong"));
    }

    @Override
    protected ErrorCode refusal() {
        return ErrorCode.SOURCE_LOGIN_REFUSED;
    }

    private void assertRefused(Map<String, Object> changes, ErrorCode code, String message) {
        assertThatThrownBy(() -> {
                    try (SourceSession session = open(server.configuration(changes))) {
                        session.check();
                    }
                })
                .isInstanceOfSatisfying(
                        MillraceException.class, e -> assertThat(e.code()).isEqualTo(code))
                .hasMessageContaining(message);
    }

    @Test
    void saysPlainlyWhatIsWrong() {
        assertRefused(Map.of("port", 1), ErrorCode.SOURCE_UNREACHABLE, "No MySQL server answers at 127.0.0.1");
        assertRefused(Map.of("database", "shopp"), ErrorCode.SOURCE_NOT_PERMITTED, "may not use the database shopp");
        assertRefused(Map.of("host", "no-such-host.invalid"), ErrorCode.SOURCE_UNREACHABLE, "no host named");
        assertRefused(Map.of("host", "a/b?c=d"), ErrorCode.INVALID_CONFIGURATION, "\"Host\" can't be read");
        assertRefused(Map.of("host", ""), ErrorCode.INVALID_CONFIGURATION, "\"Host\" is missing");
        assertRefused(Map.of("sslMode", "require"), ErrorCode.INVALID_CONFIGURATION, "does not encrypt connections");
        assertRefused(server.administratorOf("nothing"), ErrorCode.SOURCE_EMPTY, "has no table");
        assertRefused(server.administratorOf("nowhere"), ErrorCode.INVALID_CONFIGURATION, "no database named nowhere");
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
        try (SourceSession session = new MysqlSource().open(context)) {
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
                    .containsExactly("empty_one", "expensive", "odd `name", "products", "sales");
            assertThat(streams.get(2).fields())
                    .containsExactly(new Field("a b", "integer", true), new Field("select", "integer", true));
            assertThat(streams.get(3).primaryKey()).containsExactly("sku");
            assertThat(streams.get(3).fields())
                    .containsExactly(new Field("sku", "text", false), new Field("price", "decimal(10, 2)", false));
            assertThat(streams.get(4).cursorField()).isEqualTo("updated_at");
        }
    }

    @Test
    void anIncrementBeginsAtTheLastCursorInclusive() {
        try (SourceSession session = open(configuration())) {
            Stream sales = session.discover().streams().getLast();
            CollectedStream whole = read(session, sales, "updated_at", null);
            assertThat(whole.rows()).hasSize(25_000);
            assertThat(whole.marks()).hasSize(3);
            assertThat(whole.marks().getLast().state())
                    .isEqualTo("{\"cursor\":\"2026-01-03 11:31:00.000000\",\"key\":null,\"complete\":false}");
            CollectedStream rest =
                    read(session, sales, "updated_at", whole.marks().getLast().state());
            // Those of the last minute, and the five without a time, which the key makes one again.
            assertThat(rest.values("id"))
                    .containsExactlyInAnyOrder(5000L, 10000L, 15000L, 20000L, 25000L, 24997L, 24998L, 24999L);
        }
    }

    @Test
    void aFullRefreshGoesOnBehindTheLastKey() {
        try (SourceSession session = open(configuration())) {
            Stream sales = session.discover().streams().getLast();
            CollectedStream whole = read(session, sales, null, null);
            assertThat(whole.marks()).hasSize(3);
            CollectedStream rest =
                    read(session, sales, null, whole.marks().getFirst().state());
            assertThat(rest.rows()).hasSize(15_000);
            assertThat(rest.values("id")).startsWith(10_001L).endsWith(25_000L);
        }
    }

    @Test
    void looksBackAndBeginsWhereItIsTold() {
        try (SourceSession session = open(configuration())) {
            Stream sales = session.discover().streams().getLast();
            assertThat(readFrom(session, sales, Duration.ZERO, "2026-01-03T12:30:00+01:00"))
                    .containsExactlyInAnyOrder(
                            5000L, 10000L, 15000L, 20000L, 25000L, 24990L, 24991L, 24992L, 24993L, 24994L, 24995L,
                            24996L, 24997L, 24998L, 24999L);
            assertThat(readFrom(session, sales, Duration.ofMinutes(1), "2026-01-03 11:31:00"))
                    .hasSize(15)
                    .contains(24990L)
                    .doesNotContain(24989L);
        }
    }

    private static List<@Nullable Object> readFrom(
            SourceSession session, Stream sales, Duration lookback, String since) {
        CollectedStream collected = new CollectedStream(sales.fields());
        session.read(
                new ReadRequest(sales.name(), sales.fields(), sales.primaryKey(), "updated_at", lookback, since, null),
                collected.output());
        collected.output().flush();
        return collected.values("id");
    }

    @Test
    void everyStreamOfASessionShowsTheSameMoment() throws SQLException {
        server.execute(
                "create database moments",
                "create table moments.first_one (id int primary key)",
                "create table moments.second_one (id int primary key)");
        try (SourceSession session = open(server.configuration(server.administratorOf("moments")))) {
            List<Stream> streams = session.discover().streams();
            assertThat(read(session, streams.get(0), null, null).rows()).isEmpty();
            server.execute("insert into moments.second_one values (1)");
            assertThat(read(session, streams.get(1), null, null).rows()).isEmpty();
        }
    }

    @Test
    void aSessionIsOfUseAfterAReadThatWasStopped() {
        try (SourceSession session = open(configuration())) {
            Stream sales = session.discover().streams().getLast();
            CollectedStream stopped = new CollectedStream(sales.fields());
            stopped.stopAfter(1);
            assertThatThrownBy(() -> session.read(
                            ReadRequest.of(sales.name(), sales.fields(), sales.primaryKey(), null, null),
                            stopped.output()))
                    .hasMessageContaining("stopped");
            assertThat(read(session, sales, null, null).rows()).hasSize(25_000);
        }
    }
}
