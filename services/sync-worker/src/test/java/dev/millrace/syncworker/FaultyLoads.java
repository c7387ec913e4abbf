package dev.millrace.syncworker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.local.LocalPostgres;
import dev.millrace.local.Login;
import dev.millrace.syncworker.LoadingProgram.Attempt;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/**
 * Loads in processes of their own that are killed with SIGKILL at random moments, or lose a backend of one of their servers,
 * which makes all of that server recover from a crash.
 */
final class FaultyLoads {

    /** What may fall down. */
    enum Victim {
        WORKER,
        DESTINATION,
        SOURCE
    }

    /** Something that goes on while a load does. */
    @FunctionalInterface
    interface Meanwhile {
        void run() throws SQLException;
    }

    private final LocalPostgres warehouse;
    private final Login loader;
    private final LocalPostgres shop;
    private final Login reader;
    private final Random random;
    private long undisturbedMillis = 1;
    private int killedWorkers;
    private int killedDestinations;
    private int killedSources;
    private int failedAttempts;

    FaultyLoads(LocalPostgres warehouse, Login loader, LocalPostgres shop, Login reader, Random random) {
        this.warehouse = warehouse;
        this.loader = loader;
        this.shop = shop;
        this.reader = reader;
        this.random = random;
    }

    int kills() {
        return killedWorkers + killedDestinations + killedSources;
    }

    String tally() {
        return killedWorkers + " workers, " + killedDestinations + " destinations and " + killedSources
                + " sources killed, " + failedAttempts + " attempts failed with an error";
    }

    /** Runs an attempt, and kills one of the victims while it runs; true when it came to its end. */
    boolean isLoaded(Attempt attempt, List<Victim> victims, Meanwhile meanwhile)
            throws IOException, InterruptedException, SQLException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx96m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                LoadingProgram.class.getName()));
        command.addAll(attempt.arguments());
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader output = process.inputReader()) {
            String line = output.readLine();
            while (line != null && !line.equals(LoadingProgram.LOADING)) {
                line = output.readLine();
            }
            long began = System.nanoTime();
            meanwhile.run();
            if (line != null && !victims.isEmpty()) {
                // Anywhere in the time that a load takes which nobody disturbs.
                Thread.sleep(random.nextLong(undisturbedMillis));
                if (process.isAlive()) {
                    kill(victims.get(random.nextInt(victims.size())), process);
                }
            }
            int status = process.waitFor();
            if (victims.isEmpty() && status == 0) {
                undisturbedMillis = Math.max(1, (System.nanoTime() - began) / 1_000_000);
            }
            if (status != 0 && status != 128 + 9) {
                failedAttempts++;
            }
            return status == 0;
        } finally {
            process.destroyForcibly();
            awaitServers();
        }
    }

    private void kill(Victim victim, Process worker) throws IOException, InterruptedException, SQLException {
        switch (victim) {
            case WORKER -> {
                worker.destroyForcibly();
                killedWorkers++;
            }
            case DESTINATION -> {
                if (killedBackend(warehouse, loader)) {
                    killedDestinations++;
                }
            }
            case SOURCE -> {
                if (killedBackend(shop, reader)) {
                    killedSources++;
                }
            }
        }
    }

    private static boolean killedBackend(LocalPostgres server, Login user)
            throws IOException, InterruptedException, SQLException {
        String backend = query(
                server,
                "postgres",
                "select coalesce(min(pid)::text, '') from pg_stat_activity where usename = '" + user.user() + "'");
        return !backend.isEmpty()
                && new ProcessBuilder("kill", "-9", backend).start().waitFor() == 0;
    }

    /** After a crash a server takes no connections until it has recovered. */
    private void awaitServers() throws InterruptedException, SQLException {
        for (LocalPostgres server : List.of(warehouse, shop)) {
            for (int tries = 0; !isUp(server); tries++) {
                assertThat(tries).as("tries to reach a server after its crash").isLessThan(600);
                Thread.sleep(50);
            }
        }
    }

    private static boolean isUp(LocalPostgres server) {
        try {
            return query(server, "postgres", "select 'up'").equals("up");
        } catch (SQLException e) {
            return false;
        }
    }

    /**
     * About fifty changes, in transactions of one to five, of which some are rolled back.
     *
     * @param change the next one
     * @return how many rows were changed for good
     */
    static int change(Connection connection, Random random, Supplier<String> change) throws SQLException {
        int changed = 0;
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            for (int transaction = 0; transaction < 17; transaction++) {
                boolean kept = random.nextInt(8) > 0;
                int count = 1 + random.nextInt(5);
                for (int i = 0; i < count; i++) {
                    int rows = statement.executeUpdate(change.get());
                    changed += kept ? rows : 0;
                }
                if (kept) {
                    connection.commit();
                } else {
                    connection.rollback();
                }
            }
        }
        return changed;
    }

    static String query(LocalPostgres server, String database, String sql) throws SQLException {
        try (Connection connection = server.connect(database);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }
}
