package dev.millrace.syncworker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.local.LocalPostgres;
import dev.millrace.local.Login;
import java.io.BufferedReader;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** {@code -Dmillrace.waiting.runs=5000} has so many runs wait at once. */
class WaitingRunsIT {

    private static final Login LOADER = new Login("waiting_loader", "loader");
    private static final int RUNS = Integer.getInteger("millrace.waiting.runs", 150);
    private static final int MOST_MEBIBYTES = 512;
    private static final Pattern NUMBERS = Pattern.compile("(\\d+) runs (?:wait|succeeded), (\\d+) MiB.*");

    @Test
    void runsThatWaitHoldNeitherPlacesNorConnectionsAndLoseNothing() throws Exception {
        try (LocalPostgres warehouse = LocalPostgres.start(LocalPostgres.Options.throwaway())) {
            warehouse.createRole(LOADER, "login");
            for (int run = 0; run < RUNS; run += WaitingProgram.RUNS_OF_A_WAREHOUSE) {
                warehouse.createDatabase(WaitingProgram.database(run), LOADER, new Login("waiting_reader", "reader"));
            }
            Process worker = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx256m",
                            "-XX:+UseSerialGC",
                            "-XX:TieredStopAtLevel=1",
                            "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                            "-cp",
                            System.getProperty("java.class.path"),
                            WaitingProgram.class.getName(),
                            Integer.toString(warehouse.port()),
                            LOADER.user(),
                            LOADER.password(),
                            Integer.toString(RUNS))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try (BufferedReader output = worker.inputReader()) {
                for (String counted = output.readLine(); counted != null; counted = output.readLine()) {
                    Matcher numbers = NUMBERS.matcher(counted);
                    if (numbers.matches()) {
                        System.out.println(counted);
                        assertThat(numbers.group(1)).isEqualTo(Integer.toString(RUNS));
                        assertThat(Integer.parseInt(numbers.group(2))).isLessThan(MOST_MEBIBYTES);
                        assertThat(connections(warehouse)).isLessThanOrEqualTo(WaitingProgram.PLACES);
                    }
                }
                assertThat(worker.waitFor()).isZero();
            } finally {
                worker.destroyForcibly();
            }
            assertThat(rowsOfAllTables(warehouse)).isEqualTo(RUNS * (long) WaitingSource.ROWS);
        }
    }

    private static long connections(LocalPostgres warehouse) throws SQLException {
        return number(
                warehouse, "postgres", "select count(*) from pg_stat_activity where usename = '" + LOADER.user() + "'");
    }

    private static long rowsOfAllTables(LocalPostgres warehouse) throws SQLException {
        long rows = 0;
        for (int i = 0; i < RUNS; i++) {
            rows += number(
                    warehouse, WaitingProgram.database(i), "select count(distinct id) from waiting_" + i + ".records");
        }
        return rows;
    }

    private static long number(LocalPostgres warehouse, String database, String sql) throws SQLException {
        try (Connection connection = warehouse.connect(database);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }
}
