package dev.millrace.syncworker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.kernel.RunId;
import dev.millrace.kernel.SourceId;
import dev.millrace.local.LocalPostgres;
import dev.millrace.local.Login;
import dev.millrace.syncworker.FaultyLoads.Victim;
import dev.millrace.syncworker.LoadingProgram.Attempt;
import dev.millrace.work.SyncMode;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A table that is followed by its log, while it changes at random, and while the worker and both servers are killed again and
 * again: in the end the destination has what the source has.
 *
 * <p>{@code -Dmillrace.faults.kills=100} kills as often, {@code -Dmillrace.faults.seed=1} at other moments.
 */
class ChangeLogIT {

    private static final String DATABASE = "followed";
    private static final Login LOADER = new Login(DATABASE + "_loader", "loader");
    private static final Login READER = new Login(DATABASE + "_reader", "reader");
    private static final String SHOP = "shop";
    private static final Login SHOP_OWNER = new Login("shop_owner", "owner");
    private static final Login SHOP_READER = new Login("shop_reader", "reader");
    private static final int KILLS = Integer.getInteger("millrace.faults.kills", 13);
    private static final long SEED = Long.getLong("millrace.faults.seed", 20_261_121L);
    private static final int CHANGES = 1_000;
    private static final int ROWS_AT_FIRST = 20_000;
    private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");

    private static LocalPostgres warehouse;
    private static LocalPostgres shop;

    private final Random random = new Random(SEED);
    private int changes;

    @BeforeAll
    static void startServers() throws SQLException {
        warehouse = LocalPostgres.start(LocalPostgres.Options.throwaway());
        warehouse.createRole(LOADER, "login");
        warehouse.createRole(READER, "login");
        warehouse.createDatabase(DATABASE, LOADER, READER);
        shop = LocalPostgres.start(LocalPostgres.Options.throwaway());
        shop.createRole(SHOP_OWNER, "login");
        shop.createRole(SHOP_READER, "login replication");
        shop.createDatabase(SHOP, SHOP_OWNER, SHOP_READER);
        execute("create publication millrace for all tables");
    }

    @AfterAll
    static void stopServers() {
        shop.close();
        warehouse.close();
    }

    @ParameterizedTest
    @EnumSource(
            value = SyncMode.class,
            names = {"INCREMENTAL_UPSERT", "INCREMENTAL_HISTORY"})
    void theDestinationEqualsTheSource(SyncMode mode) throws Exception {
        execute("drop table if exists payments");
        execute("create table payments (payment_id bigint primary key, amount numeric(12, 2), note text, updated_at"
                + " timestamptz not null)");
        execute("alter table payments alter note set storage external");
        execute("grant select on payments to shop_reader");
        execute("insert into payments select n, n / 7.0, 'payment ' || n, now() from generate_series(1, "
                + ROWS_AT_FIRST + ") n");
        FaultyLoads loads = new FaultyLoads(warehouse, LOADER, shop, SHOP_READER, random);
        SourceId source = SourceId.create();
        String schema = "followed_" + mode.name().toLowerCase(Locale.ROOT);
        RunId run = RunId.create();
        long fencingToken = 0;
        int runs = 0;
        while (changes < CHANGES || loads.kills() < KILLS) {
            // Of three attempts one is left in peace, so that the log is also read on from where a run has ended.
            List<Victim> victims = fencingToken % 3 == 2 ? List.of() : List.of(Victim.values());
            if (loads.isLoaded(attempt(schema, source, run, ++fencingToken, mode), victims, this::change)) {
                run = RunId.create();
                runs++;
            }
        }
        while (!loads.isLoaded(attempt(schema, source, run, ++fencingToken, mode), List.of(), () -> {})) {
            assertThat(fencingToken).as("attempts, %s", loads.tally()).isLessThan(200);
        }
        assertThat(loads.isLoaded(attempt(schema, source, RunId.create(), ++fencingToken, mode), List.of(), () -> {}))
                .isTrue();
        String rows = "select count(*) || ' rows, hash ' || sum(hashtextextended(t::text, 0)::numeric) from (select"
                + " payment_id, amount, note, updated_at from ";
        String present = mode == SyncMode.INCREMENTAL_HISTORY ? " where _millrace_current" : "";
        assertThat(FaultyLoads.query(warehouse, DATABASE, rows + schema + ".payments" + present + ") t"))
                .as("with the seed %d, %s", SEED, loads.tally())
                .isEqualTo(FaultyLoads.query(shop, SHOP, rows + "payments) t"));
        System.out.printf(
                "%s: %d changes, %d runs, %s; the destination equals the source%n", mode, changes, runs, loads.tally());
        execute("select pg_drop_replication_slot('" + slot(mode) + "')");
    }

    private void change() throws SQLException {
        try (Connection connection = shop.connect(SHOP)) {
            changes += FaultyLoads.change(connection, random, this::randomChange);
        }
    }

    private String randomChange() {
        int key = 1 + random.nextInt(ROWS_AT_FIRST);
        return switch (random.nextInt(6)) {
            case 0 ->
                "insert into payments values (" + (ROWS_AT_FIRST + 1 + random.nextInt(1_000_000))
                        + ", 1, repeat('long ', " + random.nextInt(3_000)
                        + "), clock_timestamp()) on conflict do nothing";
            case 1 -> "delete from payments where payment_id = " + key;
            case 2 ->
                "delete from payments where payment_id = (select max(payment_id) from payments where payment_id > "
                        + ROWS_AT_FIRST + ")";
            case 3 ->
                "update payments set payment_id = (select max(payment_id) + 1 from payments) where payment_id = " + key;
            case 4 ->
                "update payments set amount = amount + 1, updated_at = clock_timestamp() where payment_id in (" + key
                        + ", (select max(payment_id) from payments))";
            default -> "update payments set note = null, amount = -" + key + " where payment_id = " + key;
        };
    }

    private static Attempt attempt(String schema, SourceId source, RunId run, long fencingToken, SyncMode mode) {
        return new Attempt(
                warehouse.port(),
                DATABASE,
                LOADER.password(),
                schema,
                source.toString(),
                run.toString(),
                fencingToken,
                mode,
                "postgres",
                "{\"host\":\"127.0.0.1\",\"port\":" + shop.port()
                        + ",\"database\":\"shop\",\"user\":\"shop_reader\",\"password\":\"reader\",\"changes\":\"log\",\"slot\":\""
                        + slot(mode) + "\"}",
                NOW);
    }

    private static String slot(SyncMode mode) {
        return mode.name().toLowerCase(Locale.ROOT);
    }

    private static void execute(String sql) throws SQLException {
        try (Connection connection = shop.connect(SHOP);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
