package dev.millrace.syncworker.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.kernel.RunId;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SecondWriterIT {

    private final RunId run = RunId.create();
    private NumbersTable numbers;

    @BeforeEach
    void createWarehouse() throws SQLException {
        numbers = new NumbersTable("warehouse_of_two");
    }

    @AfterEach
    void closeConnections() {
        numbers.close();
    }

    private String checkpoint(String expression) throws SQLException {
        return numbers.query("select " + expression + " from _millrace.checkpoints where source_id = '"
                + numbers.source().value() + "'");
    }

    @Test
    void rowsOfTheSecondCountWhenItsTransactionWasCommitted() throws SQLException {
        // Of no size: the second takes part from the first row on.
        ChunkLimits everyCheckpoint = new ChunkLimits(1, 1, Duration.ofDays(1));
        try (PostgresWarehouse warehouse = numbers.open(everyCheckpoint)) {
            NumbersTable.write(numbers.begin(warehouse, run, 1), 1, 2);
        }
        assertThat(checkpoint("state || ' ' || (without_beside ->> 'state') || ' ' || pg_xact_status(beside::xid8)"))
                .isEqualTo("2 1 committed");
        try (PostgresWarehouse warehouse = numbers.open(everyCheckpoint)) {
            StreamLoad load = numbers.begin(warehouse, run, 2);
            assertThat(load.state()).isEqualTo("2");
            NumbersTable.write(load, 3, 3);
            assertThat(load.finish()).isEqualTo(new LoadTotals(3, 3, 3, 0, 0));
        }
        assertThat(numbers.loaded()).isEqualTo("1 2 3");
        assertThat(checkpoint("coalesce(beside, 'alone')")).isEqualTo("alone");
    }

    @Test
    void aSecondConnectionThatBreaksWhenAllIsWrittenDoesNotFailTheLoad() throws SQLException {
        ChunkLimits everyCheckpoint = new ChunkLimits(1, 1, Duration.ofDays(1));
        try (PostgresWarehouse warehouse = numbers.open(everyCheckpoint)) {
            StreamLoad load = numbers.begin(warehouse, run, 1);
            NumbersTable.write(load, 1, 3);
            assertThat(numbers.query("select pg_terminate_backend(pid, 10000) from pg_stat_activity where datname ="
                            + " current_database() and application_name = 'millrace-sync-worker'"
                            + " order by backend_start desc limit 1"))
                    .isEqualTo("t");
            assertThat(load.finish()).isEqualTo(new LoadTotals(3, 3, 3, 0, 0));
        }
        assertThat(numbers.loaded()).isEqualTo("1 2 3");
    }

    @Test
    void whatWasCommittedBesideATransactionThatCameToNothingIsTakenBack() throws SQLException {
        ChunkLimits twoRows = new ChunkLimits(2, Long.MAX_VALUE, Duration.ofDays(1));
        try (PostgresWarehouse warehouse = numbers.open(twoRows)) {
            NumbersTable.write(numbers.begin(warehouse, run, 1), 1, 4);
        }
        leaveAsACrashBetweenTheCommitsDoes();
        try (PostgresWarehouse warehouse = numbers.open(twoRows)) {
            StreamLoad load = numbers.begin(warehouse, run, 2);
            assertThat(load.state()).isEqualTo("2");
            assertThat(load.committed()).isEqualTo(new LoadTotals(2, 2, 2, 0, 0));
            NumbersTable.write(load, 3, 5);
            assertThat(load.finish()).isEqualTo(new LoadTotals(5, 5, 5, 0, 0));
        }
        assertThat(numbers.loaded()).isEqualTo("1 2 3 4 5");
    }

    @Test
    void whereTheServerHasForgottenTheTransactionTheTableIsBuiltAnew() throws SQLException {
        ChunkLimits everyCheckpoint = new ChunkLimits(1, 1, Duration.ofDays(1));
        try (PostgresWarehouse warehouse = numbers.open(everyCheckpoint)) {
            NumbersTable.write(numbers.begin(warehouse, run, 1), 1, 2);
        }
        // The first transaction of all, of which no server keeps the outcome: it is taken for none.
        numbers.execute("update _millrace.checkpoints set beside = '0' where source_id = '"
                + numbers.source().value() + "'");
        try (PostgresWarehouse warehouse = numbers.open(everyCheckpoint)) {
            StreamLoad load = numbers.begin(warehouse, run, 2);
            assertThat(load.state()).isNull();
            NumbersTable.write(load, 1, 3);
            load.finish();
        }
        assertThat(numbers.loaded()).isEqualTo("1 2 3");
    }

    /** The checkpoint behind the fourth row names a transaction that was rolled back, and that of the third and fourth as its own. */
    private void leaveAsACrashBetweenTheCommitsDoes() throws SQLException {
        String built = numbers.query("select relname from pg_class where relname like 'built\\_%' and relkind = 'r'"
                + " order by oid desc limit 1");
        try (Connection connection = numbers.connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            String aborted;
            try (ResultSet row = statement.executeQuery("select pg_current_xact_id()::text")) {
                row.next();
                aborted = row.getString(1);
            }
            connection.rollback();
            statement.execute("update _millrace.checkpoints set beside = '" + aborted + "', without_beside ="
                    + " jsonb_build_object('state', '2', 'rows_read', 2, 'rows_loaded', 2, 'rows_inserted', 2,"
                    + " 'rows_set_aside', 0, 'values_set_aside', 0, 'transaction',"
                    + " (select max(xmin::text::bigint)::text from _millrace." + built + "))"
                    + " where source_id = '" + numbers.source().value() + "'");
            connection.commit();
        }
    }
}
