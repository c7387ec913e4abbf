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
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Loads in processes that are killed with SIGKILL at random moments, from and into servers one of whose backends is killed,
 * which makes all of the server recover from a crash; afterwards the tables have to be those of loads that nobody disturbed.
 *
 * <p>{@code -Dmillrace.faults.kills=100} kills as often in each case, {@code -Dmillrace.faults.seed=1} at other moments.
 */
class ExactlyOnceIT {

    private static final String DATABASE = "faults";
    private static final Login LOADER = new Login(DATABASE + "_loader", "loader");
    private static final Login READER = new Login(DATABASE + "_reader", "reader");
    private static final String SHOP = "shop";
    private static final Login SHOP_OWNER = new Login("shop_owner", "owner");
    private static final Login SHOP_READER = new Login("shop_reader", "reader");
    private static final int KILLS = Integer.getInteger("millrace.faults.kills", 13);
    private static final long SEED = Long.getLong("millrace.faults.seed", 20_261_121L);
    private static final int MOST_KILLS_OF_A_RUN = 8;
    private static final int RUNS = 3;
    private static final Instant FIRST_NOW = Instant.parse("2026-03-01T00:00:00Z");

    private static LocalPostgres warehouse;
    private static LocalPostgres shop;

    private long fencingToken;
    private final FaultyLoads loads = new FaultyLoads(warehouse, LOADER, shop, SHOP_READER, new Random(SEED));

    @BeforeAll
    static void startServers() throws SQLException {
        warehouse = LocalPostgres.start(LocalPostgres.Options.throwaway());
        warehouse.createRole(LOADER, "login");
        warehouse.createRole(READER, "login");
        warehouse.createDatabase(DATABASE, LOADER, READER);
        shop = LocalPostgres.start(LocalPostgres.Options.throwaway());
        shop.createRole(SHOP_OWNER, "login");
        shop.createRole(SHOP_READER, "login");
        shop.createDatabase(SHOP, SHOP_OWNER, SHOP_READER);
        execute("create table payments (payment_id bigint primary key, amount numeric(12, 2), note text,"
                + " updated_at timestamptz not null)");
        execute("grant select on payments to shop_reader");
    }

    @AfterAll
    static void stopServers() {
        shop.close();
        warehouse.close();
    }

    @ParameterizedTest
    @EnumSource(SyncMode.class)
    void aGeneratedSource(SyncMode mode) throws Exception {
        storm("sample", "{\"customers\":12000}", mode, List.of(Victim.WORKER, Victim.WORKER, Victim.DESTINATION));
    }

    @ParameterizedTest
    @EnumSource(
            value = SyncMode.class,
            names = {"FULL_REFRESH_OVERWRITE", "INCREMENTAL_UPSERT", "INCREMENTAL_HISTORY"})
    void aDatabaseThatChangesBetweenTheRuns(SyncMode mode) throws Exception {
        execute("truncate payments");
        String configuration = "{\"host\":\"127.0.0.1\",\"port\":" + shop.port()
                + ",\"database\":\"shop\",\"user\":\"shop_reader\",\"password\":\"reader\"}";
        storm("postgres", configuration, mode, List.of(Victim.values()));
    }

    private void storm(String connector, String configuration, SyncMode mode, List<Victim> victims) throws Exception {
        String name = connector + "_" + mode.name().toLowerCase(Locale.ROOT);
        SourceId calmSource = SourceId.create();
        SourceId disturbedSource = SourceId.create();
        int round = 0;
        while (round < RUNS || loads.kills() < KILLS) {
            Instant now = FIRST_NOW.plus(Duration.ofDays(7L * round));
            changeTheShop(now);
            Attempt calm = attempt("calm_" + name, calmSource, RunId.create(), mode, connector, configuration, now);
            assertThat(loads.isLoaded(calm, List.of(), () -> {})).isTrue();
            RunId run = RunId.create();
            int killsLeft = Math.min(MOST_KILLS_OF_A_RUN, KILLS - loads.kills());
            boolean loaded = false;
            while (!loaded) {
                Attempt next = attempt("stormy_" + name, disturbedSource, run, mode, connector, configuration, now);
                loaded = loads.isLoaded(next, killsLeft-- > 0 ? victims : List.of(), () -> {});
            }
            assertThat(content("stormy_" + name))
                    .as("after run %d with the seed %d, %s", round, SEED, loads.tally())
                    .isEqualTo(content("calm_" + name));
            round++;
        }
        System.out.printf(
                "%s, %s: %d runs, %s; every table was the one of an undisturbed load%n",
                connector, mode, round, loads.tally());
        assertThat(leftovers()).isEmpty();
    }

    /** A twentieth of the rows changes, as many come. */
    private static void changeTheShop(Instant now) throws SQLException {
        execute("update payments set amount = amount + 1, updated_at = '" + now + "' where payment_id % 20 = "
                + "(select count(*) / 1000 % 20 from payments)");
        execute("insert into payments select n, n % 1000 / 7.0, 'payment ' || n, timestamptz '" + now
                + "' - n % 100 * interval '1 minute' from (select coalesce(max(payment_id), 0) as last from payments) l,"
                + " generate_series(last + 1, last + case last when 0 then 150000 else 7500 end) n");
    }

    private Attempt attempt(
            String schema,
            SourceId source,
            RunId run,
            SyncMode mode,
            String connector,
            String configuration,
            Instant now) {
        return new Attempt(
                warehouse.port(),
                DATABASE,
                LOADER.password(),
                schema,
                source.toString(),
                run.toString(),
                ++fencingToken,
                mode,
                connector,
                configuration,
                now);
    }

    /** The rows' count and a sum over hashes of what came from the source. */
    private static String content(String schema) throws SQLException {
        String columns = FaultyLoads.query(
                warehouse,
                DATABASE,
                "select string_agg(quote_ident(column_name), ', ' order by column_name)"
                        + " from information_schema.columns where table_schema = '" + schema
                        + "' and table_name = 'payments' and column_name not like '\\_millrace%'");
        return FaultyLoads.query(
                warehouse,
                DATABASE,
                "select count(*) || ' rows, hash ' || sum(hashtextextended(t::text, 0)::numeric) from (select "
                        + columns + " from " + schema + ".payments) t");
    }

    /** Tables of loads that were broken off and that nobody needs any more. */
    private static String leftovers() throws SQLException {
        return FaultyLoads.query(
                warehouse,
                DATABASE,
                "select coalesce(string_agg(relname, ', '), '') from pg_class join pg_namespace n on n.oid = relnamespace"
                        + " where nspname = '_millrace' and relkind = 'r' and (relname like 'built\\_%' or relname like"
                        + " 'staged\\_%')");
    }

    private static void execute(String sql) throws SQLException {
        try (Connection connection = shop.connect(SHOP);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
