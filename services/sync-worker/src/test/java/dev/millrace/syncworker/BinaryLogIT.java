package dev.millrace.syncworker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.millrace.kernel.RunId;
import dev.millrace.kernel.SourceId;
import dev.millrace.local.LocalMariaDb;
import dev.millrace.local.LocalPostgres;
import dev.millrace.local.Login;
import dev.millrace.syncworker.FaultyLoads.Victim;
import dev.millrace.syncworker.LoadingProgram.Attempt;
import dev.millrace.work.SyncMode;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.mariadb.jdbc.Driver;

/**
 * A MariaDB table that is followed by its binary log, while it changes at random, and while the worker and the destination are
 * killed again and again: in the end the destination has what the source has.
 *
 * <p>{@code -Dmillrace.faults.kills=100} kills as often, {@code -Dmillrace.faults.seed=1} at other moments.
 */
class BinaryLogIT {

    private static final String DATABASE = "followed_binary_log";
    private static final Login LOADER = new Login(DATABASE + "_loader", "loader");
    private static final Login READER = new Login(DATABASE + "_reader", "reader");
    private static final int KILLS = Integer.getInteger("millrace.faults.kills", 8);
    private static final long SEED = Long.getLong("millrace.faults.seed", 20_261_121L);
    private static final int CHANGES = 1_000;
    private static final int ROWS_AT_FIRST = 20_000;

    private final Random random = new Random(SEED);
    private int changes;

    @Test
    void theDestinationEqualsTheSource() throws Exception {
        assumeTrue(LocalMariaDb.isAvailable(), "MariaDB's binaries come for Linux on x86-64 only");
        try (LocalPostgres warehouse = LocalPostgres.start(LocalPostgres.Options.throwaway());
                LocalMariaDb shop = LocalMariaDb.start("--log-bin=binlog", "--binlog-format=ROW", "--server-id=7")) {
            warehouse.createRole(LOADER, "login");
            warehouse.createRole(READER, "login");
            warehouse.createDatabase(DATABASE, LOADER, READER);
            try (Connection connection = connect(shop);
                    Statement statement = connection.createStatement()) {
                statement.execute("create database shop");
                statement.execute("create table shop.payments (payment_id bigint primary key, amount decimal(12, 2),"
                        + " note text, updated_at timestamp(6) not null default '2026-01-01')");
                statement.execute("insert into shop.payments (payment_id, amount, note) select seq, seq / 8,"
                        + " concat('payment ', seq) from shop.seq_1_to_" + ROWS_AT_FIRST);
            }
            follow(warehouse, shop);
        }
    }

    private void follow(LocalPostgres warehouse, LocalMariaDb shop) throws Exception {
        FaultyLoads loads = new FaultyLoads(warehouse, LOADER, warehouse, LOADER, random);
        SourceId source = SourceId.create();
        RunId run = RunId.create();
        long fencingToken = 0;
        int runs = 0;
        while (changes < CHANGES || loads.kills() < KILLS) {
            // Of three attempts one is left in peace, so that the log is also read on from where a run has ended.
            List<Victim> victims = fencingToken % 3 == 2 ? List.of() : List.of(Victim.WORKER, Victim.DESTINATION);
            if (loads.isLoaded(attempt(warehouse, shop, source, run, ++fencingToken), victims, () -> change(shop))) {
                run = RunId.create();
                runs++;
            }
        }
        while (!loads.isLoaded(attempt(warehouse, shop, source, run, ++fencingToken), List.of(), () -> {})) {
            assertThat(fencingToken).as("attempts, %s", loads.tally()).isLessThan(200);
        }
        Attempt last = attempt(warehouse, shop, source, RunId.create(), ++fencingToken);
        assertThat(loads.isLoaded(last, List.of(), () -> {})).isTrue();
        assertThat(rows(
                        warehouse.connect(DATABASE),
                        "select payment_id || ' ' || amount || ' ' || coalesce(note, 'null') from"
                                + " followed.payments order by payment_id"))
                .as("with the seed %d, %s", SEED, loads.tally())
                .isEqualTo(rows(
                        connect(shop),
                        "select concat(payment_id, ' ', amount, ' ', coalesce(note, 'null')) from shop.payments order by"
                                + " payment_id"));
        System.out.printf(
                "binary log: %d changes, %d runs, %s; the destination equals the source%n",
                changes, runs, loads.tally());
    }

    private void change(LocalMariaDb shop) throws SQLException {
        try (Connection connection = connect(shop)) {
            changes += FaultyLoads.change(connection, random, this::randomChange);
        }
    }

    private String randomChange() {
        int key = 1 + random.nextInt(ROWS_AT_FIRST);
        int free = ROWS_AT_FIRST + 1 + random.nextInt(1_000_000);
        return switch (random.nextInt(5)) {
            case 0 ->
                "insert ignore into shop.payments (payment_id, amount, note) values (" + free + ", 1, repeat('long ', "
                        + random.nextInt(3_000) + "))";
            case 1 -> "delete from shop.payments where payment_id = " + key;
            case 2 -> "update ignore shop.payments set payment_id = " + free + " where payment_id = " + key;
            case 3 ->
                "update shop.payments set amount = amount + 1 where payment_id in (" + key + ", " + (key + 1) + ")";
            default -> "update shop.payments set note = null, amount = -" + key + " where payment_id = " + key;
        };
    }

    private static Attempt attempt(
            LocalPostgres warehouse, LocalMariaDb shop, SourceId source, RunId run, long fencingToken) {
        return new Attempt(
                warehouse.port(),
                DATABASE,
                LOADER.password(),
                "followed",
                source.toString(),
                run.toString(),
                fencingToken,
                SyncMode.INCREMENTAL_UPSERT,
                "mysql",
                "{\"host\":\"127.0.0.1\",\"port\":" + shop.port() + ",\"database\":\"shop\",\"user\":\""
                        + shop.administrator().user() + "\",\"password\":\""
                        + shop.administrator().password() + "\",\"changes\":\"log\"}",
                Instant.parse("2026-03-01T00:00:00Z"));
    }

    private static Connection connect(LocalMariaDb shop) throws SQLException {
        Properties login = new Properties();
        login.setProperty("user", shop.administrator().user());
        login.setProperty("password", shop.administrator().password());
        // Not by way of the driver manager: it knows only the drivers of the class loader that asked it first.
        return Objects.requireNonNull(new Driver().connect("jdbc:mariadb://127.0.0.1:" + shop.port() + "/", login));
    }

    private static List<String> rows(Connection opened, String sql) throws SQLException {
        try (Connection connection = opened;
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            List<String> rows = new ArrayList<>();
            while (row.next()) {
                rows.add(row.getString(1));
            }
            return rows;
        }
    }
}
